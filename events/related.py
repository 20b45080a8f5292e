# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the calendar answers when a page asks about a topic, or what comes next."""

from collections.abc import Iterator
from itertools import islice

from django.utils import timezone

from migliorapa.core.registry import Related

from . import days, snapshot
from .models import Event

AT_MOST = 2


def related(topics: frozenset[str]) -> Iterator[Related]:
    return upcoming(AT_MOST, topics)


def upcoming(at_most: int, topics: frozenset[str] | None = None) -> Iterator[Related]:
    """What will take place, nearest first. One statement."""
    calendar, today = snapshot.current(), timezone.localdate()
    key = ("upcoming", at_most, topics, today)
    return iter(calendar.piece(key, lambda: _found(calendar, at_most, topics, today)))


def _found(calendar, at_most, topics, today) -> tuple[Related, ...]:
    found = (
        event
        for event in calendar.published
        if event.status == Event.Status.PUBLISHED
        if event.last_day is not None and event.last_day >= today
        if topics is None or not topics.isdisjoint(event.topics)
    )
    return tuple(map(_link, islice(found, at_most)))


def _link(event: Event) -> Related:
    note = " · ".join(filter(None, (days.of_event(event, event.ends), event.where)))
    return Related("appuntamento", event.title, event.url, note)
