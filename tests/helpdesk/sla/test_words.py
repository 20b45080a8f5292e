# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.sla import promise, waiting

from .offices import NEVER, OFFICE, moments, rome

NOW = rome("2013-07-01 10:00")


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        ("2013-07-04 11:30", "risposta entro giovedì 4 luglio, ore 11:30"),
        ("2013-07-01 17:00", "risposta entro oggi, ore 17:00"),
        ("2013-07-02 09:05", "risposta entro domani, ore 9:05"),
        ("2013-08-01 09:00", "risposta entro giovedì 1° agosto, ore 9:00"),
        ("2014-01-02 09:00", "risposta entro giovedì 2 gennaio 2014, ore 9:00"),
        ("2013-07-01 09:30", "risposta in ritardo: era prevista entro oggi, ore 9:30"),
        (
            "2013-06-28 17:00",
            "risposta in ritardo: era prevista entro venerdì 28 giugno, ore 17:00",
        ),
    ],
)
def test_a_promise_is_said_as_people_say_it(due, sentence):
    assert promise(rome(due), NOW) == sentence


def test_tomorrow_is_told_by_the_clocks_of_rome():
    assert promise(rome("2013-07-02 09:00"), datetime(2013, 7, 1, 21, 59, tzinfo=UTC)) == (
        "risposta entro domani, ore 9:00"
    )
    assert promise(rome("2013-07-02 09:00"), datetime(2013, 7, 1, 22, 0, tzinfo=UTC)) == (
        "risposta entro oggi, ore 9:00"
    )


def test_tomorrow_may_be_next_year():
    sentence = promise(rome("2014-01-01 09:00"), rome("2013-12-31 12:00"), what="soluzione")
    assert sentence == "soluzione entro domani, ore 9:00"


@pytest.mark.parametrize(("hour", "name"), [(0, "ora legale"), (1, "ora solare")])
def test_an_hour_that_comes_twice_is_told_apart(hour, name):
    due = datetime(2026, 10, 25, hour, 30, tzinfo=UTC)
    assert promise(due, rome("2026-10-20 10:00")).endswith(f"ore 2:30 ({name})")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "meno di un minuto"),
        (1, "1 minuto lavorativo"),
        (45, "45 minuti lavorativi"),
        (60, "1 ora lavorativa"),
        (61, "1 ora e 1 minuto lavorativi"),
        (200, "3 ore e 20 minuti lavorativi"),
        (419, "6 ore e 59 minuti lavorativi"),
        (420, "1 giorno lavorativo"),
        (480, "1 giorno e 1 ora lavorative"),
        (840, "2 giorni lavorativi"),
        (1020, "2 giorni e 3 ore lavorative"),
        (1079, "2 giorni e 3 ore lavorative"),
    ],
)
def test_a_wait_is_told_in_days_of_the_office(minutes, words):
    assert waiting(minutes, OFFICE) == words


def test_a_wait_without_an_office_that_opens_is_told_in_hours():
    assert waiting(1020, NEVER) == "17 ore lavorative"


@given(moments, moments)
def test_every_promise_names_its_hour(due, now):
    assert ", ore " in promise(due, now)
    assert promise(due, now).startswith("risposta ")


@given(st.integers(1, 10**6))
def test_every_wait_is_one_short_phrase(minutes):
    words = waiting(minutes, OFFICE)
    assert words.rsplit(" ", 1)[1] in {"lavorativo", "lavorativi", "lavorativa", "lavorative"}
    assert len(words) < 45
