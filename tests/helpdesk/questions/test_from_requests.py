# SPDX-License-Identifier: AGPL-3.0-or-later
"""A request published as a question: redacted, told to who asked, taken off with one click."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from helpdesk import proposal
from helpdesk.actions import moderation, public_answers, questions, retention, tickets
from helpdesk.models import PublicQuestion, Ticket
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import opened

pytestmark = pytest.mark.django_db
SAFE = {"title": "Quante risposte?", "body": "Abbiamo 2.600 utenti.", "topics": ["campione"]}


@pytest.fixture
def ticket(bari, comune_di_bari):
    text = "Siamo il Comune di Bari, 2.600 utenti. Chiamate Anna Esposito al 080 5771111."
    return opened(
        bari,
        subject="Campione del Comune di Bari",
        text=text,
        topics=["campione"],
        administration=comune_di_bari,
    )


def published(ticket, operatrice, **texts):
    return questions.publish_ticket(ticket=ticket, actor=operatrice, **SAFE | texts)


def told(ticket):
    return OutboxMail.objects.get(key__startswith="helpdesk:question-public:")


def test_the_operator_starts_from_a_redacted_text_and_sees_what_was_taken_away(
    client, ticket, operatrice
):
    made = proposal.question_from_ticket(Ticket.objects.get(pk=ticket.pk))
    for secret in ("Bari", "Anna", "Esposito", "5771111"):
        assert secret not in f"{made.question} {made.body}"
    assert "2.600 utenti" in made.body
    client.force_login(operatrice)
    page = client.get(f"/aiuto/operatori/{ticket.public_id}/domanda/").text
    assert "<td>Anna Esposito</td>" in page
    assert (
        f"/aiuto/operatori/{ticket.public_id}/domanda/"
        in client.get(f"/aiuto/operatori/{ticket.public_id}/").text
    )


@pytest.mark.parametrize(
    "leak", ["Siamo il Comune di Bari.", "Scrive Esposito.", "bari@esempio.invalid", "080 5771111"]
)
def test_nothing_of_the_record_is_published(client, ticket, operatrice, leak):
    client.force_login(operatrice)
    response = client.post(
        f"/aiuto/operatori/{ticket.public_id}/domanda/", SAFE | {"body": f"2.600 utenti. {leak}"}
    )
    assert response.status_code == 422
    assert leak in response.text
    assert not PublicQuestion.objects.exists()
    with pytest.raises(ValidationError):
        published(ticket, operatrice, title=leak)


def test_a_text_with_nothing_left_is_not_published(ticket, operatrice):
    with pytest.raises(ValidationError, match="non resta nulla"):
        published(ticket, operatrice, body="[nome], [telefono].")


def test_who_asked_is_told_and_takes_it_off_by_the_link_without_signing_in(
    client, ticket, operatrice, bari
):
    question = published(ticket, operatrice)
    assert (question.author, question.status) == (bari, "published")
    mail = told(ticket)
    assert mail.to == bari.email
    address = re.search(r"/aiuto/domanda/\S+", mail.text)[0]
    page = client.get(address)
    assert "Togliete la domanda" in page.text
    assert page["Referrer-Policy"] == "same-origin"
    assert PublicQuestion.objects.published().exists()
    assert "nessuno la legge più" in client.post(address, follow=True).text
    assert client.get(question.get_absolute_url()).status_code == 404


def test_only_the_link_of_that_question_opens_the_page(client, ticket, operatrice):
    published(ticket, operatrice)
    good = re.search(r"/aiuto/domanda/(\S+)/", told(ticket).text)[1]
    for broken in (good[:-3] + "x", "1", "a" * 400):
        assert client.post(f"/aiuto/domanda/{broken}/").status_code == 404
    assert PublicQuestion.objects.published().exists()


def test_a_visitor_is_told_of_the_question_and_of_the_answers(operatrice, lecce):
    ticket = tickets.confirm_ticket(ticket=opened())
    question = published(ticket, operatrice)
    assert told(ticket).to == "ada@esempio.invalid"
    given = public_answers.answer(question=question, body="Ne bastano 335.", actor=lecce)
    moderation.approve_answer(answer=given, actor=operatrice)
    mail = OutboxMail.objects.get(key=f"helpdesk:public-answered:{given.pk}")
    assert mail.to == "ada@esempio.invalid"


def test_an_answer_that_names_who_asked_is_stopped_at_moderation_not_before(
    ticket, operatrice, lecce
):
    """A refusal told to the one who answers would confirm a guess."""
    question = published(ticket, operatrice)
    given = public_answers.answer(question=question, body="Siete Bari, vero?", actor=lecce)
    with pytest.raises(ValidationError, match="«Bari»"):
        moderation.approve_answer(answer=given, actor=operatrice)
    with pytest.raises(ValidationError, match="«Bari»"):
        public_answers.answer(question=question, body="A Bari ne servono 335.", actor=operatrice)


def test_a_request_is_one_question_until_it_is_taken_away(ticket, operatrice):
    question = published(ticket, operatrice)
    with pytest.raises(ValidationError, match="già tra le domande"):
        published(ticket, operatrice)
    questions.withdraw(question=question, actor=operatrice)
    assert published(ticket, operatrice).slug != question.slug


def test_a_request_whose_requester_is_forgotten_is_published_and_tells_nobody(
    ticket, operatrice, lecce
):
    retention.anonymise(ticket.pk)
    question = published(ticket, operatrice)
    given = public_answers.answer(question=question, body="Ne bastano 335.", actor=lecce)
    moderation.approve_answer(answer=given, actor=operatrice)
    assert question.author is None
    assert not OutboxMail.objects.filter(key__regex="question-public|public-answered").exists()


def test_what_is_not_confirmed_is_not_published(operatrice):
    with pytest.raises(ValidationError, match="non è confermata"):
        published(opened(), operatrice)


def test_others_neither_publish_nor_see_which_request_it_comes_from(
    client, ticket, operatrice, bari, lecce
):
    with pytest.raises(PermissionDenied):
        published(ticket, bari)
    question = published(ticket, operatrice)
    for user in (bari, lecce):
        client.force_login(user)
        page = f"/aiuto/operatori/{ticket.public_id}/domanda/"
        assert (client.get(page).status_code, client.post(page, SAFE).status_code) == (404, 404)
        shown = client.get(question.get_absolute_url()).text
        assert ticket.public_id not in shown
        assert ticket.number not in shown
