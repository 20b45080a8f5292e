# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages and other apps ask about events."""

from collections.abc import Iterable

from django.db.models import Count, Q

from .models import Event, Place, Registration, Session


def places_left(session: Session) -> int | None:
    """None without a limit. Who waits goes first: nobody new gets a place while somebody waits."""
    if session.capacity is None:
        return None
    counts = session.places.aggregate(
        taken=Count("pk", filter=Q(status__in=Place.TAKEN)),
        waiting=Count("pk", filter=Q(status=Place.Status.WAITING)),
    )
    return 0 if counts["waiting"] else max(session.capacity - counts["taken"], 0)


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
