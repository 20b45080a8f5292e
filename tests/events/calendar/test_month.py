# SPDX-License-Identifier: AGPL-3.0-or-later
import re
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.months import Month
from tests.factories.events import EventFactory, SessionFactory

from .reading import appointment, main

TODAY = date(2026, 11, 22)


def address(year, month):
    return f"/eventi/mese/{year}/{month}/"


def cells(response):
    """Days of the table with what is on them."""
    found = re.findall(
        r"<td class=\"[^\"]*\">\s*<p class=\"ev-day\">(.*?)</td>", response.text, re.S
    )
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in found]


def test_every_day_of_the_month_is_a_cell_under_its_weekday(client):
    response = client.get(address(2024, 2))
    table = response.text[response.text.index("<table") :]
    assert "<caption>Febbraio 2024</caption>" in table
    assert re.findall(r'<th scope="col">(\w+)', table)[:2] == ["lunedì", "martedì"]
    assert len(cells(response)) == 29
    assert cells(response)[-1] == "giovedì 29"
    assert table.count("<td") == 35


def test_an_event_is_on_its_day_with_hour_place_and_the_whole_date_for_who_listens(client):
    appointment("Webinar", session={"day": date(2024, 2, 29), "at": time(14, 30)}, online=True)
    day = cells(client.get(address(2024, 2)))[28]
    assert day == "giovedì 29 14:30 Webinar , giovedì 29 febbraio 2024 online"
    assert "Webinar" not in main(client.get(address(2024, 3)))


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 1, 1)])
def test_at_the_end_of_the_year_an_event_stays_in_its_month(client, day):
    appointment("Capodanno", session={"day": day})
    months = [(2025, 12), (2026, 1)]
    assert ["Capodanno" in main(client.get(address(*each))) for each in months] == [
        (day.year, day.month) == each for each in months
    ]


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_on_the_nights_of_the_clock_change_hours_are_those_of_rome(client, day):
    appointment("Notte", session={"day": day, "at": time(0, 15), "hours": 5})
    found = cells(client.get(address(day.year, day.month)))[day.day - 1]
    assert found.startswith(f"domenica {day.day} 0:15 Notte")


def test_an_event_of_two_sessions_is_told_once_a_day_at_its_first_hour(client):
    event = EventFactory(title="Seminario e laboratorio")
    day = date(2027, 5, 4)
    SessionFactory(event=event, day=day, lab=True)
    SessionFactory(event=event, day=day)
    SessionFactory(event=event, day=day + timedelta(days=1))
    found = cells(client.get(address(2027, 5)))
    assert found[3].count("Seminario e laboratorio") == 1
    assert found[3].startswith("martedì 4 10:00")
    assert found[4].startswith("mercoledì 5 10:00")


@pytest.mark.parametrize(
    ("details", "mark"), [({"cancelled": True}, "annullato"), ({"postponed": True}, "rinviato")]
)
def test_what_will_not_take_place_is_marked_in_words(client, details, mark):
    appointment("Incerto", session={"day": date(2027, 5, 4)}, **details)
    assert mark in cells(client.get(address(2027, 5)))[3]


def test_a_session_cancelled_leaves_the_hour_of_the_others(client):
    event = EventFactory(title="Giornata")
    day = date(2027, 5, 4)
    SessionFactory(event=event, day=day, is_cancelled=True)
    SessionFactory(event=event, day=day, lab=True)
    found = cells(client.get(address(2027, 5)))[3]
    assert found.startswith("martedì 4 14:30 Giornata")
    assert "annullato" not in found


def test_what_has_no_time_comes_after_what_has_one(client):
    day = {"day": date(2027, 5, 4)}
    appointment("Senza ora", session=day | {"without_time": True})
    appointment("Mattina", session=day)
    found = cells(client.get(address(2027, 5)))[3]
    assert found.index("Mattina") < found.index("Senza ora")


def test_today_is_marked_in_words(client):
    today = timezone.localdate()
    found = cells(client.get(address(today.year, today.month)))
    assert [cell for cell in found if "oggi" in cell] == [found[today.day - 1]]


def test_one_goes_from_month_to_month_with_the_same_filters(client):
    text = client.get(f"{address(2027, 1)}?regione=16&posti=1").text
    assert 'rel="prev" href="/eventi/mese/2026/12/?regione=16"' in text
    assert 'rel="next" href="/eventi/mese/2027/2/?regione=16"' in text
    assert "Mostriamo solo: Puglia." in text


def test_filters_hold_in_the_month_too(client):
    appointment("A Bari", session={"day": date(2027, 5, 4)})
    appointment("A Napoli", session={"day": date(2027, 5, 4)}, city="Napoli", region_code="15")
    found = main(client.get(f"{address(2027, 5)}?regione=15"))
    assert "A Napoli" in found
    assert "A Bari" not in found


def test_an_empty_month_says_where_to_look(client):
    assert "In questo mese non ci sono appuntamenti." in main(client.get(address(2031, 8)))


@pytest.mark.parametrize(
    ("first", "previous", "following"),
    [
        (date(2010, 1, 1), None, (2010, 2)),
        (date(2031, 12, 1), (2031, 11), None),
        (date(2024, 1, 1), (2023, 12), (2024, 2)),
    ],
)
def test_the_calendar_has_two_ends(first, previous, following):
    month = Month(first, [], TODAY)
    ends = [day and (day.year, day.month) for day in (month.previous, month.following)]
    assert ends == [previous, following]


@pytest.mark.parametrize(
    "where", ["2009/12", "2027/0", "2027/13", "9999/1", "0/1", "2027/" + "9" * 5000, "-1/5", "a/b"]
)
def test_a_month_out_of_the_calendar_is_not_found(client, where):
    response = client.get(f"/eventi/mese/{where}/")
    assert response.status_code == 404
    assert "Pagina non trovata" in response.text


@pytest.mark.parametrize("many", [1, 3])
def test_the_month_asks_the_database_once(client, many, django_assert_num_queries):
    for number in range(many):
        appointment(f"Numero {number}", session={"day": date(2027, 5, 4)})
    client.get(address(2027, 5))
    with django_assert_num_queries(1):
        assert cells(client.get(address(2027, 5)))[3].count("Numero") == many
