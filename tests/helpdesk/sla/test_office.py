# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import UTC, date, time

import pytest

from helpdesk.sla import Office, OfficeError, read_intervals

from .offices import NEVER, OFFICE, ROMAN_DAY


def t(text: str) -> time:
    return time.fromisoformat(text)


@pytest.mark.parametrize(
    ("intervals", "sentence"),
    [
        ({7: ROMAN_DAY}, "Il giorno «7» non esiste"),
        ({0: ((t("13:00"), t("09:00")),)}, "L'orario di lunedì 13:00-09:00 finisce prima"),
        ({1: ((t("09:00"), t("09:00")),)}, "finisce prima di cominciare"),
        ({2: ((t("15:00"), t("18:00")), (t("09:00"), t("13:00")))}, "in ordine gli orari di merc"),
        ({3: ((t("09:00"), t("13:00")), (t("12:30"), t("18:00")))}, "alle 12:30 si sovrappone"),
        ({4: ((t("20:00"), t("00:00")), (t("22:00"), t("23:00")))}, "Di venerdì .* chiude alle 00"),
        ({5: ((t("09:00:30"), t("13:00")),)}, "sabato va scritto in ore e minuti"),
        ({6: ((t("09:00"), time(13, tzinfo=UTC)),)}, "domenica va scritto in ore e minuti"),
    ],
)
def test_an_impossible_week_is_refused_with_a_sentence(intervals, sentence):
    with pytest.raises(OfficeError, match=sentence):
        Office(intervals)


def test_stretches_may_touch_and_last_until_midnight():
    touching = ((t("09:00"), t("13:00")), (t("13:00"), t("00:00")))
    assert Office({0: touching}).day_minutes == 15 * 60


@pytest.mark.parametrize("saint", [(2, 30), (13, 1), (0, 1), (6, 31)])
def test_a_patron_saint_needs_a_day_of_the_calendar(saint):
    with pytest.raises(OfficeError, match="santo patrono non esiste"):
        Office({}, patron_saint=saint)


def test_a_saint_of_29_february_is_kept_in_leap_years_alone():
    office = Office({weekday: ROMAN_DAY for weekday in range(7)}, patron_saint=(2, 29))
    assert office.closed_because(date(2024, 2, 29)) == "festa del santo patrono"
    assert not office.closed_because(date(2023, 2, 28))
    assert not office.closed_because(date(2023, 3, 1))


def test_a_closure_that_ends_before_it_begins_is_refused():
    with pytest.raises(OfficeError, match="dal 16 agosto 2013 al 12 agosto 2013 finisce prima"):
        Office({}, closures=((date(2013, 8, 16), date(2013, 8, 12), ""),))


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (date(2013, 12, 25), "Natale"),
        (date(2013, 4, 1), "Lunedì dell'Angelo"),
        (date(2026, 4, 6), "Lunedì dell'Angelo"),
        (date(2013, 6, 24), "festa del santo patrono"),
        (date(2013, 8, 12), "chiusura estiva"),
        (date(2013, 8, 16), "chiusura estiva"),
        (date(2013, 8, 19), ""),
        (date(2013, 7, 4), ""),
    ],
)
def test_an_office_says_why_it_is_closed(day, reason):
    assert OFFICE.closed_because(day) == reason
    assert OFFICE.hours(day) == (() if reason else ROMAN_DAY)


def test_a_closure_without_a_reason_still_closes():
    office = Office({0: ROMAN_DAY}, closures=((date(2026, 3, 2), date(2026, 3, 2), ""),))
    assert office.hours(date(2026, 3, 2)) == ()
    assert office.closed_because(date(2026, 3, 2)) == "chiusura dell'ufficio"


def test_the_mean_day_counts_only_days_of_work():
    office = Office({0: ROMAN_DAY, 1: ((t("09:00"), t("14:00")),), 2: ()})
    assert office.day_minutes == 360
    assert NEVER.day_minutes == 0


def test_hours_are_read_as_the_database_keeps_them():
    read = read_intervals({"0": [["09:00", "13:00"], ["15:00", "18:00"]], "6": [["8:30", "24:00"]]})
    assert read == {0: ROMAN_DAY, 6: ((t("08:30"), t("00:00")),)}
    assert read_intervals({}) == {}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "giorno per giorno"),
        ([["09:00", "13:00"]], "giorno per giorno"),
        ({"7": []}, "Il giorno «7» non esiste"),
        ({"lun": []}, "Il giorno «lun» non esiste"),
        ({"": []}, "Il giorno «» non esiste"),
        ({"0": "09:00-13:00"}, "è una lista"),
        ({"0": ["09:00", "13:00"]}, "apertura e chiusura"),
        ({"0": [["09:00"]]}, "apertura e chiusura"),
        ({"0": [["09:00", "25:00"]]}, "L'ora «25:00» non esiste"),
        ({"0": [["09:00", "24:30"]]}, "L'ora «24:30» non esiste"),
        ({"0": [["nove", "13:00"]]}, "L'ora «nove» non esiste"),
        ({"0": [["٠٩:٠٠", "13:00"]]}, "non esiste"),
        ({"0": [[9, 13]]}, "L'ora «9» non esiste"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_with_a_sentence(data, sentence):
    with pytest.raises(OfficeError, match=sentence):
        read_intervals(data)
