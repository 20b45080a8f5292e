# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import UTC, date, datetime

import pytest

from events.attendance_file import Line, duration, moment, read

DAY = date(2026, 11, 3)
ENTERED = datetime(2026, 11, 3, 13, 31, tzinfo=UTC)
LEFT = datetime(2026, 11, 3, 14, 58, tzinfo=UTC)
ITALIAN = (
    "Riepilogo\nTitolo;Webinar\n\n"
    "Nome e cognome;Posta elettronica;Ora di ingresso;Ora di uscita;Durata\n"
    "Niccolò Pà;n.pa@esempio.invalid;03/11/2026 14:31;03/11/2026 15:58;1h 27m\n"
)
ENGLISH = (
    "Name,User Email,Join time,Leave time,Duration (minutes)\n"
    'Niccolò Pà,n.pa@esempio.invalid,"11/3/2026, 2:31:00 PM","11/3/2026, 3:58:00 PM",87\n'
)
NICCOLO = Line("Niccolò Pà", "n.pa@esempio.invalid", ENTERED, LEFT, 87)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("text", [ITALIAN, ENGLISH, ITALIAN.replace(";", "\t")])
def test_every_shape_of_the_same_list_is_read_the_same(text, encoding):
    assert read(text.encode(encoding), DAY) == [NICCOLO]


def test_the_day_of_the_meeting_tells_day_from_month():
    american, italian = "11/3/2026 14:31", "03/11/2026 14:31"
    assert moment(american, DAY) == moment(italian, DAY) == ENTERED
    assert moment("14:31:00", DAY) == ENTERED
    assert moment("2026-11-03T13:31:00Z", DAY) is not None


def test_who_connects_twice_is_one_person_whose_minutes_add_up():
    rows = "nome,email,minuti\nAnna,a@esempio.invalid,20\nAnna V.,A@esempio.invalid,35\n"
    assert read(rows.encode(), DAY) == [Line("Anna", "a@esempio.invalid", minutes=55)]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("95", 95), ("1h 35m 10s", 95), ("1:35:10", 95), ("35 min", 35), ("", None), ("boh", None)],
)
def test_lengths_are_told_in_many_ways(text, minutes):
    assert duration(text) == minutes


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 500,
        b"\xff\xfe\x00",
        b"PK\x03\x04" + bytes(range(256)) * 20,
        b"a;b;c\n1;2;3\n",
        b'"' * 3000,
        b"nome;" * 20000,
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(data):
    with pytest.raises(ValueError, match="CSV"):
        read(data, DAY)


def test_times_that_mean_nothing_are_left_unknown():
    rows = "nome;ingresso;uscita;durata\nAnna;ieri;99:99;-5\n"
    assert read(rows.encode(), DAY) == [Line("Anna", "")]


def test_a_list_of_thousands_is_refused():
    rows = "nome;email\n" + "".join(f"P{n};p{n}@esempio.invalid\n" for n in range(500))
    with pytest.raises(ValueError, match="400 persone"):
        read(rows.encode(), DAY)
