# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import date, datetime, time, timedelta

import pytest

from helpdesk.sla import HORIZON, Office, add_working, is_open, next_opening, working_between

from .offices import ALWAYS, NEVER, OFFICE, ROMAN_DAY, rome

NIGHT = Office({6: ((time(1, 30), time(4)),)})


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2013-07-04 09:00", 60, "2013-07-04 10:00"),
        ("2013-07-04 12:30", 60, "2013-07-04 15:30"),  # over lunch
        ("2013-07-04 12:00", 60, "2013-07-04 13:00"),  # ends with the morning
        ("2013-07-04 13:30", 60, "2013-07-04 16:00"),
        ("2013-07-05 17:59", 60, "2013-07-08 09:59"),  # Friday 17:59
        ("2013-07-05 18:00", 60, "2013-07-08 10:00"),
        ("2013-07-06 11:00", 1, "2013-07-08 09:01"),
        ("2013-12-24 17:30", 60, "2013-12-27 09:30"),  # Christmas and Saint Stephen
        ("2013-12-25 10:00", 60, "2013-12-27 10:00"),
        ("2013-03-29 17:00", 120, "2013-04-02 10:00"),  # Easter Monday
        ("2013-06-21 17:00", 120, "2013-06-25 10:00"),  # patron saint on a Monday
        ("2013-08-09 17:00", 120, "2013-08-19 10:00"),  # summer closure
        ("2013-12-31 17:00", 120, "2014-01-02 10:00"),
        ("2024-02-28 17:00", 120, "2024-02-29 10:00"),
        ("2024-02-29 17:00", 120, "2024-03-01 10:00"),
        ("2023-02-28 17:00", 120, "2023-03-01 10:00"),
        ("2026-03-27 17:00", 120, "2026-03-30 10:00"),  # the clock changes in between
        ("2026-10-23 17:00", 120, "2026-10-26 10:00"),
        ("2013-07-04 09:00", 0, "2013-07-04 09:00"),
        ("2013-07-04 13:00", 0, "2013-07-04 13:00"),
        ("2013-07-04 13:01", 0, "2013-07-04 15:00"),
    ],
)
def test_targets_end_in_working_time(start, minutes, due):
    assert add_working(OFFICE, rome(start), minutes) == rome(due)
    assert working_between(OFFICE, rome(start), rome(due)) == minutes


def test_seconds_are_kept():
    start = rome("2013-07-04 12:30") + timedelta(seconds=20)
    assert add_working(OFFICE, start, 60) == rome("2013-07-04 15:30") + timedelta(seconds=20)


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-03-15", 24)]
)
def test_a_day_that_never_closes_is_as_long_as_the_sun_makes_it(day, hours):
    start = rome(f"{day} 00:00")
    assert working_between(ALWAYS, start, start + timedelta(days=2)) == 48 * 60
    midnight = add_working(ALWAYS, start, hours * 60)
    assert midnight == rome(f"{date.fromisoformat(day) + timedelta(days=1)} 00:00")


@pytest.mark.parametrize(
    ("day", "minutes"), [("2026-03-29", 90), ("2026-10-25", 210), ("2026-03-15", 150)]
)
def test_a_night_shift_counts_the_hours_really_worked(day, minutes):
    noon = rome(f"{day} 12:00")
    assert working_between(NIGHT, noon - timedelta(days=1), noon) == minutes


def test_an_hour_that_never_comes_holds_no_work():
    missing = Office({6: ((time(2, 10), time(2, 50)),)})
    march = rome("2026-03-29 00:00")
    assert working_between(missing, march, march + timedelta(days=1)) == 0
    assert next_opening(missing, march) == rome("2026-04-12 02:10")  # the fifth is Easter


def test_an_opening_at_an_hour_that_comes_twice_is_the_first():
    twice = Office({6: ((time(2, 30), time(3)),)})
    opening = next_opening(twice, rome("2026-10-25 00:00"))
    assert opening == rome("2026-10-25 02:30")
    assert add_working(twice, opening, 90) == rome("2026-10-25 03:00")


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        ("2013-07-04 08:59", False),
        ("2013-07-04 09:00", True),
        ("2013-07-04 12:59", True),
        ("2013-07-04 13:00", False),
        ("2013-07-04 15:00", True),
        ("2013-07-06 10:00", False),
        ("2013-12-25 10:00", False),
    ],
)
def test_an_office_is_open_from_its_opening_until_just_before_its_closing(moment, answer):
    assert is_open(OFFICE, rome(moment)) is answer


def test_the_next_opening_is_now_while_the_office_is_open():
    assert next_opening(OFFICE, rome("2013-07-04 10:10")) == rome("2013-07-04 10:10")
    assert next_opening(OFFICE, rome("2013-07-04 13:00")) == rome("2013-07-04 15:00")
    assert next_opening(OFFICE, rome("2013-07-05 18:00")) == rome("2013-07-08 09:00")


@pytest.mark.parametrize(
    "office",
    [
        NEVER,
        Office({0: ()}),
        Office({0: ROMAN_DAY}, closures=((date(2000, 1, 1), date(2100, 1, 1), "soppresso"),)),
    ],
)
def test_an_office_that_never_opens_promises_nothing(office):
    start = rome("2013-07-04 10:00")
    assert add_working(office, start, 60) is None
    assert add_working(office, start, 0) is None
    assert next_opening(office, start) is None
    assert not is_open(office, start)
    assert working_between(office, start, start + timedelta(days=400)) == 0


def test_the_search_ends_at_the_horizon():
    start = rome("2013-07-01 00:00")
    within = working_between(OFFICE, start, start + HORIZON)
    assert add_working(OFFICE, start, within) <= start + HORIZON
    assert add_working(OFFICE, start, 2**31 - 1) is None


def test_an_hour_at_sunset_of_one_zone_is_the_same_moment_in_another():
    from zoneinfo import ZoneInfo

    tokyo = rome("2013-07-04 12:30").astimezone(ZoneInfo("Asia/Tokyo"))
    assert add_working(OFFICE, tokyo, 60) == rome("2013-07-04 15:30")


def test_moments_without_a_zone_and_negative_targets_are_refused():
    naive = datetime(2013, 7, 4, 10)
    for refused in (
        lambda: add_working(OFFICE, naive, 60),
        lambda: working_between(OFFICE, naive, rome("2013-07-04 10:00")),
        lambda: is_open(OFFICE, naive),
        lambda: next_opening(OFFICE, naive),
    ):
        with pytest.raises(ValueError, match="fuso orario"):
            refused()
    with pytest.raises(ValueError, match="negativi"):
        add_working(OFFICE, rome("2013-07-04 10:00"), -1)


def test_time_that_runs_backwards_is_no_work():
    assert working_between(OFFICE, rome("2013-07-05 10:00"), rome("2013-07-04 10:00")) == 0
