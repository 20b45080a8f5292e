# SPDX-License-Identifier: AGPL-3.0-or-later
"""Events of the snapshot as the rows of a page: list, archive, series."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import chain

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from . import days, programme
from .models import Event
from .snapshot import Calendar


@dataclass(frozen=True)
class Row:
    """What a reader is told of an event; all that depends on the moment, too."""

    when: str
    marks: tuple[tuple[str, str], ...]
    places: tuple[str, ...]


def rows(calendar: Calendar, events: Iterable[Event]) -> list[tuple[Event, SafeString]]:
    """Each event with its row as HTML. At most one statement, for places."""
    events, now = list(events), timezone.now()
    today = timezone.localdate(now)
    ahead = {
        event.pk: programme.ahead(event, now)
        for event in events
        if programme.takes_registrations(event, today)
    }
    places = programme.availabilities(chain.from_iterable(ahead.values()))
    found = []
    for event in events:
        sessions = ahead.get(event.pk, [])
        is_open = sessions and programme.door(event, places, now).button
        row = Row(
            when=days.of_event(event, event.ends),
            marks=tuple(marks(event, programme.is_full(sessions, places))),
            places=_places(sessions, places) if is_open else (),
        )
        make = partial(_html, event, row)
        found.append((event, calendar.piece(("row", event.pk, row), make)))
    return found


def _html(event: Event, row: Row) -> SafeString:
    context = {"event": event, "row": row, "leaf": days.Leaf.of(event.first_day)}
    return render_to_string("events/_row.html", context)


def _places(sessions, places: programme.Availabilities) -> tuple[str, ...]:
    limited = [session for session in sessions if places[session.pk].left is not None]
    if len(sessions) == 1:
        return tuple(str(places[session.pk]) for session in limited)
    return tuple(f"{session.title}, {places[session.pk]}" for session in limited)


def marks(event: Event, full: bool = False):
    """Words for what sets an event apart, each with the name of its style."""
    if event.status != Event.Status.PUBLISHED:
        yield event.status, event.get_status_display().lower()
    elif full:
        yield "full", "al completo"
    if event.proceedings_are_out:
        yield "proceedings", "atti online"
    elif event.proceedings_declared:
        yield "declared", "atti dichiarati dalla fonte"
    if event.is_history:
        yield "history", "storico"
    if event.is_demo:
        yield "demo", "dimostrativo"
