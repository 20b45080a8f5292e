# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages and other apps ask about events."""

from collections.abc import Iterable

from django.db.models import Count, Q

from .models import Event, Place, Registration, Session
from .wording import Availability


def availability(sessions: Iterable[Session]) -> dict[int, Availability]:
    """By primary key, in one statement.

    A place is free only while nobody in the queue may have it: who then waits is kept back by
    the cap of their administration.
    """
    sessions = list(sessions)
    counts = dict.fromkeys([session.pk for session in sessions], (0, 0))
    rows = Place.objects.filter(session__in=counts).order_by().values_list("session")
    taken = Count("pk", filter=Q(status__in=Place.TAKEN))
    waiting = Count("pk", filter=Q(status=Place.Status.WAITING))
    counts |= {
        pk: (some, others) for pk, some, others in rows.annotate(taken=taken, waiting=waiting)
    }
    return {
        session.pk: Availability(
            _left(session, counts[session.pk][0]), counts[session.pk][1], session.has_waiting_list
        )
        for session in sessions
    }


def _left(session: Session, taken: int) -> int | None:
    return None if session.capacity is None else max(session.capacity - taken, 0)


def places_left(session: Session) -> int | None:
    """None without a limit."""
    return availability([session])[session.pk].left


def next_events(at_most: int, topics: Iterable[str] | None = None):
    """The next appointments that will take place, nearest first."""
    found = Event.objects.going_ahead().upcoming()
    if topics is not None:
        found = found.about(topics)
    return found.order_by("first_day", "starts")[:at_most]


def registration_of(user, event) -> Registration | None:
    if not user.is_authenticated:
        return None
    return Registration.objects.filter(user=user, event=event).first()
