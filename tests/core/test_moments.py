# SPDX-License-Identifier: AGPL-3.0-or-later
"""Hours of Rome to moments and back to words, on ordinary days and on the two nights."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migliorapa.core import moments

OCTOBER, MARCH = date(2026, 10, 25), date(2027, 3, 28)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hour", "moment"),
    [
        (date(2013, 7, 4), time(14, 30), "2013-07-04T12:30"),
        (date(2013, 2, 4), time(14, 30), "2013-02-04T13:30"),
        (date(2027, 1, 1), time(0), "2026-12-31T23:00"),
        (OCTOBER, time(1, 59), "2026-10-24T23:59"),
        (OCTOBER, time(2, 30), "2026-10-25T00:30"),
        (OCTOBER, time(2, 30, fold=1), "2026-10-25T01:30"),
        (OCTOBER, time(3), "2026-10-25T02:00"),
        (MARCH, time(1, 59), "2027-03-28T00:59"),
        (MARCH, time(3), "2027-03-28T01:00"),
    ],
)
def test_hours_of_rome_become_moments(day, hour, moment):
    assert moments.to_utc(day, hour) == utc(moment)
    assert moments.to_utc(day, hour).tzinfo is UTC


@pytest.mark.parametrize("hour", [time(2), time(2, 30), time(2, 59, 59), time(2, 30, fold=1)])
def test_an_hour_that_clocks_skip_is_refused_with_a_sentence(hour):
    with pytest.raises(ValueError, match=r"domenica 28 marzo 2027 non esistono.*un'altra ora\.$"):
        moments.to_utc(MARCH, hour)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_days_at_the_ends_of_the_calendar_are_refused_or_read(day):
    if day == date.min:
        with pytest.raises(ValueError, match="troppo lontana"):
            moments.to_utc(day, time(0))
    else:
        assert moments.to_utc(day, time(12)).year == 9999


def test_an_hour_that_happens_twice_is_told_and_no_other_is():
    first = moments.notice(OCTOBER, time(2, 30))
    assert "2:30 di domenica 25 ottobre 2026 vengono due volte" in first
    assert first.endswith("la prima, con l'ora legale.")
    assert moments.notice(OCTOBER, time(2, fold=1)).endswith("la seconda, con l'ora solare.")
    for day, hour in [(OCTOBER, time(1, 59)), (OCTOBER, time(3)), (MARCH, time(2, 30))]:
        assert moments.notice(day, hour) == ""


@given(st.datetimes(datetime(2011, 1, 1), datetime(2040, 12, 31)))
def test_every_moment_comes_back_from_the_hour_it_shows(naive):
    moment = naive.replace(tzinfo=UTC)
    local = moment.astimezone(moments.ROME)
    assert moments.to_utc(local.date(), local.timetz()) == moment


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2013-07-04T12:30", "2013-07-04T14:00", "giovedì 4 luglio 2013, ore 14:30-16:00"),
        ("2013-07-04T07:05", None, "giovedì 4 luglio 2013, ore 9:05"),
        ("2026-06-01T08:00", "2026-06-01T22:00", "lunedì 1° giugno 2026, ore 10:00-24:00"),
        (
            "2026-12-31T21:30",
            "2026-12-31T23:30",
            "giovedì 31 dicembre 2026, ore 22:30-0:30 di venerdì 1° gennaio 2027",
        ),
        (
            "2026-05-04T07:00",
            "2026-05-06T11:00",
            "da lunedì 4 maggio 2026, ore 9:00, a mercoledì 6 maggio 2026, ore 13:00",
        ),
        (
            "2026-10-25T00:30",
            "2026-10-25T01:30",
            "domenica 25 ottobre 2026, ore 2:30 (ora legale)-2:30 (ora solare)",
        ),
        ("2027-03-28T00:30", "2027-03-28T01:30", "domenica 28 marzo 2027, ore 1:30-3:30"),
    ],
)
def test_moments_in_words(start, end, words):
    assert moments.in_words(utc(start), end and utc(end)) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2013, 7, 4), None, "giovedì 4 luglio 2013"),
        (date(2013, 7, 4), date(2013, 7, 4), "giovedì 4 luglio 2013"),
        (date(2013, 7, 4), date(2013, 7, 6), "da giovedì 4 a sabato 6 luglio 2013"),
        (date(2013, 7, 30), date(2013, 8, 1), "da martedì 30 luglio a giovedì 1° agosto 2013"),
        (
            date(2026, 12, 31),
            date(2027, 1, 1),
            "da giovedì 31 dicembre 2026 a venerdì 1° gennaio 2027",
        ),
    ],
)
def test_days_in_words(first, last, words):
    assert moments.days_in_words(first, last) == words


def test_a_time_not_known_yet_is_told():
    assert moments.without_time_in_words(date(2012, 6, 14)) == (
        "giovedì 14 giugno 2012, orario da definire"
    )
