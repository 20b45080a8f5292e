# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails about memberships, sent once the transaction has gone through."""

from functools import partial

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse

from .models import Membership, User


def _send(recipients, subject, template, **context):
    body = render_to_string(f"email/accounts/{template}.txt", context)
    for recipient in recipients:
        transaction.on_commit(
            partial(
                send_mail,
                f"[MiglioraPA] {' '.join(subject.split())}",
                body,
                settings.DEFAULT_FROM_EMAIL,
                [recipient],
            )
        )


def _address(name, *arguments):
    return settings.SITE_URL + reverse(name, args=arguments)


def deciders(membership) -> list[str]:
    """Coordinators of the administration; while there is none, the staff."""
    coordinators = Membership.objects.coordinators().filter(
        administration=membership.administration, user__is_active=True
    )
    if found := list(coordinators.values_list("user__email", flat=True)):
        return found
    staff = User.objects.filter(Q(role=User.Role.PROJECT_STAFF) | Q(is_superuser=True))
    return list(staff.filter(is_active=True).values_list("email", flat=True))


def membership_asked(membership):
    _send(
        deciders(membership),
        f"{membership.user} chiede di rappresentare {membership.administration}",
        "membership_asked",
        membership=membership,
        link=_address("accounts:membership", membership.pk),
    )


def membership_approved(membership):
    _send(
        [membership.user.email],
        f"Siete collegati a {membership.administration}",
        "membership_approved",
        membership=membership,
        link=_address("accounts:profile"),
    )


def membership_refused(membership, *, was_approved):
    _send(
        [membership.user.email],
        f"La vostra richiesta per {membership.administration}"
        if not was_approved
        else f"Non siete più collegati a {membership.administration}",
        "membership_refused",
        membership=membership,
        was_approved=was_approved,
        link=_address("accounts:profile"),
    )


def coordinator_named(membership):
    _send(
        [membership.user.email],
        f"Ora coordinate i colleghi di {membership.administration}",
        "coordinator_named",
        membership=membership,
        link=_address("accounts:profile"),
    )
