# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of who connected, as platforms for online meetings export it. Pure.

Encodings: UTF-8, UTF-16, Windows-1252. Separators: comma, semicolon, tab. Headings in Italian or
English, also below a few lines about the meeting.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from migliorapa.core import moments
from migliorapa.core.text import fold

MOST_LINES, MOST_PEOPLE, HEADING_WITHIN = 5000, 400, 40
LONGEST_NAME = 150
COLUMNS = {
    "email": ("e-mail", "email", "posta elettronica", "upn"),
    "minutes": ("durat", "minut"),
    "first": ("join", "ingress", "entrat", "access", "connession"),
    "last": ("leave", "left", "uscit", "disconness"),
    "surname": ("cognome", "last name", "surname"),
    "name": ("nome", "name", "partecipante", "participant"),
}
DAYS = ("%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d/%m/%y", "%m/%d/%y", "%d-%m-%Y", "%d.%m.%Y")
HOURS = ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%H.%M.%S", "%H.%M")
PARTS = {"h": 60, "o": 60, "m": 1, "s": 1 / 60}


@dataclass(frozen=True)
class Line:
    """One person, all their connections together."""

    name: str
    email: str
    first: datetime | None = None
    last: datetime | None = None
    minutes: int | None = None


def read(data: bytes, day: date) -> list[Line]:
    """`day` tells the day from the month. Raises ValueError with a sentence for the person."""
    text = _decoded(data).replace("\0", "")
    for delimiter in ("\t", ";", ","):
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
        heading = _heading(rows)
        if heading:
            number, columns = heading
            found = [_line(row, columns, day) for row in rows[number + 1 : number + MOST_LINES]]
            return _together(line for line in found if line.name or line.email)
    raise ValueError(
        "Nel file non c'è un'intestazione con il nome o l'e-mail. Serve il CSV delle presenze "
        "che la piattaforma permette di scaricare."
    )


def _decoded(data: bytes) -> str:
    encodings = ["utf-8-sig", "cp1252"]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif data[1:2] == b"\0":
        encodings = ["utf-16-le"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("Il file non è un CSV leggibile: scaricatelo di nuovo dalla piattaforma.")


def _heading(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(rows[:HEADING_WITHIN]):
        columns = _columns(row)
        if len(columns) >= 2 and columns.keys() & {"name", "email"}:
            return number, columns
    return None


def _columns(row: Sequence[str]) -> dict[str, int]:
    """What each column is; a cell is one thing, the first that fits."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        words = fold(cell)
        kind = next((k for k, known in COLUMNS.items() if any(w in words for w in known)), "")
        if kind and kind not in found and len(words) < 60:
            found[kind] = place
    return found


def _line(row: Sequence[str], columns: dict[str, int], day: date) -> Line:
    def cell(kind: str) -> str:
        place = columns.get(kind, -1)
        return " ".join(row[place].split()) if 0 <= place < len(row) else ""

    return Line(
        name=f"{cell('name')} {cell('surname')}".strip()[:LONGEST_NAME],
        email=cell("email")[:254],
        first=moment(cell("first"), day),
        last=moment(cell("last"), day),
        minutes=duration(cell("minutes")),
    )


def moment(text: str, day: date) -> datetime | None:
    """Of two readings of a date the one of the day of the meeting wins; hours are of Rome."""
    text = text.replace(",", " ").replace("T", " ").strip()
    aware = re.fullmatch(r"(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)", text)
    if aware:
        return datetime.fromisoformat(aware[1] + aware[2].replace("Z", "+00:00"))
    pieces = text.split(" ", 1) if re.match(r"\d+[/.-]\d+[/.-]\d", text) else ["", text]
    hour = _hour(pieces[1] if len(pieces) > 1 else "")
    if hour is None:
        return None
    days = _days(pieces[0]) or [day]
    try:
        return moments.to_utc(day if day in days else days[0], hour)
    except ValueError:
        return None


def _days(text: str) -> list[date]:
    found = []
    for form in DAYS:
        try:
            found.append(datetime.strptime(text, form).date())
        except ValueError:
            continue
    return found


def _hour(text: str) -> time | None:
    for form in HOURS:
        try:
            return datetime.strptime(" ".join(text.split()).upper(), form).time()
        except ValueError:
            continue
    return None


def duration(text: str) -> int | None:
    """Whole minutes of «95», «1h 35m», «1:35:10», «35 min»."""
    text = fold(text).strip()
    if re.fullmatch(r"\d{1,4}(?:[.,]\d+)?", text):
        return int(float(text.replace(",", ".")))
    if match := re.fullmatch(r"(\d{1,3}):(\d\d):\d\d", text):
        return int(match[1]) * 60 + int(match[2])
    parts = re.findall(r"(\d{1,4})\s*([homs])", text)
    return int(sum(int(number) * PARTS[unit] for number, unit in parts)) if parts else None


def _together(lines: Iterable[Line]) -> list[Line]:
    """Who connects three times was there once: minutes add up."""
    people: dict[str, Line] = {}
    for line in lines:
        key = line.email.casefold() or fold(line.name)
        known = people.get(key)
        people[key] = _sum(known, line) if known else line
        if len(people) > MOST_PEOPLE:
            raise ValueError(
                f"Il file ha più di {MOST_PEOPLE} persone: dividetelo e importate le due parti."
            )
    return list(people.values())


def _sum(one: Line, other: Line) -> Line:
    firsts = [each for each in (one.first, other.first) if each]
    lasts = [each for each in (one.last, other.last) if each]
    lengths = [each for each in (one.minutes, other.minutes) if each is not None]
    return Line(
        name=one.name or other.name,
        email=one.email,
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        minutes=sum(lengths) if lengths else None,
    )
