# SPDX-License-Identifier: AGPL-3.0-or-later
"""The office of the examples, and arbitrary ones."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from helpdesk.sla import Office
from migliorapa.core.moments import ROME

ROMAN_DAY = ((time(9), time(13)), (time(15), time(18)))
OFFICE = Office(
    {weekday: ROMAN_DAY for weekday in range(5)},
    patron_saint=(6, 24),
    closures=((date(2013, 8, 12), date(2013, 8, 16), "chiusura estiva"),),
)
ALWAYS = Office({weekday: ((time(0), time(0)),) for weekday in range(7)})
NEVER = Office({})

NIGHTS = (date(2026, 3, 29), date(2026, 10, 25))
EDGES = (*NIGHTS, date(2024, 2, 29), date(2026, 12, 31), date(2026, 4, 6), date(2026, 12, 25))


def rome(text: str) -> datetime:
    """A moment from what the clocks of Rome show, "2013-07-04 11:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=ROME).astimezone(UTC)


@st.composite
def stretches(draw) -> tuple:
    edges = sorted(draw(st.sets(st.integers(0, 24 * 60), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple((_hour(opens), _hour(closes)) for opens, closes in pairs)


def _hour(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


days = st.one_of(
    st.sampled_from(EDGES).flatmap(
        lambda day: st.integers(-3, 3).map(lambda shift: day + timedelta(days=shift))
    ),
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)
moments = st.builds(
    lambda day, seconds: datetime.combine(day, time(0), UTC) + timedelta(seconds=seconds),
    days,
    st.integers(0, 86399),
)


@st.composite
def offices(draw) -> Office:
    closures = [
        (day, day + timedelta(days=draw(st.integers(0, 5))), "ferie")
        for day in draw(st.lists(days, max_size=2))
    ]
    saint = draw(st.one_of(st.none(), days.map(lambda day: (day.month, day.day))))
    week = draw(st.dictionaries(st.integers(0, 6), stretches(), max_size=7))
    opens = draw(st.integers(0, 22 * 60))
    closes = draw(st.integers(opens + 120, 24 * 60))
    week[draw(st.integers(0, 6))] = ((_hour(opens), _hour(closes)),)  # some work every week
    return Office(week, saint, tuple(closures))
