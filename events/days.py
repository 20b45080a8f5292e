# SPDX-License-Identifier: AGPL-3.0-or-later
"""Days and hours of events in words, as calendar pages show them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from migliorapa.core import moments

from . import wording
from .models import Event, Session

UNKNOWN_IN_THE_PAST = "orario non noto"


def of_event(event: Event, ends: datetime | None) -> str:
    """`ends` is the last known end of its sessions."""
    first, last = event.first_day, event.last_day
    if first is None:
        return "data da definire"
    if event.starts and (last == first or (ends and ends - event.starts <= moments.NIGHT)):
        return moments.in_words(event.starts, ends)
    if event.starts:
        return moments.days_in_words(first, last)
    if event.is_past:
        return f"{moments.days_in_words(first, last)}, {UNKNOWN_IN_THE_PAST}"
    return moments.without_time_in_words(first, last)


def of_session(session: Session) -> str:
    if session.starts is None and session.day < timezone.localdate():
        return f"{moments.day_in_words(session.day)}, {UNKNOWN_IN_THE_PAST}"
    return wording.when(session)


def month_in_words(day: date) -> str:
    return f"{moments.MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True)
class Leaf:
    """A day as the leaf of a calendar: beside the words, never instead of them."""

    weekday: str
    number: int
    month: str
    year: str

    @classmethod
    def of(cls, day: date | None) -> "Leaf | None":
        if day is None:
            return None
        weekday = moments.WEEKDAYS[day.weekday()][:3]
        return cls(weekday, day.day, moments.MONTHS[day.month - 1][:3], str(day.year))
