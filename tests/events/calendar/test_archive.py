# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.models import Event
from tests.factories.events import SeriesFactory

from .reading import ARCHIVE, appointment, main, titles


@pytest.fixture
def past(db):
    appointment(
        "Roadshow a Napoli",
        session={"day": date(2012, 2, 28), "without_time": True},
        history=True,
        city="Napoli",
        region_code="15",
        proceedings_declared=True,
    )
    appointment(
        "Webinar storico",
        session={"day": date(2013, 7, 4), "at": time(14, 30), "hours": 1.5},
        history=True,
        online=True,
    )
    appointment("Con gli atti", days=-20, proceedings_published=timezone.now())
    later = timezone.now() + timedelta(days=5)
    appointment(
        "Atti sotto embargo",
        days=-10,
        proceedings_published=timezone.now(),
        proceedings_embargo=later,
    )
    appointment("Ancora da tenere", days=3)


def test_the_latest_comes_first_and_nothing_is_to_come(client, past):
    found = titles(client.get(ARCHIVE))
    assert found == ["Atti sotto embargo", "Con gli atti", "Webinar storico", "Roadshow a Napoli"]


def test_history_is_marked_and_times_are_told_only_where_known(client, past):
    text = main(client.get(ARCHIVE))
    assert "Webinar storico" in text
    assert "giovedì 4 luglio 2013, ore 14:30-16:00 · online" in text
    assert "martedì 28 febbraio 2012, orario non noto · Napoli" in text
    assert "da definire" not in text


def test_proceedings_are_marked_when_they_are_out(client, past):
    text = main(client.get(ARCHIVE))
    assert "Con gli atti Seminario territoriale atti online" in text
    assert text.count(" atti online ") == 1 + 1  # the mark, and the filter
    assert "Seminario territoriale atti dichiarati dalla fonte storico" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("anno=2012", {"Roadshow a Napoli"}),
        ("anno=2013&tipo=webinar", {"Webinar storico"}),
        ("regione=15", {"Roadshow a Napoli"}),
        ("atti=1", {"Con gli atti"}),
        (
            "anno=1999",
            {"Atti sotto embargo", "Con gli atti", "Webinar storico", "Roadshow a Napoli"},
        ),
        ("anno=2014", set()),
    ],
)
def test_the_archive_is_filtered_by_its_address(client, past, query, found):
    assert set(titles(client.get(f"{ARCHIVE}?{query}"))) == found


def test_years_are_headings_and_choices(client, past):
    text = client.get(ARCHIVE).text
    assert '<h2 class="ev-month-name">2013</h2>' in text
    assert "<option>2012</option>" in text
    assert "2.013" not in text


def test_an_empty_archive_says_where_to_look(client, past):
    assert "Nessun appuntamento passato corrisponde" in main(client.get(f"{ARCHIVE}?anno=2014"))
    Event.objects.all().delete()
    assert "L'archivio è ancora vuoto." in main(client.get(ARCHIVE))


@pytest.mark.parametrize("many", [1, 3])
def test_the_archive_asks_the_database_once(client, many, django_assert_num_queries):
    for number in range(many):
        appointment(f"Numero {number}", days=-number - 1)
    client.get(ARCHIVE)
    with django_assert_num_queries(1):
        assert len(titles(client.get(ARCHIVE))) == many


def test_a_series_shows_what_comes_and_what_was(client, past):
    series = SeriesFactory(slug="roadshow", title="Roadshow", sources=[{"label": "Una fonte"}])
    Event.objects.filter(title__in=["Roadshow a Napoli", "Ancora da tenere"]).update(series=series)
    response = client.get("/eventi/serie/roadshow/")
    assert titles(response) == ["Ancora da tenere", "Roadshow a Napoli"]
    text = main(response)
    assert text.index("In programma") < text.index("Già tenuti") < text.index("Una fonte")


def test_a_series_of_drafts_is_for_the_staff_alone(client, redazione):
    series = SeriesFactory(slug="segreta")
    appointment("Bozza", draft=True, series=series)
    assert client.get("/eventi/serie/segreta/").status_code == 404
    assert client.get("/eventi/serie/altra/").status_code == 404
    client.force_login(redazione)
    assert titles(client.get("/eventi/serie/segreta/")) == ["Bozza"]
