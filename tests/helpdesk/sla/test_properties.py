# SPDX-License-Identifier: AGPL-3.0-or-later
"""Laws of working time, on arbitrary offices and on the awkward days of the calendar."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.sla import add_working, is_open, next_opening, working_between

from . import oracle
from .offices import days, moments, offices

minutes = st.integers(0, 3000)
MOMENT = timedelta(microseconds=1)


def inside(office, moment) -> bool:
    """In an open stretch, its closing included."""
    return is_open(office, moment) or is_open(office, moment - MOMENT)


@settings(deadline=None)
@given(offices(), moments, minutes)
def test_the_time_added_is_the_time_in_between(office, start, target):
    due = add_working(office, start, target)
    assert due >= start
    assert inside(office, due)
    assert working_between(office, start, due) == target


@settings(deadline=None)
@given(offices(), moments, minutes, minutes)
def test_adding_in_two_goes_is_adding_once(office, start, first, second):
    once = add_working(office, start, first + second)
    assert add_working(office, add_working(office, start, first), second) == once


@settings(deadline=None)
@given(offices(), moments, st.integers(0, 20_000), minutes, minutes)
def test_later_starts_and_longer_targets_are_never_due_before(office, early, gap, less, more):
    late = early + timedelta(minutes=gap)
    before = add_working(office, early, less)
    assert before <= add_working(office, late, less) <= add_working(office, late, less + more)


@settings(deadline=None)
@given(offices(), moments, st.lists(st.integers(0, 20_000), min_size=2, max_size=2))
def test_time_in_between_adds_up(office, start, gaps):
    middle = start + timedelta(minutes=gaps[0])
    end = middle + timedelta(minutes=gaps[1])
    parts = working_between(office, start, middle) + working_between(office, middle, end)
    assert 0 <= working_between(office, start, end) - parts <= 1  # each is cut to whole minutes


@settings(deadline=None, max_examples=40)
@given(offices(), days, st.integers(1, 8), st.data())
def test_a_look_at_the_clock_every_minute_gives_the_same(office, first, length, data):
    worked = oracle.open_minutes(office, first, length)
    start = oracle.midnight(first)
    span = length * 24 * 60 - 60
    low, high = sorted(data.draw(st.lists(st.integers(0, span), min_size=2, max_size=2)))
    begins, ends = start + timedelta(minutes=low), start + timedelta(minutes=high)
    ahead = [each for each in worked if each >= begins]

    assert is_open(office, begins) == (begins in worked)
    assert working_between(office, begins, ends) == sum(each < ends for each in ahead)
    if ahead:
        assert next_opening(office, begins) == ahead[0]
        target = data.draw(st.integers(1, len(ahead)))
        assert add_working(office, begins, target) == ahead[target - 1] + oracle.MINUTE
