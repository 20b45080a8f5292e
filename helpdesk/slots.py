# SPDX-License-Identifier: AGPL-3.0-or-later
"""When operators can be called: patterns of the week laid on real days. Pure arithmetic."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from migliorapa.core import moments

from . import sla
from .models import SlotPattern

OPENS = timedelta(minutes=15)  # how long before a call its room can be entered


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def laid_out(
    patterns: Iterable[SlotPattern], first: date, last: date, office: sla.Office
) -> Iterator[tuple[SlotPattern, datetime, datetime]]:
    """Each slot with its pattern, in UTC; none on closed days or in hours the clocks skip."""
    patterns = list(patterns)
    for day in _days(first, last):
        if office.closed_because(day):
            continue
        for pattern in patterns:
            if pattern.weekday == day.weekday() and pattern.is_active:
                yield from _of_day(pattern, day)


def _of_day(pattern, day):
    begins = datetime.combine(day, pattern.starts)
    ends = datetime.combine(day, pattern.ends)
    length = timedelta(minutes=pattern.minutes)
    while begins + length <= ends:
        try:
            start = moments.to_utc(day, begins.time())
            yield pattern, start, start + length
        except ValueError:
            pass  # the clocks skip this hour
        begins += length
