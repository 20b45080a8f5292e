# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operators' calls: what is booked, what waits for its outcome, which hours are still free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone

from migliorapa.core import moments

from ..models import Call, CallSlot

BACK = timedelta(days=14)  # how long an outcome is waited for
MOST_CALLS, MOST_SLOTS = 300, 1_000
NEAR_DAYS = 10


@dataclass(frozen=True)
class Booked:
    """`is_over` when it has ended; `has_begun` from when its outcome can be written."""

    call: Call
    day: str
    hours: str
    has_begun: bool
    is_over: bool


@dataclass(frozen=True)
class Stretch:
    """Free slots of one operator, one right after the other."""

    operator: str
    starts: datetime
    ends: datetime
    slots: int

    @property
    def hours(self) -> str:
        return _hours(self.starts, self.ends)


Day = tuple[str, list]


@dataclass(frozen=True)
class Calls:
    """`booked` and `free` by day, in words; `unwritten` are calls of days past."""

    booked: list[Day]
    unwritten: list[Booked]
    free: list[Day]

    @classmethod
    def read(cls, now: datetime) -> "Calls":
        """Two statements."""
        today = timezone.localdate(now)
        morning = moments.to_utc(today, time(0))
        rows = list(_calls(morning - BACK))
        ahead = [_booked(call, now) for call in rows if call.slot.ends >= morning]
        past = [_booked(call, now) for call in rows if call.slot.ends < morning]
        return cls(
            _by_day(ahead, lambda each: each.call.slot.starts, today),
            [each for each in reversed(past) if not each.call.outcome_written],
            _by_day(stretches(_free()), lambda each: each.starts, today),
        )

    @property
    def near(self) -> list[Day]:
        return self.free[:NEAR_DAYS]

    @property
    def far(self) -> list[Day]:
        return self.free[NEAR_DAYS:]


def _calls(since: datetime) -> QuerySet[Call]:
    rows = Call.objects.filter(is_cancelled=False, slot__ends__gte=since)
    rows = rows.select_related("slot__operator", "ticket").defer("ticket__search")
    return rows.order_by("slot__starts", "pk")[:MOST_CALLS]


def _free() -> Iterable[tuple[int, str, datetime, datetime]]:
    rows = CallSlot.objects.free().order_by("starts", "operator")
    return rows.values_list("operator", "operator__name", "starts", "ends")[:MOST_SLOTS]


def stretches(slots: Iterable[tuple[int, str, datetime, datetime]]) -> list[Stretch]:
    """Operator, name, start and end of each slot, in order of time; by start of the stretch."""
    going: dict[int, Stretch] = {}
    found = []
    for operator, name, starts, ends in slots:
        last = going.get(operator)
        if last and last.ends == starts and _day(last.starts) == _day(starts):
            going[operator] = Stretch(name, last.starts, ends, last.slots + 1)
            continue
        if last:
            found.append(last)
        going[operator] = Stretch(name, starts, ends, 1)
    return sorted([*found, *going.values()], key=lambda each: (each.starts, each.operator))


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _hours(starts: datetime, ends: datetime) -> str:
    first, last = (timezone.localtime(moment) for moment in (starts, ends))
    return f"{first.hour}:{first:%M}–{last.hour}:{last:%M}"


def _booked(call: Call, now: datetime) -> Booked:
    slot = call.slot
    hours, day = _hours(slot.starts, slot.ends), moments.day_in_words(_day(slot.starts))
    return Booked(call, day, hours, slot.starts <= now, slot.ends <= now)


def _by_day(rows: Iterable, moment, today: date) -> list[Day]:
    grouped = groupby(rows, key=lambda row: _day(moment(row)))
    return [(_named(day, today), list(group)) for day, group in grouped]


def _named(day: date, today: date) -> str:
    near = {today: "oggi, ", today + timedelta(days=1): "domani, "}
    return near.get(day, "") + moments.day_in_words(day)
