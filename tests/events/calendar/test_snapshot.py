# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whoever writes, the next reader sees it; and what the catalogue shows of the calendar."""

import pytest
from django.core.exceptions import ValidationError

from events import snapshot
from events.models import Contribution, Event, Material, Session
from migliorapa.core.models import Topic
from migliorapa.core.registry import related
from tests.factories.events import EventFactory, SeriesFactory, SpeakerFactory

from .reading import LIST, appointment, main


def test_nothing_is_read_anew_while_nothing_changes(django_assert_num_queries):
    appointment("Incontro")
    calendar = snapshot.current()
    with django_assert_num_queries(1):
        assert snapshot.current() is calendar


@pytest.mark.parametrize("many", [1, 3])
def test_reading_anew_costs_the_same_for_more_events(many, django_assert_num_queries):
    for number in range(many):
        appointment(f"Numero {number}")
    with django_assert_num_queries(8):  # the stamp twice, six tables
        assert len(snapshot.current().events) == many


def test_a_write_that_no_action_made_is_seen_at_once(client):
    event = appointment("Prima", series=SeriesFactory(title="Serie"), topics=["campione"])
    session = event.sessions.get()
    speaker = SpeakerFactory(name="Nome vecchio")
    Contribution.objects.create(session=session, speaker=speaker)
    Material.objects.create(event=event, kind="documento", title="Foglio", is_published=True)
    changes = [
        (Event.objects.filter(pk=event.pk), {"title": "Dopo"}),
        (Session.objects.filter(pk=session.pk), {"what_to_bring": "Una penna"}),
        (Session.objects.filter(pk=session.pk), {"capacity": 77}),
        (type(speaker).objects.filter(pk=speaker.pk), {"name": "Nome nuovo"}),
        (Topic.objects.filter(slug="campione"), {"label": "Campionamento"}),
        (type(event.series).objects.all(), {"title": "Serie nuova"}),
    ]
    for rows, change in changes:
        (value,) = change.values()
        assert str(value) not in main(client.get(event.get_absolute_url()))
        rows.update(**change)
        assert str(value) in main(client.get(event.get_absolute_url()))


def test_what_is_kept_does_not_hold_the_room():
    appointment("Riservato", session={"room_url": "https://stanza.invalid/"})
    session = snapshot.current().events[0].programme[0]
    assert "room_url" not in session.__dict__


def test_pieces_are_dropped_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr(snapshot, "AT_MOST_PIECES", 3)
    calendar = snapshot.Calendar()
    for number in range(10):
        assert calendar.piece(number, lambda n=number: str(n)) == str(number)
        assert len(calendar._pieces) <= 3


def test_the_catalogue_shows_the_next_two_of_its_topics(client):
    for number in range(3):
        appointment(f"Numero {number}", days=number + 3, topics=["campione"])
    appointment("Annullato", days=1, topics=["campione"], cancelled=True)
    appointment("Altro argomento", days=1, topics=["performance"])
    for address in ("/passi/piano-di-campionamento/", "/strumenti/calcolo-campione/"):
        text = main(client.get(address))
        assert "Prossimi appuntamenti Numero 0" in text
        assert "Numero 1" in text
        assert not any(word in text for word in ("Numero 2", "Annullato", "Altro argomento"))
    found = [item.title for item in related(["campione"]) if item.kind == "appuntamento"]
    assert found == ["Numero 0", "Numero 1"]


def test_the_catalogue_is_silent_when_nothing_comes(client):
    appointment("Passato", days=-3, topics=["campione"])
    assert "Prossimi appuntamenti" not in main(client.get("/passi/piano-di-campionamento/"))


@pytest.mark.parametrize("slug", ["archivio", "mese", "attestati"])
def test_a_reserved_address_is_refused_in_words(slug):
    with pytest.raises(ValidationError, match="è già l'indirizzo di una parte del calendario"):
        EventFactory.build(slug=slug).clean()


def test_the_header_marks_the_section(client):
    assert 'aria-current="true">Appuntamenti' in client.get(LIST).text
