# SPDX-License-Identifier: AGPL-3.0-or-later
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .local_time import utc
from .office import Office
from .working_time import MINUTE, add_time, time_between

NEAR_SHARE = 4  # the last quarter


class Standing(StrEnum):
    ON_TIME = "on_time"
    NEAR = "near"
    LATE = "late"
    PAUSED = "paused"
    WITHOUT = "without"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Standing.ON_TIME: "nei tempi",
    Standing.NEAR: "in scadenza",
    Standing.LATE: "in ritardo",
    Standing.PAUSED: "in pausa",
    Standing.WITHOUT: "senza scadenza",
}


@dataclass(frozen=True)
class Clock:
    """Working time towards a target of `minutes`, standing still in the `pauses`.

    `pauses`: (since, until) in any order, also overlapping; the one that lasts has no `until`.
    """

    office: Office
    start: datetime
    minutes: int
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()

    @property
    def is_paused(self) -> bool:
        return any(until is None for _since, until in self.pauses)

    @property
    def due(self) -> datetime | None:
        """None while paused, or when the office never opens.

        A pause that begins after the target is missed does not move it.
        """
        if self.is_paused:
            return None
        left = self.minutes * MINUTE
        for since, until in self._running():
            if until is None:
                return add_time(self.office, since, left)
            worked = time_between(self.office, since, until)
            if left <= worked:
                return add_time(self.office, since, left)
            left -= worked

    def elapsed(self, now: datetime) -> timedelta:
        """Working time since the start, less the pauses."""
        now = utc(now)
        stretches = [(since, min(until or now, now)) for since, until in self._running()]
        return sum((time_between(self.office, *each) for each in stretches), timedelta())

    def state(self, now: datetime) -> Standing:
        due = self.due
        if due is None:
            return Standing.PAUSED if self.is_paused else Standing.WITHOUT
        if utc(now) > due:
            return Standing.LATE
        left = self.minutes * MINUTE - self.elapsed(now)
        return Standing.NEAR if left * NEAR_SHARE <= self.minutes * MINUTE else Standing.ON_TIME

    def _running(self) -> Iterator[tuple[datetime, datetime | None]]:
        """Stretches between the pauses; the last one is open unless a pause lasts."""
        begins = utc(self.start)
        for since, until in sorted(self.pauses, key=lambda pause: pause[0]):
            if utc(since) > begins:
                yield begins, utc(since)
            if until is None:
                return
            begins = max(begins, utc(until))
        yield begins, None
