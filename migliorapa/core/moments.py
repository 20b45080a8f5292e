# SPDX-License-Identifier: AGPL-3.0-or-later
"""Times of Rome: from what a person writes to a moment, and back into words. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")

WEEKDAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")
MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
    *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
NIGHT = timedelta(hours=12)  # at most, for a meeting that ends the day after it begins


def to_utc(day: date, hour: time) -> datetime:
    """Aware, in UTC. An hour that happens twice is the first one, unless it has `fold=1`.

    Raises ValueError, with a sentence for the person, when clocks skip that hour.
    """
    local = datetime.combine(day, hour, ROME)
    try:
        moment = local.astimezone(UTC)
    except OverflowError:
        raise ValueError("Questa data è troppo lontana. Scegliete un'altra data.")
    if moment.astimezone(ROME).time() != local.time():
        raise ValueError(
            f"Le ore {_figures(local)} di {day_in_words(day)} non esistono: quella notte "
            "l'orologio salta un'ora, perché comincia l'ora legale. Scegliete un'altra ora."
        )
    return moment


def happens_twice(local: datetime) -> bool:
    """Whether clocks show this hour on both sides of the change of October."""
    return local.replace(fold=0).utcoffset() > local.replace(fold=1).utcoffset()


def notice(day: date, hour: time) -> str:
    """What to tell who chose an hour that happens twice; empty for all others."""
    local = datetime.combine(day, hour, ROME)
    if not happens_twice(local):
        return ""
    which = "la seconda, con l'ora solare" if hour.fold else "la prima, con l'ora legale"
    return (
        f"Le ore {_figures(local)} di {day_in_words(day)} vengono due volte, "
        f"perché quella notte torna l'ora solare. Abbiamo scelto {which}."
    )


def in_words(start: datetime, end: datetime | None = None) -> str:
    """For instance "giovedì 4 luglio 2013, ore 14:30-16:00"; aware moments, of any zone."""
    start = start.astimezone(ROME)
    opening = f"{day_in_words(start)}, ore {_clock(start)}"
    if end is None:
        return opening
    end = end.astimezone(ROME)
    if end.date() == start.date():
        return f"{opening}-{_clock(end)}"
    if end == datetime.combine(start + timedelta(days=1), time(0), ROME):
        return f"{opening}-24:00"
    if end - start <= NIGHT:
        return f"{opening}-{_clock(end)} di {day_in_words(end)}"
    return f"da {opening}, a {day_in_words(end)}, ore {_clock(end)}"


def day_in_words(day: date) -> str:
    return f"{_day(day)} {_month(day)} {day.year}"


def days_in_words(first: date, last: date | None = None) -> str:
    """Month and year are said once where the two days share them."""
    if last is None or last == first:
        return day_in_words(first)
    opening = _day(first)
    if (first.year, first.month) != (last.year, last.month):
        opening += f" {_month(first)}"
    if first.year != last.year:
        opening += f" {first.year}"
    return f"da {opening} a {day_in_words(last)}"


def without_time_in_words(first: date, last: date | None = None) -> str:
    return f"{days_in_words(first, last)}, orario da definire"


def _day(day: date) -> str:
    number = "1°" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {number}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1]


def _figures(local: datetime) -> str:
    return f"{local.hour}:{local:%M}"


def _clock(local: datetime) -> str:
    if not happens_twice(local):
        return _figures(local)
    return f"{_figures(local)} ({'ora solare' if local.fold else 'ora legale'})"
