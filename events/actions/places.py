# SPDX-License-Identifier: AGPL-3.0-or-later
"""Giving up, accepting, refilling: what happens to places once somebody is registered.

One order of locks for all: the sessions of the event, then the registration.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import Event, Place, Registration, Session
from . import seats

Status = Place.Status


def fresh(registration) -> tuple[Registration, list[Place]]:
    """The registration and its places as they are now, everything locked."""
    locked = seats.lock(registration.event_id)
    rows = Registration.objects.select_for_update(no_key=True, of=("self",)).select_related("event")
    try:
        registration = rows.get(pk=registration.pk)
    except Registration.DoesNotExist:
        raise ValidationError("L'iscrizione non c'è più: se serve, iscrivetevi di nuovo.")
    places = list(registration.places.order_by("session__day", "session__starts", "pk"))
    for place in places:
        place.session, place.registration = locked[place.session_id], registration
    return registration, places


@transaction.atomic
def cancel_places(*, registration, sessions: Iterable[Session] | None = None) -> int:
    """Gives up the places in some sessions, by default in all that have not begun.

    Whoever waits moves up.
    """
    registration, places = fresh(registration)
    only = None if sessions is None else {session.pk for session in sessions}
    gone = 0
    for place in places:
        if place.status in (Status.CANCELLED, Status.EXPIRED):
            continue
        if only is not None and place.session_id not in only:
            continue
        if seats.has_begun(place.session):
            if only is None:
                continue
            raise ValidationError(f"La sessione «{place.session}» è già cominciata.")
        seats.vacate(place)
        seats.refill(place.session)
        gone += 1
    return gone


def _own(places: list[Place], session) -> Place:
    found = [place for place in places if place.session_id == session.pk]
    if not found or found[0].status not in (Status.OFFERED, Status.CONFIRMED):
        raise ValidationError("Il posto non è più offerto: è passato a chi segue nella lista.")
    return found[0]


@transaction.atomic
def accept_offer(*, registration, session) -> Place:
    registration, places = fresh(registration)
    place = _own(places, session)
    if place.status == Status.OFFERED:
        seats.settle(place)
    return place


@transaction.atomic
def decline_offer(*, registration, session) -> Place:
    registration, places = fresh(registration)
    place = _own(places, session)
    if place.status == Status.OFFERED:
        seats.vacate(place)
        seats.refill(place.session)
    return place


def expire_offers() -> int:
    """Scheduled: offers nobody took in time go to the next in the queue.

    Those of a cancelled event stay as they are: everybody was told already.
    """
    late = Place.objects.filter(status=Status.OFFERED, offered_until__lte=timezone.now())
    late = late.exclude(session__event__status=Event.Status.CANCELLED)
    gone = 0
    for event_id in sorted(set(late.values_list("session__event_id", flat=True))):
        with transaction.atomic():
            gone += _expire(late, seats.lock(event_id))
    return gone


def _expire(late, locked) -> int:
    places = list(late.filter(session__in=locked).select_related("registration"))
    for place in places:
        place.session = locked[place.session_id]
        place.registration.event = place.session.event
        seats.vacate(place, Status.EXPIRED)
    for session in {place.session for place in places}:
        seats.refill(session)
    return len(places)


def refill_all() -> int:
    """Scheduled: nobody waits while a place is free, whatever was changed and by whom."""
    waiting = Place.objects.waiting().filter(
        session__is_cancelled=False,
        session__event__status=Event.Status.PUBLISHED,
        session__event__last_day__gte=timezone.localdate(),
    )
    given = 0
    for event_id in sorted(set(waiting.values_list("session__event_id", flat=True))):
        with transaction.atomic():
            given += sum(seats.refill(session) for session in seats.lock(event_id).values())
    return given


@transaction.atomic
def change_capacity(*, session, capacity: int | None) -> Session:
    """Fewer places send nobody away; more places go to who waits."""
    fresh = seats.lock(session.event_id)[session.pk]
    fresh.capacity = capacity
    fresh.save(update_fields=["capacity"])
    seats.refill(fresh)
    return fresh


@transaction.atomic
def refill_session(*, session) -> int:
    """After any other change by staff: nobody waits while a place is free."""
    return seats.refill(seats.lock(session.event_id)[session.pk])
