# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sits and who waits. Every function here runs with the sessions of the event locked.

Capacity, places and queue are read after the lock: that is what keeps a session from being
oversold, whoever clicks when.
"""

from collections import Counter
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from migliorapa.core.moments import ROME
from migliorapa.core.text import fold

from .. import notifications
from ..models import Event, Place, Session

SHORTEST_OFFER = timedelta(hours=1)
LAST_OFFER_BEFORE_START = timedelta(hours=2)
Status = Place.Status


def lock(event_id: int) -> dict[int, Session]:
    """The sessions of an event by primary key, locked in one order for everybody.

    They share the event as it is now, which is not locked.
    """
    rows = Session.objects.select_for_update(no_key=True).filter(event_id=event_id)
    sessions = {session.pk: session for session in rows.order_by("pk")}
    if sessions:
        event = Event.objects.get(pk=event_id)
        for session in sessions.values():
            session.event = event
    return sessions


def has_begun(session, now=None) -> bool:
    now = now or timezone.now()
    if session.starts:
        return session.starts <= now
    return session.day < timezone.localdate(now)


def _body(administration_id, administration_name) -> str:
    """What tells two administrations apart: the listed one, or the name as it was typed."""
    return str(administration_id or " ".join(fold(administration_name).split()))


class Room:
    """Places of a locked session, counted once and kept while they are given out."""

    def __init__(self, session):
        self.session = session
        taken = session.places.taken()
        if session.per_administration is None:
            self.bodies, self.taken = Counter(), taken.count()
            return
        names = ("registration__administration_id", "registration__administration_name")
        self.bodies = Counter(_body(*row) for row in taken.values_list(*names))
        self.taken = self.bodies.total()

    @property
    def is_full(self) -> bool:
        capacity = self.session.capacity
        return capacity is not None and self.taken >= capacity

    def admits(self, registration) -> bool:
        """Whether the cap of one administration leaves room for this person."""
        cap = self.session.per_administration
        body = _body(registration.administration_id, registration.administration_name)
        return cap is None or not body or self.bodies[body] < cap

    def take(self, registration) -> None:
        self.bodies[_body(registration.administration_id, registration.administration_name)] += 1
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
    room = Room(session)
    _fill(session, room)
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
    start = session.starts or datetime.combine(session.day, time(0), ROME)
    asked_for = now + timedelta(hours=session.acceptance_hours)
    until = min(asked_for, start - LAST_OFFER_BEFORE_START)
    return until if until >= now + SHORTEST_OFFER else None


def _fill(session, room) -> int:
    event = session.event
    if room.is_full or session.is_cancelled or event.status != Event.Status.PUBLISHED:
        return 0
    if has_begun(session):
        return 0
    given, now = 0, timezone.now()
    queue = session.places.waiting().select_related("registration").order_by("number")
    if session.per_administration is None and session.capacity is not None:
        queue = queue[: session.capacity - room.taken]
    for place in queue:
        if room.is_full:
            break
        if not room.admits(place.registration):
            continue
        place.session, place.registration.event = session, event
        until = _offer_until(session, now)
        _move(place, Status.OFFERED if until else Status.CONFIRMED, until=until)
        room.take(place.registration)
        given += 1
    return given


def refill(session) -> int:
    """Gives every free place to the first in the queue who may have it; returns how many."""
    return _fill(session, Room(session))


def give(place) -> None:
    """By hand, before whoever is ahead in the queue."""
    if place.number is None:
        place.session.last_number += 1
        place.session.save(update_fields=["last_number"])
        place.number = place.session.last_number
    _move(place, Status.CONFIRMED)


def vacate(place, status=Status.CANCELLED) -> None:
    _move(place, status)


def settle(place) -> None:
    """An offer accepted in time."""
    if place.offered_until <= timezone.now():
        raise ValidationError(
            "Il tempo per accettare è scaduto e il posto è passato a chi segue nella lista."
        )
    _move(place, Status.CONFIRMED)
