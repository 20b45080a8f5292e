# SPDX-License-Identifier: AGPL-3.0-or-later
"""Working time found by looking at the clock of Rome once a minute, and nothing else."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

ROME = ZoneInfo("Europe/Rome")
HOLIDAYS = holidays.country_holidays("IT")
MINUTE = timedelta(minutes=1)
MIDNIGHT = time(0)  # as a closing, the end of the day


def open_minutes(office, first: date, days: int) -> list[datetime]:
    """The minutes, in UTC, in which the office works.

    A porter opens and closes when the clock has reached the hour, and does not go back when the
    clock does: what counts is the latest hour shown so far on that day.
    """
    moment = midnight(first)
    found, latest, today = [], None, None
    while (local := moment.astimezone(ROME)).date() < first + timedelta(days=days):
        if local.date() != today:
            today, latest = local.date(), local.time()
        latest = max(latest, local.time())
        if works(office, today, latest):
            found.append(moment)
        moment += MINUTE
    return found


def works(office, day, shown) -> bool:
    if day in HOLIDAYS or (day.month, day.day) == office.patron_saint:
        return False
    if any(first <= day <= last for first, last, _ in office.closures):
        return False
    for opens, closes in office.intervals.get(day.weekday(), ()):
        if opens <= shown and (closes == MIDNIGHT or shown < closes):
            return True
    return False


def midnight(day: date) -> datetime:
    return datetime.combine(day, MIDNIGHT, ROME).astimezone(UTC)
