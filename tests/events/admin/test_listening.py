# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from django.urls import reverse

from events.models import Need
from migliorapa.core import registry
from tests.events.admin.forms import words
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
LISTEN = "/redazione/events/need/ascolto/"


@pytest.fixture
def event():
    return EventFactory(slug="laboratorio-bari")


def need(event, text, **more):
    facts = {"topics": ["questionario"], "region_code": "16"} | more
    return Need.objects.create(event=event, text=text, **facts)


@pytest.fixture
def taken(monkeypatch):
    """What another app was given."""
    given = []

    def take(**data):
        given.append(data)
        return "/aiuto/richieste/prova/"

    monkeypatch.setitem(registry._handovers, "help-request", take)
    return given


def hand_over(staff, row, kind="help-request"):
    url = reverse("admin:events_need_hand_over", args=["bisogni", row.pk])
    return staff.post(url, {"kind": kind})


def test_needs_are_grouped_by_topic_and_region(staff, event):
    need(event, "Non sappiamo quante domande fare.")
    need(event, "Chi risponde è sempre lo stesso.", topics=["campione", "questionario"])
    need(event, "Serve un modello.", region_code="18")
    page = words(staff.get(LISTEN))
    assert "Questionario (3) Puglia (2)" in page
    assert "Campione (1) Puglia (1)" in page
    assert "Calabria (1) Serve un modello." in page


def test_filters_keep_what_is_asked_for(staff, event):
    need(event, "Primo bisogno.", source=Need.Source.LAB)
    need(EventFactory(slug="altro"), "Secondo bisogno.", source=Need.Source.AFTERWARDS)
    for query in ({"appuntamento": "altro"}, {"raccolto": "dopo"}):
        page = words(staff.get(LISTEN, query))
        assert "Secondo bisogno." in page
        assert "Primo bisogno." not in page
    assert "Nessun bisogno" in words(staff.get(LISTEN, {"argomento": "privacy"}))
    odd = {"appuntamento": "x" * 500, "raccolto": "x", "argomento": "\ufffd", "regione": "99"}
    assert "Nessun bisogno" in words(staff.get(LISTEN, odd))


def test_a_need_becomes_a_request_once_and_its_address_is_kept(staff, event, taken, redazione):
    row = need(event, "Non sappiamo quante domande fare. " * 10)
    assert hand_over(staff, row).url == "/aiuto/richieste/prova/"
    assert hand_over(staff, row).url == LISTEN
    (data,) = taken
    assert data["topics"] == ["questionario"]
    assert data["actor"] == redazione
    assert data["source_url"].endswith("/eventi/laboratorio-bari/")
    assert len(data["title"]) <= 150
    assert Need.objects.get().handed_over == "/aiuto/richieste/prova/"
    assert "Già ripreso" in words(staff.get(LISTEN))


def test_buttons_are_there_only_for_who_takes_such_texts(staff, event, taken, monkeypatch):
    monkeypatch.delitem(registry._handovers, "faq-draft", raising=False)
    row = need(event, "Serve un modello.")
    page = words(staff.get(LISTEN))
    assert "Aprite una richiesta all'help desk" in page
    assert "Preparate una FAQ" not in page
    hand_over(staff, row, "faq-draft")
    assert not Need.objects.get().handed_over


def test_a_question_from_the_room_is_handed_over_too(staff, event, taken):
    asked = event.asked_questions.create(question="Quante risposte bastano?", answer="Dipende.")
    need(event, "Uno.")
    assert "Quante risposte bastano?" in words(
        staff.get(LISTEN, {"appuntamento": "laboratorio-bari"})
    )
    staff.post(
        reverse("admin:events_need_hand_over", args=["domande", asked.pk]), {"kind": "help-request"}
    )
    assert taken[0]["title"] == "Quante risposte bastano?"
    assert taken[0]["topics"] == event.topics


def test_staff_type_the_needs_of_a_lab_one_after_another(staff, event):
    answer = staff.post(
        "/redazione/events/need/add/",
        {
            "event": event.pk,
            "source": "laboratorio",
            "text": "Non abbiamo gli indirizzi e-mail.",
            "topics": ["campione"],
            "region_code": "16",
            "_addanother": "1",
        },
    )
    assert Need.objects.get().topics == ["campione"]
    assert f"event={event.pk}" in answer.url
    assert "selected" in staff.get(answer.url).text.split(f'value="{event.pk}"')[1][:20]


def test_the_page_costs_the_same_for_three_needs(staff, event, django_assert_max_num_queries):
    for number in range(3):
        need(event, f"Bisogno {number}.")
    with django_assert_max_num_queries(10):
        staff.get(LISTEN)
