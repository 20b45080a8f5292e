# SPDX-License-Identifier: AGPL-3.0-or-later
"""Certificates: given to who was there, once it is over; revoked, never deleted."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..joining import is_over
from ..models import Certificate, Event, Place, Presence, Session


def _check(place: Place, presence: Presence | None) -> None:
    session = place.session
    if session.is_cancelled or session.event.status != Event.Status.PUBLISHED:
        raise ValidationError("L'incontro non si è tenuto: non c'è nessun attestato.")
    if not is_over(session):
        raise ValidationError("L'attestato si rilascia quando l'incontro è finito.")
    if presence is None or not presence.is_valid:
        raise ValidationError("A questo incontro non risulta la vostra presenza.")


def why_not(place: Place) -> str:
    """Why there is no certificate, or not yet, in a sentence for its person."""
    try:
        _check(place, Presence.objects.filter(place=place).first())
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return "L'attestato è in preparazione: riprovate tra un quarto d'ora."


def attested(presence: Presence, session: Session) -> int | None:
    """Minutes, never more than the meeting lasted; None when only the presence is known."""
    if presence.minutes is None or not session.ends:
        return presence.minutes
    return min(presence.minutes, int((session.ends - session.starts).total_seconds() // 60))


@transaction.atomic
def issue(*, place: Place) -> Certificate:
    """One a place: asking again gives the same. Raises ValidationError."""
    rows = Place.objects.select_for_update(no_key=True, of=("self",))
    place = rows.select_related("session__event").get(pk=place.pk)
    if known := Certificate.objects.filter(place=place).first():
        return known
    presence = Presence.objects.filter(place=place).first()
    _check(place, presence)
    return Certificate.objects.create(
        place=place, session=place.session, minutes=attested(presence, place.session)
    )


def issue_all() -> int:
    """Scheduled: every valid presence gets its certificate, also one that is imported late."""
    now = timezone.now()
    first = timezone.localdate(now) - timedelta(days=settings.EVENT_RETENTION_DAYS)
    ended = Session.objects.filter(
        is_cancelled=False,
        event__status=Event.Status.PUBLISHED,
        day__lte=timezone.localdate(now),
        day__gte=first,
    ).select_related("event")
    over = [session for session in ended if is_over(session, now)]
    waiting = Place.objects.filter(
        session__in=over, presence__is_valid=True, certificate=None
    ).order_by("pk")
    given = 0
    for place in waiting:
        issue(place=place)
        given += 1
    return given


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str) -> Certificate:
    """Whoever verifies its code reads that it is not valid, not why."""
    if not reason.strip():
        raise ValidationError("Scrivete il motivo della revoca.")
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.revoked is None:
        certificate.revoked, certificate.revoked_reason = timezone.now(), reason.strip()[:300]
        certificate.save()
    return certificate


def follow(*, presence: Presence, was_valid: bool, reason: str) -> None:
    """After a correction: minutes and validity of the certificate, where there is one."""
    certificate = Certificate.objects.select_for_update().filter(place=presence.place).first()
    if certificate is None:
        return
    certificate.minutes = attested(presence, presence.place.session)
    if not presence.is_valid and certificate.revoked is None:
        certificate.revoked, certificate.revoked_reason = timezone.now(), reason[:300]
    elif presence.is_valid and not was_valid:
        certificate.revoked, certificate.revoked_reason = None, ""
    certificate.save()
