# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who was there: recorded once a place, corrected with a reason, never deleted."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import Place, Presence, PresenceChange
from . import certificates

CORRECTED = ("first_seen", "last_seen", "minutes", "is_valid")
LONGEST_MEETING = 16 * 60
Source = Presence.Source


def minutes_between(first: datetime | None, last: datetime | None) -> int | None:
    """Whole minutes, rounded down; None when one end is unknown."""
    if first is None or last is None:
        return None
    return max(int((last - first).total_seconds() // 60), 0)


def _told(presence: Presence) -> dict:
    """What a correction keeps, as JSON: moments in ISO 8601."""
    values = {name: getattr(presence, name) for name in CORRECTED}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _locked_place(place: Place, source: str) -> Place:
    rows = Place.objects.select_for_update(no_key=True, of=("self",))
    place = rows.select_related("session", "registration").get(pk=place.pk)
    if source == Source.JOIN and place.status != Place.Status.CONFIRMED:
        raise ValidationError("Entra nella stanza solo chi ha un posto confermato.")
    if place.status == Place.Status.PENDING:
        raise ValidationError(
            "Questa persona non ha ancora confermato il proprio indirizzo e-mail."
        )
    return place


def _note(presence, actor, before, reason) -> None:
    after = _told(presence)
    if after != before:
        PresenceChange.objects.create(
            presence=presence, actor=actor, before=before, after=after, reason=reason[:300]
        )


def _widen(presence, first, last, minutes) -> None:
    """Seen from the earliest to the latest; of two lengths the longer one counts."""
    presence.first_seen = min(presence.first_seen, first)
    presence.last_seen = max(filter(None, [presence.last_seen, last]), default=None)
    presence.minutes = max(
        (each for each in (presence.minutes, minutes) if each is not None), default=None
    )


@transaction.atomic
def mark_present(
    place: Place, *, source: str, actor=None, first=None, last=None, minutes=None, reason=""
) -> Presence:
    """Again and again is one presence, which grows; one declared not valid stays so.

    Without `minutes`, the length is what goes from `first` to `last` when both are given, and
    unknown otherwise: who enters by the personal link is not followed to the exit.
    """
    place = _locked_place(place, source)
    if minutes is None:
        minutes = minutes_between(first, last)
    presence = Presence.objects.filter(place=place).first()
    before = _told(presence) if presence else {}
    if presence is None:
        begun = first or last or timezone.now()
        presence = Presence(place=place, source=source, first_seen=begun)
    _widen(presence, first or presence.first_seen, last, minutes)
    presence.place = place
    _check(presence)
    presence.save()
    if actor is not None:
        _note(presence, actor, before, reason)
    return presence


def enter(*, place: Place) -> Presence:
    """By the personal link: the first time is the beginning, the last one is kept up to date."""
    return mark_present(place, source=Source.JOIN, last=timezone.now())


def _check(presence: Presence) -> None:
    if presence.last_seen and presence.last_seen < presence.first_seen:
        raise ValidationError("L'uscita viene prima dell'ingresso.")
    if presence.minutes is not None and not 0 <= presence.minutes <= LONGEST_MEETING:
        raise ValidationError(f"I minuti vanno da 0 a {LONGEST_MEETING}.")


@transaction.atomic
def correct(presence: Presence, *, actor, reason: str, **changes) -> Presence:
    """`changes`: first_seen, last_seen, minutes, is_valid. The certificate follows."""
    if unknown := changes.keys() - set(CORRECTED):
        raise TypeError(f"Not part of a presence: {', '.join(sorted(unknown))}")
    if not reason.strip():
        raise ValidationError("Scrivete il motivo della correzione.")
    rows = Presence.objects.select_for_update(of=("self",)).select_related("place__session")
    presence = rows.get(pk=presence.pk)
    before = _told(presence)
    for name, value in changes.items():
        setattr(presence, name, value)
    _check(presence)
    presence.save()
    _note(presence, actor, before, reason.strip())
    certificates.follow(presence=presence, was_valid=before["is_valid"], reason=reason.strip())
    return presence


def invalidate(presence: Presence, *, actor, reason: str) -> Presence:
    """Not a presence after all: its certificate is revoked."""
    return correct(presence, actor=actor, reason=reason, is_valid=False)
