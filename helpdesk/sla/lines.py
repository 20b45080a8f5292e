# SPDX-License-Identifier: AGPL-3.0-or-later
"""Opening hours as people write them, a day a line: "lunedì 9:00-13:00, 14:30-17:30"."""

import re

from migliorapa.core.moments import WEEKDAYS
from migliorapa.core.text import fold

from .office import Office, OfficeError
from .reading import read_intervals

LINE = re.compile(r"([a-z]+)\s*:?\s+(.+)")
SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-–]\s*(\d{1,2})[:.](\d{2})", re.ASCII)
DAYS = {fold(name): str(number) for number, name in enumerate(WEEKDAYS)}


def to_lines(intervals: dict) -> str:
    """Raises OfficeError for hours that cannot be read."""
    days = read_intervals(intervals)
    return "\n".join(f"{WEEKDAYS[day]} {_spans(days[day])}" for day in sorted(days) if days[day])


def _spans(spans) -> str:
    return ", ".join(f"{_clock(opens)}-{_closing(closes)}" for opens, closes in spans)


def _clock(hour) -> str:
    return f"{hour.hour}:{hour:%M}"


def _closing(hour) -> str:
    return "24:00" if hour.hour == hour.minute == 0 else _clock(hour)


def from_lines(text: str) -> dict[str, list[list[str]]]:
    """As the database keeps them. Raises OfficeError, with a sentence for who wrote."""
    found: dict[str, list[list[str]]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        day, spans = _day_of(line)
        if day in found:
            raise OfficeError(f"Di {WEEKDAYS[int(day)]} scrivete una riga sola.")
        found[day] = spans
    Office(read_intervals(found))
    return dict(sorted(found.items()))


def _day_of(line: str) -> tuple[str, list[list[str]]]:
    parts = LINE.fullmatch(fold(line))
    if not parts or parts[1] not in DAYS:
        raise OfficeError(
            f"La riga «{line[:60]}» non comincia con un giorno. "
            "Scrivetela come: lunedì 9:00-13:00, 14:30-17:30."
        )
    return DAYS[parts[1]], [_span(span.strip(), line) for span in parts[2].split(",")]


def _span(span: str, line: str) -> list[str]:
    found = SPAN.fullmatch(span)
    if not found:
        raise OfficeError(
            f"Nella riga «{line[:60]}» gli orari non si leggono. "
            "Scriveteli come: 9:00-13:00, 14:30-17:30."
        )
    opens, minutes, closes, ends = found.groups()
    return [f"{int(opens):02}:{minutes}", f"{int(closes):02}:{ends}"]
