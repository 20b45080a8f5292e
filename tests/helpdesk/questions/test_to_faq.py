# SPDX-License-Identifier: AGPL-3.0-or-later
"""A FAQ from a public question: who asked and who answered are protected, told, and may object."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from helpdesk import links
from helpdesk.actions import moderation, objections, public_answers, publication, questions
from helpdesk.models import Faq, FaqOrigin
from tests.factories.accounts import UserFactory
from tests.factories.helpdesk import opened
from tests.helpdesk.faq.making import mails, objection_address, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague():
    return UserFactory(operator=True, name="Sara Blu", email="sara@esempio.invalid")


@pytest.fixture
def faq(question, reply, operatrice):
    questions.accept(question=question, answer=reply, actor=operatrice)
    question.refresh_from_db()
    return questions.to_faq(question=question, actor=operatrice)


def test_it_knows_the_question_and_the_answer_it_comes_from(client, faq, question, reply, bari):
    asked, answered = faq.origins.order_by("pk")
    assert (asked.question, asked.answer, asked.person) == (question, None, bari)
    assert (answered.question, answered.answer, answered.person) == (question, reply, reply.author)
    client.force_login(faq.author)
    page = told(client.get(f"/aiuto/operatori/faq/{faq.code}/"))
    assert f"Domanda pubblica «{question.title}»" in page
    assert f"Risposta pubblica a «{question.title}»" in page


@pytest.mark.parametrize("who", ["bari", "lecce"])
def test_neither_who_asked_nor_who_answered_may_be_read_in_it(
    faq, operatrice, colleague, bari, lecce, who
):
    person = {"bari": bari, "lecce": lecce}[who]
    for text in (f"Lo chiede {person.name}.", f"Scrivete a {person.email}."):
        with pytest.raises(ValidationError) as refused:
            publication.rewrite(faq=faq, actor=operatrice, body=text)
        assert "della domanda pubblica" in " ".join(refused.value.messages)
        Faq.objects.filter(pk=faq.pk).update(body=text)
        with pytest.raises(ValidationError):
            publication.approve(faq=faq, actor=colleague)
        Faq.objects.filter(pk=faq.pk).update(body="Con un cartello.")


def test_both_are_told_and_each_may_object(client, faq, colleague, bari, lecce):
    publication.approve(faq=faq, actor=colleague)
    mail_of = {mail.to: mail for mail in mails("published")}
    assert set(mail_of) == {bari.email, lecce.email}
    assert "dalla vostra domanda pubblica" in mail_of[bari.email].text
    assert "la vostra risposta pubblica" in mail_of[lecce.email].text
    page = objection_address(mail_of[lecce.email])
    assert "Dalla vostra risposta a" in told(client.get(page))
    client.post(page, {"text": "Ci riconoscono."})
    assert client.get(faq.get_absolute_url()).status_code == 404
    assert "Chi ha dato la risposta" in mails("objected").first().text
    objection = faq.origins.get(answer__isnull=False).open_objection
    objections.decide(objection=objection, actor=colleague, decision="Ritocchiamo il testo.")
    decided = mails("objection-decided").get()
    assert decided.to == lecce.email
    assert faq.origins.first().question.get_absolute_url() in decided.text
    publication.approve(faq=faq, actor=colleague)
    assert [mail.to for mail in mails("published")] == [bari.email, lecce.email, lecce.email]


def test_of_a_request_made_public_the_requester_is_told_once(operatrice, colleague, bari, lecce):
    ticket = opened(bari)
    question = questions.publish_ticket(
        ticket=ticket, actor=operatrice, title="Quante risposte?", body="Abbiamo 2.600 utenti."
    )
    given = public_answers.answer(question=question, body="Ne bastano 335.", actor=lecce)
    given = moderation.approve_answer(answer=given, actor=operatrice)
    question = questions.accept(question=question, answer=given, actor=operatrice)
    faq = questions.to_faq(question=question, actor=operatrice)
    assert [origin.ticket for origin in faq.origins.order_by("pk")] == [ticket, None]
    publication.approve(faq=faq, actor=colleague)
    assert sorted(mail.to for mail in mails("published")) == sorted([bari.email, lecce.email])


def test_a_person_who_has_left_is_not_told_and_their_link_is_void(client, faq, colleague, lecce):
    page = objection_address_of(faq, lecce)
    assert client.get(page).status_code == 200
    lecce.delete()
    assert client.get(page).status_code == 404
    publication.approve(faq=faq, actor=colleague)
    assert mails("published").count() == 1


def objection_address_of(faq, person):
    origin = faq.origins.get(answer__author=person)
    return links.objection_path(origin.pk, origin.nonce)


def test_a_name_in_the_answer_is_taken_away_in_the_draft_and_shown(question, operatrice, colleague):
    given = public_answers.answer(
        question=question,
        body="Chiedete a Teresa Ferrante: manda lei la lettera.",
        actor=operatrice,
    )
    question = questions.accept(question=question, answer=given, actor=operatrice)
    faq = questions.to_faq(question=question, actor=operatrice)
    assert "Ferrante" not in f"{faq.answer} {faq.body}"
    assert {"original": "Teresa Ferrante", "replacement": "[nome]"} in faq.replacements
    with pytest.raises(ValidationError, match=r"è rimasto \[nome\]"):
        publication.approve(faq=faq, actor=colleague)


def test_an_origin_is_a_request_or_a_question(faq, question, reply, bari):
    for wrong in (
        {},
        {"ticket": opened(bari), "question": question},
        {"answer": reply},
        {"question": question},
        {"question": question, "answer": reply},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FaqOrigin.objects.create(faq=faq, **wrong)
