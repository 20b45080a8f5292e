# SPDX-License-Identifier: AGPL-3.0-or-later
"""The room of an online event is in no public answer, whoever asks."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from events import addresses, urls
from events.actions import publishing
from events.models import Event
from migliorapa.core import registry, search
from tests.factories.events import ROOM, PlaceFactory, SeriesFactory, SessionFactory

SECRET = re.search(r"//(.*)", ROOM)[1].encode()


@pytest.fixture
def online(bari):
    event = SessionFactory(online=True).event
    Event.objects.filter(pk=event.pk).update(
        series=SeriesFactory(slug="ciclo"),
        topics=["campione"],
        proceedings_published=timezone.now(),
    )
    event = publishing.refresh(event)
    PlaceFactory(session=event.sessions.get(), registration__user=bari)
    assert event.sessions.get().room_url == ROOM
    return event


def public_addresses(event):
    page, day = event.get_absolute_url(), event.first_day
    yield from ("/", "/eventi/", "/eventi/archivio/", "/eventi/serie/ciclo/", page)
    yield f"/eventi/mese/{day.year}/{day.month}/"
    yield from ("/eventi/calendario.ics", "/eventi/atom.xml", "/eventi/dati.json")
    yield from ("/eventi/dati.csv", f"{page}evento.ics", "/passi/piano-di-campionamento/")
    yield f"/cerca/?q={event.title}"
    named = {pattern.name for pattern in urls.urlpatterns}
    for name in {"atom", "proceedings", "proceedings_atom", "register", "proceedings_zip"} & named:
        needs_slug = (
            "slug" in next(p for p in urls.urlpatterns if p.name == name).pattern.converters
        )
        yield reverse(f"events:{name}", args=[event.slug] if needs_slug else [])


def test_no_public_answer_holds_the_room(client, online, bari, lecce):
    for user in (None, bari, lecce):
        if user:
            client.force_login(user)
        for address in public_addresses(online):
            response = client.get(address)
            assert SECRET not in b"".join(response), (user, address)


def test_neither_the_search_nor_the_other_apps_hear_of_the_room(online):
    told = [repr(document) for _, documents in registry.search_sources() for document in documents]
    told += [repr(item) for item in registry.related(["campione"])]
    told += [repr(hit) for hit in search.find(online.title)]
    assert any(online.title in each for each in told)
    assert not any(SECRET.decode() in each for each in told)


def test_an_event_may_not_be_called_like_a_part_of_the_calendar():
    first_parts = {str(pattern.pattern).split("/")[0] for pattern in urls.urlpatterns}
    slugs = {part for part in first_parts if re.fullmatch(r"[-\w]+", part)}
    assert slugs <= addresses.RESERVED


def test_robots_keep_out_of_personal_pages(client):
    text = client.get("/robots.txt").text
    for folder in ("iscrizione", "partecipa", "attestato", "questionario"):
        assert f"Disallow: /eventi/{folder}/\n" in text
    assert "Disallow: /eventi/\n" not in text
