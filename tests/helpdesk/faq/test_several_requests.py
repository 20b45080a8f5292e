# SPDX-License-Identifier: AGPL-3.0-or-later
"""One answer for several requests: found by words, linked by code, written from many."""

import html
import re

import pytest

from helpdesk.actions import faqs, publication
from helpdesk.models import Faq
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import FaqFactory, TicketFactory, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, operatrice):
    client.force_login(operatrice)
    return client


def told(response) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", response.text).split()))


def page_of(ticket):
    return f"/aiuto/operatori/{ticket.public_id}/faq/"


def offered(response) -> list[str]:
    return re.findall(r'name="faq" value="([^"]+)"', response.text)


def written(**more):
    return {"question": "Quante risposte?", "answer": "Ne servono 196.", "requests": ""} | more


def test_a_request_without_topics_is_offered_the_answer_it_may_have_already(desk, bari):
    ticket = opened(
        bari, subject="Aiuto per la rilevazione", text="Con 1.000 utenti quante risposte servono?"
    )
    assert ticket.topics == []
    assert offered(desk.get(page_of(ticket)))[0] == "F14"


def test_what_answers_comes_before_what_only_has_the_topic(desk, bari):
    FaqFactory.create_batch(12, topics=["campione"], position=0)
    ticket = opened(bari, subject="Quante risposte con 1.000 utenti?", topics=["campione"])
    assert offered(desk.get(page_of(ticket)))[0] == "F14"


def test_answers_being_written_on_the_topic_are_offered_too(desk, bari):
    draft = FaqFactory(status=Faq.Status.IN_REVIEW, topics=["campione"], code="Q801")
    ticket = opened(bari, subject="xkqzw", text="vbnmj", topics=["campione"])
    page = desk.get(page_of(ticket))
    assert offered(page) == [draft.code]
    assert "(da approvare)" in told(page)


@pytest.mark.parametrize("typed", ["F14", " f14 "])
def test_any_answer_is_linked_by_its_code(desk, bari, typed):
    ticket = opened(bari)
    assert 'id="codice-faq"' in desk.get(page_of(ticket)).text
    answer = desk.post(f"{page_of(ticket)}esistente/", {"faq": typed}, follow=True)
    assert f"La richiesta {ticket.number} è collegata a F14." in told(answer)
    assert Faq.objects.get(code="F14").origins.get().ticket == ticket


@pytest.mark.parametrize("typed", ["", "F999", "\0", "x" * 400])
def test_a_code_of_no_answer_is_told_in_words(desk, bari, typed):
    ticket = opened(bari)
    answer = desk.post(f"{page_of(ticket)}esistente/", {"faq": typed}, follow=True)
    assert answer.redirect_chain == [(page_of(ticket), 302)]
    assert "Nessuna FAQ ha il codice" in told(answer)


def test_a_faq_is_written_from_several_requests_and_all_are_told(
    desk, bari, lecce, comune_di_bari, comune_di_lecce, redazione
):
    first = opened(bari, administration=comune_di_bari)
    second, third = opened(lecce, administration=comune_di_lecce), opened()
    third.state = "new"
    third.save()
    numbers = f"{second.number.lower()}, {third.pk} {first.number}"
    answer = desk.post(page_of(first), written(requests=numbers), follow=True)
    assert "aspetta l'approvazione" in told(answer)
    faq = Faq.objects.get(code="Q001")
    assert faq.born_at == comune_di_bari
    assert {origin.ticket for origin in faq.origins.all()} == {first, second, third}
    publication.approve(faq=faq, actor=redazione)
    told_to = OutboxMail.objects.filter(key__startswith="helpdesk:published:")
    assert told_to.count() == 3


def test_what_tells_who_asked_any_of_them_is_not_saved(desk, bari, lecce):
    first, second = opened(bari), opened(lecce)
    text = written(body=f"Lo ha chiesto anche {lecce.email}.", requests=second.number)
    answer = desk.post(page_of(first), text)
    assert answer.status_code == 422
    assert f'value="{second.number}"' in answer.text
    assert not Faq.objects.filter(code="Q001").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("R999999999", "Richieste che non ci sono: R999999999."),
        ("dodici", "Non sono numeri di richieste: dodici."),
        (" ".join(str(n) for n in range(1, 30)), "Al massimo 20 richieste."),
        ("1" * 400, "Al massimo 20 richieste."),
    ],
)
def test_numbers_of_no_request_are_refused_in_words(desk, bari, typed, said):
    answer = desk.post(page_of(opened(bari)), written(requests=typed))
    assert answer.status_code == 422
    assert said in told(answer)
    assert not Faq.objects.filter(code="Q001").exists()


def test_unwanted_requests_feed_no_answer(desk, bari):
    spam = TicketFactory(state="spam")
    answer = desk.post(page_of(opened(bari)), written(requests=spam.number))
    assert "Richieste che non ci sono" in told(answer)


def test_without_a_request_the_first_number_is_where_it_was_born(desk, lecce, comune_di_lecce):
    ticket = opened(lecce, administration=comune_di_lecce)
    page = desk.get("/aiuto/operatori/faq/nuova/", {"richieste": ticket.number})
    assert f'name="requests" value="{ticket.number}"' in page.text
    desk.post("/aiuto/operatori/faq/nuova/", written(requests=ticket.number))
    faq = Faq.objects.get(code="Q001")
    assert faq.born_at == comune_di_lecce
    faqs.refresh(faq)
    assert faq.origins.get().ticket == ticket
