# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sits and who waits. Every function here runs with the sessions of the event locked.

Capacity, places and queue are read after the lock: that is what keeps a session from being
oversold, whoever clicks when.
"""

from collections import Counter
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from migliorapa.core.text import fold

from .. import notifications
from ..models import Place, Session

SHORTEST_OFFER = timedelta(hours=1)
LAST_OFFER_BEFORE_START = timedelta(hours=2)
Status = Place.Status


def lock(event) -> dict[int, Session]:
    """The sessions of an event by primary key, locked in one order for everybody."""
    rows = Session.objects.select_for_update(no_key=True).filter(event=event).order_by("pk")
    return {session.pk: session for session in rows}


def has_begun(session, now=None) -> bool:
    now = now or timezone.now()
    if session.starts:
        return session.starts <= now
    return session.day < timezone.localdate(now)


def _body(registration) -> str:
    """What tells two administrations apart: the listed one, or the name as it was typed."""
    if registration.administration_id:
        return str(registration.administration_id)
    return " ".join(fold(registration.administration_name).split())


class Room:
    """Places of a locked session, counted once and kept while they are given out."""

    def __init__(self, session):
        self.session = session
        taken = session.places.taken().select_related("registration")
        self.bodies = Counter(_body(place.registration) for place in taken)
        self.taken = sum(self.bodies.values())

    @property
    def is_full(self) -> bool:
        capacity = self.session.capacity
        return capacity is not None and self.taken >= capacity

    def admits(self, registration) -> bool:
        """Whether the cap of one administration leaves room for this person."""
        cap, body = self.session.per_administration, _body(registration)
        return cap is None or not body or self.bodies[body] < cap

    def take(self, registration) -> None:
        self.bodies[_body(registration)] += 1
        self.taken += 1


def _move(place, status, *, until=None) -> None:
    place.status, place.offered_until = status, until
    place.changed = timezone.now()
    place.revision += 1
    place.save()
    notifications.placed(place)


def seat(place) -> None:
    """Gives a place or a turn in the queue; the turn is the order of arrival here."""
    session = place.session
    refill(session)
    room = Room(session)
    fits = not room.is_full and room.admits(place.registration)
    if not fits and not session.has_waiting_list:
        _move(place, Status.CANCELLED)
        return
    session.last_number += 1
    session.save(update_fields=["last_number"])
    place.number = session.last_number
    _move(place, Status.CONFIRMED if fits else Status.WAITING)


def _offer_until(session, now):
    """When an offer lapses; None when there is no time to ask and the place is simply given."""
    until = now + timedelta(hours=session.acceptance_hours)
    if session.starts:
        until = min(until, session.starts - LAST_OFFER_BEFORE_START)
    return until if until >= now + SHORTEST_OFFER else None


def refill(session) -> int:
    """Gives every free place to the first in the queue who may have it; returns how many."""
    if session.is_cancelled or has_begun(session):
        return 0
    room, given, now = Room(session), 0, timezone.now()
    if room.is_full:
        return 0
    waiting = session.places.waiting().select_related("registration__event").order_by("number")
    for place in waiting:
        if room.is_full:
            break
        if not room.admits(place.registration):
            continue
        place.session = session
        until = _offer_until(session, now)
        _move(place, Status.OFFERED if until else Status.CONFIRMED, until=until)
        room.take(place.registration)
        given += 1
    return given


def vacate(place, status=Status.CANCELLED) -> None:
    _move(place, status)


def settle(place) -> None:
    """An offer accepted in time."""
    if place.offered_until <= timezone.now():
        raise ValidationError(
            "Il tempo per accettare è scaduto e il posto è passato a chi segue nella lista."
        )
    _move(place, Status.CONFIRMED)
