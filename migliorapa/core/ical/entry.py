# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a calendar is told about one event."""

from dataclasses import dataclass
from datetime import date, datetime

# Clients that ignore STATUS still show the title.
STATUSES = {"CONFIRMED": "", "TENTATIVE": "[RINVIATO] ", "CANCELLED": "[ANNULLATO] "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`start` and `end` for a known time, else `day` and `last_day`, both included.

    TENTATIVE means postponed. Persons are (name, e-mail). Raises ValueError on what no calendar
    could hold: no date, a time without zone, an end that does not follow the start.
    """

    uid: str
    summary: str
    created: datetime
    modified: datetime
    sequence: int = 0
    start: datetime | None = None
    end: datetime | None = None
    day: date | None = None
    last_day: date | None = None
    status: str = "CONFIRMED"
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    organizer: tuple[str, str] | None = None
    attendee: tuple[str, str] | None = None
    alarm_minutes: int | None = None

    def __post_init__(self):
        if self.status not in STATUSES:
            raise ValueError(f"Stato sconosciuto: «{self.status}».")
        if self.start is None and self.day is None:
            raise ValueError("L'appuntamento non ha né un'ora di inizio né un giorno.")
        for moment in (self.start, self.end, self.created, self.modified):
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"L'ora {moment} non dice il suo fuso orario.")
        if self.start and self.end and self.end <= self.start:
            raise ValueError("La fine dell'appuntamento non segue il suo inizio.")
        if self.day and self.last_day and self.last_day < self.day:
            raise ValueError("L'ultimo giorno dell'appuntamento viene prima del primo.")
