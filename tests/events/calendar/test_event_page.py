# SPDX-License-Identifier: AGPL-3.0-or-later
import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from events.models import Contribution, Event, Material
from migliorapa.core import moments
from tests.factories.events import (
    EventFactory,
    PlaceFactory,
    RegistrationFactory,
    SeriesFactory,
    SessionFactory,
    SpeakerFactory,
    in_days,
)

from .reading import appointment, main

HOSTILE = {
    "markup": "</script><script>alert(1)</script>",
    "comment": "<!-- <script> &amp; ]]>",
    "controls": "Suono \x07 e \x1b fine",
    "right to left": "\u202eotnemicsa",
    "emoji": "Ascolto \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "long word": "a" * 200,
    "line separators": "uno\u2028due\u2029tre",
    "quotes": "\"'`{{ 7*7 }}{% now 'Y' %}",
}


def page(client, event):
    return main(client.get(event.get_absolute_url()))


def linked_data(response) -> dict:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.text, re.S)
    assert len(found) == 1
    return json.loads(found[0])


def test_the_page_tells_what_one_needs_to_decide(client):
    event = EventFactory(
        series=SeriesFactory(title="Roadshow di prova"),
        audience="Chi lavora allo sportello",
        partners=["Ente di prova"],
        getting_there="Ingresso senza gradini.",
        contact="eventi@esempio.invalid",
        topics=["campione"],
        steps=["S10", "S99"],
        body="Una **presentazione**.",
        is_recorded=True,
    )
    first = SessionFactory(event=event, title="Mattina", summary="Si parla di norme.", capacity=9)
    SessionFactory(event=event, lab=True, what_to_bring="Il vostro questionario", place="Sala B")
    speaker = SpeakerFactory(name="Ada Inventata", role="dirigente")
    Contribution.objects.create(session=first, speaker=speaker, role="moderatore", title="Apertura")
    text = page(client, event)
    for words in (
        f"Quando {moments.day_in_words(in_days(30))}, ore 10:00-17:30",
        "Sala consiliare, Piazza della Prova 1, Bari (Puglia)",
        *("Roadshow di prova", "Chi lavora allo sportello", "Ente di prova", "senza gradini"),
        *("eventi@esempio.invalid", "Una presentazione .", "Si parla di norme.", "9 posti liberi."),
        "Coordina: Ada Inventata , dirigente, Comune di Collesereno Apertura",
        *("Che cosa portare: Il vostro questionario", "Sala B", "L'incontro sarà registrato."),
        *("Preparate il piano di campionamento", "Campione", "Aggiungete al calendario"),
    ):
        assert words in text, words


def test_a_session_alone_does_not_repeat_the_event(client):
    event = appointment("Solo un'ora", online=True)
    assert page(client, event).count("ore 10:00-13:00") == 1
    assert "Online: chi si iscrive riceve un collegamento personale" in page(client, event)


def button(client, event):
    found = re.search(r'href="([^"]*)">([^<]*)</a></p>', door(client, event))
    return found and found[2]


def door(client, event):
    text = client.get(event.get_absolute_url()).text
    found = re.search(r'<section class="ev-door.*?</section>', text, re.S)
    return found[0] if found else ""


def test_the_door_is_open_until_it_is_full(client):
    event = appointment("Aperto", session={"capacity": 1})
    assert button(client, event) == "Iscrivetevi"
    assert f"{event.get_absolute_url()}iscrizione/" in door(client, event)
    PlaceFactory(session=event.sessions.get())
    assert "Mettetevi in lista d" in button(client, event)
    event.sessions.update(has_waiting_list=False)
    assert button(client, event) is None
    assert "non c&#x27;è una lista d&#x27;attesa" in door(client, event)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"registration_opens": timedelta(days=2)}, "Le iscrizioni aprono "),
        ({"registration_closes": timedelta(days=-2)}, "Le iscrizioni sono chiuse: il termine è "),
        ({"takes_registrations": False}, "Per partecipare non serve iscriversi."),
    ],
)
def test_a_closed_door_says_why(client, details, words):
    now = timezone.now()
    details = {k: now + v if isinstance(v, timedelta) else v for k, v in details.items()}
    event = appointment("Chiuso", **details)
    assert button(client, event) is None
    assert words in door(client, event)


def test_what_has_begun_takes_nobody_more(client):
    event = appointment("Cominciato", session={"begun": True})
    assert "è già cominciato" in door(client, event)


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"cancelled": True}, "L'appuntamento è annullato. Il relatore è malato."),
        (
            {"postponed": True},
            "L'appuntamento è rinviato: la nuova data non è ancora fissata. La sala non è",
        ),
    ],
)
def test_a_banner_gives_the_reason(client, details, words):
    event = appointment("Fermo", **details)
    assert words in page(client, event)
    assert not door(client, event)


def test_who_registered_finds_the_own_page_and_nobody_else_does(client, bari, lecce):
    event = appointment("Aperto")
    RegistrationFactory(event=event, user=bari)
    client.force_login(bari)
    mine = door(client, event)
    assert "Guardate la vostra iscrizione" in mine
    assert "/eventi/iscrizione/" in mine
    client.force_login(lecce)
    assert "/eventi/iscrizione/" not in door(client, event)
    assert button(client, event) == "Iscrivetevi"
    client.logout()
    assert "/eventi/iscrizione/" not in door(client, event)


def test_proceedings_are_announced_only_once_they_are_out(client):
    event = appointment("Passato", days=-5)
    Material.objects.create(event=event, kind="presentazione", title="Lucidi", is_published=True)
    Material.objects.create(event=event, kind="presentazione", title="Riservati a pochi")
    assert "Gli atti" not in page(client, event)
    now = timezone.now()
    Event.objects.filter(pk=event.pk).update(
        proceedings_published=now, proceedings_embargo=now + timedelta(hours=1)
    )
    assert "Gli atti" not in page(client, event)
    assert "Lucidi" not in page(client, event)
    Event.objects.filter(pk=event.pk).update(proceedings_embargo=now)
    assert "Gli atti Presentazione: Lucidi Leggete gli atti" in page(client, event)
    assert "Riservati a pochi" not in page(client, event)


def test_history_says_what_the_source_declares(client):
    event = appointment(
        "Roadshow",
        days=-5000,
        session={"without_time": True},
        history=True,
        proceedings_declared=True,
    )
    text = page(client, event)
    assert "orario non noto" in text
    assert "La fonte segnala gli atti online. In questo portale quei documenti non ci sono." in text
    assert "Aggiungete al calendario" not in text


@pytest.mark.parametrize("name", HOSTILE)
def test_no_title_breaks_the_page_or_its_data(client, name):
    title = HOSTILE[name]
    event = EventFactory(
        title=title, summary=title, partners=[title], series=SeriesFactory(title=title)
    )
    session = SessionFactory(event=event, title=title)
    SessionFactory(event=event, title="Altra")
    speaker = SpeakerFactory(name=title[:150])
    Contribution.objects.create(session=session, speaker=speaker, title=title)
    response = client.get(event.get_absolute_url())
    assert linked_data(response)["name"] == title
    assert "<script>alert" not in response.text
    assert response.text.count("</script>") == response.text.count("<script")
    for address in ("/eventi/", event.series.get_absolute_url()):
        assert "<script>alert" not in client.get(address).text


def test_linked_data_of_a_day_with_two_sessions(client, settings):
    event = EventFactory(title="Giornata", series=SeriesFactory(title="Ciclo"))
    morning = SessionFactory(event=event, title="Mattina", capacity=9)
    SessionFactory(event=event, title="Laboratorio", lab=True, is_cancelled=True)
    PlaceFactory(session=morning)
    data = linked_data(client.get(event.get_absolute_url()))
    assert data["@type"] == "Event"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert data["isAccessibleForFree"] is True
    assert data["organizer"]["name"] == settings.OWNER_NAME
    assert data["superEvent"]["name"] == "Ciclo"
    assert data["location"][0]["address"]["addressLocality"] == "Bari"
    assert data["startDate"] == morning.starts.astimezone(moments.ROME).isoformat()
    first, second = data["subEvent"]
    assert (first["maximumAttendeeCapacity"], first["remainingAttendeeCapacity"]) == (9, 8)
    assert first["startDate"].endswith(("+01:00", "+02:00"))
    assert second["eventStatus"] == "https://schema.org/EventCancelled"


@pytest.mark.parametrize(
    ("details", "status", "mode"),
    [
        ({"cancelled": True}, "EventCancelled", "OfflineEventAttendanceMode"),
        ({"postponed": True}, "EventPostponed", "OfflineEventAttendanceMode"),
        ({"online": True}, "EventScheduled", "OnlineEventAttendanceMode"),
        ({"is_online": True}, "EventScheduled", "MixedEventAttendanceMode"),
    ],
)
def test_linked_data_tell_state_and_way_of_taking_part(client, details, status, mode):
    data = linked_data(client.get(appointment("Stato", **details).get_absolute_url()))
    assert data["eventStatus"].endswith(status)
    assert data["eventAttendanceMode"].endswith(mode)
    if "online" in details:
        assert data["location"] == [{"@type": "VirtualLocation", "url": data["url"]}]


def test_linked_data_without_a_time_give_the_day(client):
    event = appointment("Infoday", session={"without_time": True, "capacity": 0})
    data = linked_data(client.get(event.get_absolute_url()))
    assert data["startDate"] == str(in_days(30))
    assert data["remainingAttendeeCapacity"] == 0
    assert "endDate" not in data


def test_linked_data_name_the_recording_when_it_is_public(client):
    event = appointment("Registrato", days=-5, online=True)
    details = {"event": event, "kind": Material.Kind.RECORDING, "is_published": True}
    Material.objects.create(title="Il video", **details)
    Material.objects.create(title="Per chi c'era", audience="partecipanti", **details)
    Material.objects.create(title="Tra un mese", embargo=timezone.now() + timedelta(30), **details)
    data = linked_data(client.get(event.get_absolute_url()))
    assert [video["name"] for video in data["recordedIn"]] == ["Il video"]


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_asks_the_database_three_times(client, many, django_assert_num_queries):
    event = EventFactory(steps=["S10"])
    for number in range(many):
        session = SessionFactory(event=event, title=f"Parte {number}", capacity=5)
        Contribution.objects.create(session=session, speaker=SpeakerFactory())
    client.get(event.get_absolute_url())
    with django_assert_num_queries(3):  # the calendar's stamp, places, the catalogue's stamp
        text = page(client, event)
    assert text.count("5 posti liberi") == many


@pytest.mark.parametrize("slug", ["non-esiste", "a" * 3000, "%00", "%ff", "Bari", "..%2f"])
def test_an_event_that_does_not_exist_is_not_found(client, slug):
    for ending in ("", "evento.ics"):
        assert client.get(f"/eventi/{slug}/{ending}").status_code == 404
