# SPDX-License-Identifier: AGPL-3.0-or-later
"""When a promise is near, and how old a request is. Pure."""

from datetime import datetime, time, timedelta

from migliorapa.core.moments import ROME

from ..sla.national_holidays import national_holiday

DAY = timedelta(days=1)
SATURDAY = 5


def near_until(now: datetime) -> datetime:
    """The end of the next working day, whatever the offices' own closures."""
    day = now.astimezone(ROME).date() + DAY
    while day.weekday() >= SATURDAY or national_holiday(day):
        day += DAY
    return datetime.combine(day + DAY, time(0), ROME)


def age(created: datetime, now: datetime) -> str:
    """For instance "da 3 ore"."""
    minutes = int((now - created).total_seconds() // 60)
    for length, one, many in (
        (1440, "giorno", "giorni"),
        (60, "ora", "ore"),
        (1, "minuto", "minuti"),
    ):
        if minutes >= length:
            count = minutes // length
            return f"da {count} {one if count == 1 else many}"
    return "da meno di un minuto"
