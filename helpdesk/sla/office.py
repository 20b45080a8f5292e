# SPDX-License-Identifier: AGPL-3.0-or-later
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from migliorapa.core.moments import MONTHS, WEEKDAYS

from .national_holidays import national_holiday

Interval = tuple[time, time]
MINUTES_A_DAY = 24 * 60


class OfficeError(ValueError):
    """Carries a sentence for who sets up the office."""


@dataclass(frozen=True)
class Office:
    """When an office works, by the clocks of Rome.

    `intervals`: weekday 0 (Monday) to 6, its stretches in order; one that closes at `time(0)`
    lasts until midnight. `patron_saint`: (month, day). `closures`: (first day, last day, reason).
    """

    intervals: Mapping[int, tuple[Interval, ...]]
    patron_saint: tuple[int, int] | None = None
    closures: tuple[tuple[date, date, str], ...] = ()

    def __post_init__(self):
        for weekday, stretches in self.intervals.items():
            _check_day(weekday, stretches)
        if self.patron_saint is not None:
            _check_patron_saint(*self.patron_saint)
        for first, last, _reason in self.closures:
            if last < first:
                raise OfficeError(
                    f"La chiusura dal {_figures(first)} al {_figures(last)} finisce prima di "
                    "cominciare. Correggete le due date."
                )

    def closed_because(self, day: date) -> str:
        """Why it does not work on a day out of the ordinary; empty when it keeps its hours."""
        for first, last, reason in self.closures:
            if first <= day <= last:
                return reason or "chiusura dell'ufficio"
        if self.patron_saint == (day.month, day.day):
            return "festa del santo patrono"
        return national_holiday(day)

    def hours(self, day: date) -> tuple[Interval, ...]:
        stretches = self.intervals.get(day.weekday(), ())
        return () if not stretches or self.closed_because(day) else tuple(stretches)

    @property
    def day_minutes(self) -> int:
        """Length of its mean working day; 0 if it never opens."""
        days = [sum(map(_length, each)) for each in self.intervals.values() if each]
        return round(sum(days) / len(days)) if days else 0


def closing_minute(closes: time) -> int:
    """Minutes since midnight at which a stretch ends: midnight is the end of the day."""
    return _minute(closes) or MINUTES_A_DAY


def _minute(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _length(interval: Interval) -> int:
    return closing_minute(interval[1]) - _minute(interval[0])


def _check_day(weekday: int, stretches: tuple[Interval, ...]) -> None:
    if weekday not in range(7):
        raise OfficeError(f"Il giorno «{weekday}» non esiste: usate da 0 (lunedì) a 6 (domenica).")
    name = WEEKDAYS[weekday]
    for opens, closes in stretches:
        if any(hour.tzinfo or hour.second or hour.microsecond for hour in (opens, closes)):
            raise OfficeError(f"L'orario di {name} va scritto in ore e minuti.")
        if closing_minute(closes) <= _minute(opens):
            raise OfficeError(
                f"L'orario di {name} {opens:%H:%M}-{closes:%H:%M} finisce prima di cominciare. "
                "Correggete l'ora di apertura o quella di chiusura."
            )
    for before, after in pairwise(stretches):
        if _minute(after[0]) < _minute(before[0]):
            raise OfficeError(f"Mettete in ordine gli orari di {name}, dal primo all'ultimo.")
        if _minute(after[0]) < closing_minute(before[1]):
            raise OfficeError(
                f"Di {name} l'orario che apre alle {after[0]:%H:%M} si sovrappone al precedente, "
                f"che chiude alle {before[1]:%H:%M}."
            )


def _check_patron_saint(month: int, day: int) -> None:
    try:
        date(2000, month, day)  # a leap year: 29 February is a day like others
    except ValueError:
        raise OfficeError("La data del santo patrono non esiste. Scegliete il giorno e il mese.")


def _figures(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
