# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails about memberships, written in the transaction of what they tell.

Keys name people by number: they outlive the mails.
"""

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from migliorapa.core import outbox

from .models import Membership, User


def _put(key, recipients, subject, template, **context):
    """Recipients are users; the key is completed with each one's number."""
    body = render_to_string(f"email/accounts/{template}.txt", context)
    outbox.put_many(
        {
            "key": f"{key}{recipient.pk}",
            "to": recipient.email,
            "subject": f"[MiglioraPA] {subject}",
            "text": body,
        }
        for recipient in recipients
    )


def _address(name, *arguments):
    return settings.SITE_URL + reverse(name, args=arguments)


def deciders(membership):
    """Coordinators of the administration; while there is none, the staff."""
    coordinators = Membership.objects.coordinators().filter(
        administration=membership.administration
    )
    active = User.objects.filter(is_active=True)
    if found := list(active.filter(pk__in=coordinators.values("user"))):
        return found
    return list(active.filter(Q(role=User.Role.PROJECT_STAFF) | Q(is_superuser=True)))


def _asked_key(membership, day=None):
    person = f"accounts:asked:{membership.user_id}:{membership.administration_id}:"
    return f"{person}{day:%Y-%m-%d}:" if day else person


def _decided_key(verb, membership):
    """Another one after each decision: who is approved, refused and approved again hears all."""
    return f"accounts:{verb}:{membership.pk}:{membership.decided:%Y%m%dT%H%M%S.%f}:"


def membership_asked(membership):
    """At most one mail a day, however often the person withdraws and asks again."""
    _put(
        _asked_key(membership, timezone.localdate()),
        deciders(membership),
        f"{membership.user} chiede di rappresentare {membership.administration}",
        "membership_asked",
        membership=membership,
        link=_address("accounts:membership", membership.pk),
    )


def colleague_entered(membership):
    """To the other coordinators, who had nothing to decide: the e-mail domain did."""
    coordinators = Membership.objects.coordinators().filter(
        administration=membership.administration
    )
    others = User.objects.filter(is_active=True, pk__in=coordinators.values("user"))
    _put(
        _decided_key("entered", membership),
        others.exclude(pk=membership.user_id),
        f"{membership.user} è entrato tra i colleghi di {membership.administration}",
        "colleague_entered",
        membership=membership,
        link=_address("accounts:membership", membership.pk),
    )


def membership_left(membership):
    outbox.withdraw(_asked_key(membership))


def membership_approved(membership):
    _put(
        _decided_key("approved", membership),
        [membership.user],
        f"Siete collegati a {membership.administration}",
        "membership_approved",
        membership=membership,
        link=_address("accounts:profile"),
    )


def membership_refused(membership, *, was_approved):
    _put(
        _decided_key("refused", membership),
        [membership.user],
        f"La vostra richiesta per {membership.administration}"
        if not was_approved
        else f"Non siete più collegati a {membership.administration}",
        "membership_refused",
        membership=membership,
        was_approved=was_approved,
        link=_address("accounts:profile"),
    )


def coordinator_named(membership):
    _put(
        f"accounts:coordinator:{membership.pk}:{timezone.now():%Y%m%dT%H%M%S.%f}:",
        [membership.user],
        f"Ora coordinate i colleghi di {membership.administration}",
        "coordinator_named",
        membership=membership,
        link=_address("accounts:profile"),
    )
