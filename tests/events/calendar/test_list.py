# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import time, timedelta

import pytest
from django.utils import timezone

from events.models import Event
from migliorapa.core import moments
from tests.factories.events import PlaceFactory, SessionFactory, in_days

from .reading import LIST, appointment, main, titles


def test_what_comes_is_listed_nearest_first_and_what_is_over_is_not(client):
    appointment("Lontano", days=40)
    appointment("Ieri", days=-1)
    appointment("Oggi", days=0)
    appointment("Vicino", days=2)
    assert titles(client.get(LIST)) == ["Oggi", "Vicino", "Lontano"]


def test_a_row_tells_day_hours_place_and_free_places_in_words(client):
    event = appointment("Seminario di prova", session={"capacity": 12})
    PlaceFactory(session=event.sessions.get())
    text = main(client.get(LIST))
    assert f"{moments.day_in_words(in_days(30))}, ore 10:00-13:00 · Bari" in text
    assert "11 posti liberi." in text


def test_sessions_of_one_day_are_told_as_one_stretch_of_hours(client):
    event = appointment("Giornata")
    SessionFactory(event=event, day=in_days(30), lab=True, hours=2)
    assert "ore 10:00-16:30" in main(client.get(LIST))


def test_what_has_no_time_yet_says_so(client):
    appointment("Infoday", session={"without_time": True})
    assert "orario da definire" in main(client.get(LIST))


@pytest.mark.parametrize(
    ("traits", "word"),
    [
        ({"cancelled": True}, "annullato"),
        ({"postponed": True}, "rinviato"),
        ({"is_demo": True}, "dimostrativo"),
    ],
)
def test_what_sets_an_event_apart_is_a_word(client, traits, word):
    appointment("Segnato", **traits)
    assert f"Seminario territoriale {word} " in main(client.get(LIST))


def test_a_full_event_says_how_to_get_in_line(client):
    event = appointment("Pieno", session={"capacity": 1})
    PlaceFactory(session=event.sessions.get())
    text = main(client.get(LIST))
    assert "Seminario territoriale al completo " in text
    assert "al completo: potete mettervi in lista d'attesa" in text


def test_places_are_not_told_where_nobody_can_register(client):
    past_term = timezone.now() - timedelta(hours=1)
    appointment("Chiuso", session={"capacity": 5}, registration_closes=past_term)
    appointment("Annullato", session={"capacity": 5}, cancelled=True)
    assert "posti liberi" not in main(client.get(LIST)).replace("Solo con posti liberi", "")


@pytest.fixture
def four(db):
    appointment("A Bari", topics=["campione"])
    appointment("In rete", online=True, topics=["limesurvey"])
    appointment("A Napoli", city="Napoli", region_code="15", kind=Event.Kind.INFODAY)
    full = appointment("Pieno", session={"capacity": 1}, days=31)
    PlaceFactory(session=full.sessions.get())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tipo=infoday", {"A Napoli"}),
        ("regione=16", {"A Bari", "Pieno"}),
        ("regione=online", {"In rete"}),
        ("argomento=limesurvey", {"In rete"}),
        ("posti=1", {"A Bari", "In rete", "A Napoli"}),
        ("regione=16&posti=1", {"A Bari"}),
        ("tipo=nessuno&regione=99&argomento=!", {"A Bari", "In rete", "A Napoli", "Pieno"}),
    ],
)
def test_filters_are_in_the_address(client, four, query, found):
    assert set(titles(client.get(f"{LIST}?{query}"))) == found


def test_free_places_are_those_one_would_get_now(client):
    soon = timezone.now() + timedelta(days=1)
    appointment("Non ancora", registration_opens=soon)
    appointment("Senza iscrizione", takes_registrations=False)
    appointment("Cominciato", session={"begun": True}, days=0)
    appointment("Rinviato", postponed=True)
    waiting = appointment("Con attesa", session={"capacity": 2})
    PlaceFactory(session=waiting.sessions.get(), offered=True)
    assert titles(client.get(f"{LIST}?posti=1")) == ["Con attesa"]


def test_the_form_shows_what_was_asked_and_how_to_undo_it(client, four):
    text = client.get(f"{LIST}?regione=16&posti=1").text
    assert '<option value="16" selected>Puglia</option>' in text
    assert 'name="posti" value="1" checked' in text
    assert "Togliete i filtri" in text
    assert "/eventi/calendario.ics?regione=16" in text
    assert "Togliete i filtri" not in client.get(LIST).text


def test_an_empty_list_says_what_to_do(client, four):
    assert "cercate tra quelli passati" in main(client.get(f"{LIST}?regione=03"))
    Event.objects.all().delete()
    assert "Nessun appuntamento in programma al momento" in main(client.get(LIST))


def test_pages_of_twenty_keep_the_filters(client):
    for number in range(41):
        appointment(f"Numero {number}", days=number + 1)
    first, last = client.get(LIST), client.get(f"{LIST}?regione=16&pagina=3")
    assert len(titles(first)) == 20
    assert "Pagina 1 di 3" in main(first)
    assert titles(last) == ["Numero 40"]
    assert "?regione=16&amp;pagina=2" in last.text


@pytest.mark.parametrize("number", ["0", "-1", "2", "abc", "9" * 5000, "1e3", "", "%00", "%D9%A2"])
def test_a_page_that_does_not_exist_is_not_found(client, number):
    appointment("Solo")
    response = client.get(f"{LIST}?pagina={number}")
    assert response.status_code == 404
    assert "Pagina non trovata" in response.text


def test_a_draft_is_for_the_staff_alone(client, bari, redazione):
    event = appointment("Non ancora annunciato", draft=True)
    addresses = [LIST, f"/eventi/mese/{event.first_day.year}/{event.first_day.month}/"]
    for user in (None, bari):
        if user:
            client.force_login(user)
        for address in addresses:
            assert "Non ancora annunciato" not in client.get(address).text
        assert client.get(event.get_absolute_url()).status_code == 404
        assert client.get(f"{event.get_absolute_url()}evento.ics").status_code == 404
    client.force_login(redazione)
    assert "Non ancora annunciato" in client.get(LIST).text
    page = client.get(event.get_absolute_url()).text
    assert "Bozza: la vede solo la redazione." in page
    assert "ld+json" not in page


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_database_twice(client, many, django_assert_num_queries):
    for number in range(many):
        appointment(f"Numero {number}", session={"capacity": 5})
    client.get(LIST)
    with django_assert_num_queries(2):  # the stamp, the places
        response = client.get(LIST)
    assert len(titles(response)) == many


def test_a_place_taken_is_seen_at_once(client):
    event = appointment("Due posti", session={"capacity": 2})
    assert "2 posti liberi" in main(client.get(LIST))
    PlaceFactory(session=event.sessions.get())
    assert "un posto libero" in main(client.get(LIST)).lower()


def test_a_meeting_over_midnight_says_when_it_ends(client):
    appointment("Notte", session={"at": time(22), "hours": 4})
    assert f"ore 22:00-2:00 di {moments.day_in_words(in_days(31))}" in main(client.get(LIST))


def test_home_shows_the_next_three_that_will_take_place(client):
    appointment("Annullato", days=1, cancelled=True)
    for number in range(4):
        appointment(f"Numero {number}", days=number + 2)
    text = main(client.get("/"))
    assert "Numero 0" in text
    assert "Numero 2" in text
    assert "Numero 3" not in text
    assert "Annullato" not in text
