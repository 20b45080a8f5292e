# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hours are read on the clocks of Rome, elapsed time is counted in UTC."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from migliorapa.core.moments import ROME

from .local_time import utc, when_clocks_reach
from .office import Office

HORIZON = timedelta(days=3 * 366)  # an office may never open: the search ends here
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def add_working(office: Office, start: datetime, minutes: int) -> datetime | None:
    """The moment when the office has worked so long since `start`; None beyond HORIZON.

    Time that ends with a stretch ends at its closing, not at the next opening. No minutes at all
    give `start`, or the next opening if the office is closed then.
    """
    if minutes < 0:
        raise ValueError("I minuti lavorativi non possono essere negativi.")
    return add_time(office, start, minutes * MINUTE)


def add_time(office: Office, start: datetime, left: timedelta) -> datetime | None:
    start = utc(start)
    for opens, closes in _stretches(office, start, start + HORIZON):
        begins = max(opens, start)
        if left <= closes - begins:
            return begins + left
        left -= closes - begins
    return None


def working_between(office: Office, first: datetime, last: datetime) -> int:
    """Whole working minutes; 0 if `last` comes first."""
    return time_between(office, first, last) // MINUTE


def time_between(office: Office, first: datetime, last: datetime) -> timedelta:
    first, last = utc(first), utc(last)
    worked = timedelta()
    for opens, closes in _stretches(office, first, last):
        worked += max(min(closes, last) - max(opens, first), timedelta())
    return worked


def is_open(office: Office, moment: datetime) -> bool:
    moment = utc(moment)
    return any(opens <= moment < closes for opens, closes in _stretches(office, moment, moment))


def next_opening(office: Office, moment: datetime) -> datetime | None:
    """`moment` itself while the office is open; None if it stays closed until HORIZON."""
    moment = utc(moment)
    for opens, closes in _stretches(office, moment, moment + HORIZON):
        if moment < closes:
            return max(opens, moment)
    return None


def _stretches(
    office: Office, since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """Open stretches of the days from `since` to `until`, in UTC, but those over by `since`."""
    day, last = since.astimezone(ROME).date(), until.astimezone(ROME).date()
    while day <= last:
        for opens, closes in office.hours(day):
            begins = when_clocks_reach(day, opens)
            ends = when_clocks_reach(day + DAY if closes == time(0) else day, closes)
            if begins < ends and since <= ends:
                yield begins, ends
        day += DAY
