# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every change to memberships. Refusals are ValidationError (a sentence for the person)
or PermissionDenied (who asks may not)."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from migliorapa.core import limits

from . import notifications
from .domains import domain_of, is_public_provider
from .models import Administration, Membership, User

MAX_WAITING = 3
ASK_AGAIN_AFTER = timedelta(days=7)
REFUSAL_KNOWN_FOR = timedelta(days=365)  # once the account is gone


def _lock(administration):
    """One decision at a time in an administration, so that only one first member exists."""
    return Administration.objects.select_for_update().get(pk=administration.pk)


def domain_proves(user, administration) -> bool:
    """A verified address of exactly the administration's own domain.

    A domain that several administrations share proves none of them.
    """
    domain = administration.email_domain
    if not domain or is_public_provider(domain):
        return False
    verified = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    if domain not in {domain_of(email) for email in verified}:
        return False
    return Administration.objects.filter(email_domain=domain).count() == 1


def _refusals(user, administration) -> list[str]:
    """Keys under which a refusal outlives the account; they are kept as an HMAC."""
    emails = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return [f"accounts.refused:{administration.pk}:{email.lower()}" for email in emails]


def _was_refused(user, administration) -> bool:
    """Under an account that the same person has deleted."""
    keys = _refusals(user, administration)
    return any(limits.counted(key, within=REFUSAL_KNOWN_FOR) for key in keys)


def _check_may_ask(user, earlier):
    if not user.is_active:
        raise PermissionDenied
    if earlier and earlier.is_refused and timezone.now() < earlier.decided + ASK_AGAIN_AFTER:
        raise ValidationError(
            "La richiesta è stata rifiutata da poco: potrete ripeterla dopo "
            f"{ASK_AGAIN_AFTER.days} giorni. Intanto parlatene con chi coordina i colleghi."
        )
    if user.memberships.waiting().count() >= MAX_WAITING:
        raise ValidationError(
            f"Avete già {MAX_WAITING} richieste in attesa: aspettate la risposta a una di queste."
        )


def _set_approved(membership, *, actor):
    members = Membership.objects.approved().filter(administration=membership.administration)
    membership.status = Membership.Status.APPROVED
    membership.is_coordinator = not members.exists()
    membership.decided, membership.decided_by = timezone.now(), actor
    membership.reason = ""
    membership.save()


@transaction.atomic
def ask_membership(*, user, administration) -> Membership:
    """Approved at once when the verified domain says so, unless it was refused before."""
    administration = _lock(administration)
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # so that requests are counted
    earlier = Membership.objects.filter(user=user, administration=administration).first()
    if earlier and not earlier.is_refused:
        return earlier
    _check_may_ask(user, earlier)
    membership = earlier or Membership(user=user, administration=administration)
    membership.status, membership.asked = Membership.Status.WAITING, timezone.now()
    membership.save()
    known = earlier or _was_refused(user, administration)
    if not known and domain_proves(user, administration):
        _set_approved(membership, actor=None)
        notifications.colleague_entered(membership)
    else:
        notifications.membership_asked(membership)
    return membership


def _fresh(membership, *, actor) -> Membership:
    """The membership as it is now, locked, if `actor` may decide it."""
    _lock(membership.administration)
    if not Membership.objects.decidable_by(actor).filter(pk=membership.pk).exists():
        raise PermissionDenied
    return Membership.objects.select_related("user", "administration").get(pk=membership.pk)


@transaction.atomic
def approve(*, membership, actor) -> Membership:
    membership = _fresh(membership, actor=actor)
    if not membership.is_approved:
        _set_approved(membership, actor=actor)
        notifications.membership_approved(membership)
    return membership


@transaction.atomic
def refuse(*, membership, actor, reason="") -> Membership:
    """Turns down a request, or ends a membership that was approved."""
    membership = _fresh(membership, actor=actor)
    if membership.is_refused:
        return membership
    was_approved = membership.is_approved
    membership.status, membership.is_coordinator = Membership.Status.REFUSED, False
    membership.decided, membership.decided_by = timezone.now(), actor
    membership.reason = reason.strip()
    membership.save()
    notifications.membership_refused(membership, was_approved=was_approved)
    return membership


@transaction.atomic
def make_coordinator(*, membership, actor) -> Membership:
    membership = _fresh(membership, actor=actor)
    if not membership.is_approved:
        raise ValidationError("Solo chi è già approvato può coordinare i colleghi.")
    if not membership.is_coordinator:
        membership.is_coordinator = True
        membership.save()
        notifications.coordinator_named(membership)
    return membership


def _check_somebody_coordinates(membership) -> None:
    """Of a membership that is about to end. While nobody else is in, nobody has to be named."""
    others = Membership.objects.approved().filter(
        administration=membership.administration, user__is_active=True
    )
    others = others.exclude(user=membership.user_id)
    if membership.is_coordinator and others.exists() and not others.coordinators().exists():
        raise ValidationError(
            f"Siete l'unica persona che coordina i colleghi di {membership.administration}. Prima "
            "fate coordinare uno di loro: li trovate nel profilo, in «I vostri colleghi»."
        )


@transaction.atomic
def leave(*, membership, user) -> None:
    """A refusal stays: who deleted it could ask again at once, and the domain would approve."""
    if membership.user_id != user.pk:
        raise PermissionDenied
    _lock(membership.administration)
    mine = Membership.objects.filter(pk=membership.pk)
    if mine.filter(status=Membership.Status.REFUSED).exists():
        raise ValidationError("La richiesta è già stata rifiutata: non c'è nulla da lasciare.")
    _check_somebody_coordinates(mine.select_related("administration").get())
    notifications.membership_left(membership)
    mine.delete()


@transaction.atomic
def delete_account(*, user) -> None:
    """A refusal is still known for a while: otherwise a new account would get round it."""
    if user.is_superuser:
        raise ValidationError("Il profilo di chi amministra il sito lo cancella un altro collega.")
    if user.is_demo:
        raise ValidationError("I profili dimostrativi non si cancellano.")
    for membership in user.memberships.select_related("administration").order_by("administration"):
        _lock(membership.administration)
        membership.refresh_from_db(fields=["status", "is_coordinator"])
        _check_somebody_coordinates(membership)
        if membership.is_refused:
            for key in _refusals(user, membership.administration):
                limits.allow(key, at_most=1, within=REFUSAL_KNOWN_FOR)
    user.delete()
