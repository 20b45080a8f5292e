# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.sla import Clock, Standing, add_working, working_between

from .offices import NEVER, OFFICE, moments, offices, rome

START = rome("2013-07-04 09:00")


def clock(*pauses, minutes=420):
    return Clock(
        OFFICE, START, minutes, tuple((rome(a), rome(b) if b else None) for a, b in pauses)
    )


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], "2013-07-04 18:00"),
        ([("2013-07-04 10:00", "2013-07-04 12:00")], "2013-07-05 11:00"),
        ([("2013-07-04 12:00", "2013-07-04 16:00")], "2013-07-05 11:00"),  # lunch is not work
        ([("2013-07-04 13:10", "2013-07-04 14:50")], "2013-07-04 18:00"),
        ([("2013-07-04 17:00", "2013-07-08 10:00")], "2013-07-08 11:00"),
        ([("2013-07-03 09:00", "2013-07-04 10:00")], "2013-07-05 10:00"),  # began before
        (
            [
                ("2013-07-04 11:00", "2013-07-04 13:00"),
                ("2013-07-04 10:00", "2013-07-04 12:00"),
            ],
            "2013-07-05 12:00",
        ),  # overlapping, out of order
        ([("2013-07-04 10:00", "2013-07-04 10:00")], "2013-07-04 18:00"),
        ([("2013-07-05 10:00", "2013-07-12 10:00")], "2013-07-04 18:00"),  # missed before
    ],
)
def test_pauses_move_what_is_due_by_the_working_time_they_take(pauses, due):
    assert clock(*pauses).due == rome(due)


def test_nothing_is_due_while_a_pause_lasts():
    paused = clock(("2013-07-04 10:00", None))
    assert paused.due is None
    assert paused.state(rome("2013-07-10 10:00")) is Standing.PAUSED
    assert paused.elapsed(rome("2013-07-10 10:00")) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "standing", "label"),
    [
        ("2013-07-04 08:00", Standing.ON_TIME, "nei tempi"),
        ("2013-07-04 16:14", Standing.ON_TIME, "nei tempi"),
        ("2013-07-04 16:15", Standing.NEAR, "in scadenza"),  # 105 of 420 minutes left
        ("2013-07-04 18:00", Standing.NEAR, "in scadenza"),
        ("2013-07-04 18:01", Standing.LATE, "in ritardo"),
    ],
)
def test_the_last_quarter_is_near_and_what_follows_is_late(now, standing, label):
    assert clock().state(rome(now)) is standing
    assert standing.label == label


def test_a_closed_night_is_not_a_quarter():
    friday = Clock(OFFICE, rome("2013-07-05 17:00"), 60 * 4)
    assert friday.state(rome("2013-07-08 08:59")) is Standing.ON_TIME
    assert friday.state(rome("2013-07-08 11:00")) is Standing.NEAR


def test_an_office_that_never_opens_is_without_a_due_time():
    stuck = Clock(NEVER, START, 60)
    assert stuck.due is None
    assert stuck.state(START) is Standing.WITHOUT


@st.composite
def paused_clocks(draw):
    office, start = draw(offices()), draw(moments)
    gaps = draw(st.lists(st.integers(0, 4000), max_size=6))
    edges = [start + timedelta(minutes=sum(gaps[: i + 1])) for i in range(len(gaps))]
    pauses = tuple(zip(edges[::2], edges[1::2], strict=False))
    return Clock(office, start, draw(st.integers(1, 2000)), pauses)


@settings(deadline=None)
@given(paused_clocks())
def test_at_the_due_time_the_target_is_used_up(clock):
    assert clock.elapsed(clock.due) == timedelta(minutes=clock.minutes)
    assert clock.state(clock.due) is Standing.NEAR
    assert clock.state(clock.due + timedelta(seconds=1)) is Standing.LATE


@settings(deadline=None)
@given(paused_clocks())
def test_pauses_never_bring_forward_what_is_due(clock):
    without = add_working(clock.office, clock.start, clock.minutes)
    paused = sum(working_between(clock.office, *pause) for pause in clock.pauses)
    assert without <= clock.due
    assert working_between(clock.office, clock.start, clock.due) <= clock.minutes + paused + 3
