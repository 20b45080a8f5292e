# SPDX-License-Identifier: AGPL-3.0-or-later
"""A month of the calendar, week by week."""

from calendar import Calendar as Weeks
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from migliorapa.core import moments

from . import days
from .models import Event, Session

FIRST_YEAR, YEARS_AHEAD = 2010, 5
MARKS = {Event.Status.CANCELLED: "annullato", Event.Status.POSTPONED: "rinviato"}
MARKS |= {Event.Status.DRAFT: "bozza"}


@dataclass(frozen=True)
class Entry:
    """An event on a day, at the time of its first session there."""

    event: Event
    hour: str
    mark: str


@dataclass(frozen=True)
class Day:
    number: int
    weekday: str
    words: str
    is_today: bool
    is_inside: bool
    entries: list[Entry]


class Month:
    """`previous` and `following` are days of those months, None where the calendar ends."""

    def __init__(self, first: date, events: Iterable[Event], today: date):
        before, after = first - timedelta(days=1), first + timedelta(days=31)
        self.first, self.name = first, days.month_in_words(first)
        self.previous = before if before.year >= FIRST_YEAR else None
        self.following = after if after.year <= today.year + YEARS_AHEAD else None
        self.previous_name, self.following_name = map(days.month_in_words, (before, after))
        by_day = _entries(first, events)
        self.is_empty = not by_day
        self.weeks = [
            [_day(each, first, today, by_day) for each in week]
            for week in Weeks().monthdatescalendar(first.year, first.month)
        ]


def _day(each: date, first: date, today: date, by_day) -> Day:
    inside = each.month == first.month
    entries = by_day.get(each, []) if inside else []
    words = moments.day_in_words(each) if entries else ""
    weekday = moments.WEEKDAYS[each.weekday()]
    return Day(each.day, weekday, words, each == today, inside, entries)


def _entries(first: date, events: Iterable[Event]) -> dict[date, list[Entry]]:
    found = defaultdict(list)
    for event in events:
        for day, sessions in _by_day(event, first).items():
            alive = [session for session in sessions if not session.is_cancelled]
            starts = min((s.starts for s in alive or sessions if s.starts), default=None)
            mark = MARKS.get(event.status, "") or ("" if alive else "annullato")
            found[day].append((starts is None, starts, event.pk, Entry(event, _hour(starts), mark)))
    return {day: [entry for *_, entry in sorted(each)] for day, each in found.items()}


def _by_day(event: Event, first: date) -> dict[date, list[Session]]:
    found = defaultdict(list)
    for session in event.programme:
        if (session.day.year, session.day.month) == (first.year, first.month):
            found[session.day].append(session)
    return found


def _hour(starts) -> str:
    if starts is None:
        return ""
    local = starts.astimezone(moments.ROME)
    return f"{local.hour}:{local:%M}"
