# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers of colleagues and of the help desk, votes, and the one that settles the question."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from helpdesk.actions import moderation, public_answers, questions
from helpdesk.models import Faq, PublicAnswer, PublicVote
from helpdesk.questions import page as question_page
from migliorapa.core import search
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.accounts import MembershipFactory, UserFactory

from .conftest import ANSWER, BODY

pytestmark = pytest.mark.django_db
MODERATION = "/aiuto/operatori/moderazione/"


def mail(key):
    return OutboxMail.objects.get(key=f"helpdesk:{key}")


def act(client, question, do, answer=None):
    return client.post(
        question.get_absolute_url(), {"do": do, "answer": answer.pk if answer else ""}
    )


def test_another_administration_answers_and_it_is_read_after_moderation(
    client, question, lecce, bari, operatrice
):
    address = question.get_absolute_url()
    client.force_login(lecce)
    page = client.post(address, {"body": ANSWER}, follow=True).text
    assert ANSWER in page
    assert "Aspetta un operatore" in page
    given = PublicAnswer.objects.get()
    client.force_login(bari)
    assert ANSWER not in client.get(address).text
    client.force_login(operatrice)
    client.post("/aiuto/operatori/moderazione/", {"entry": f"risposta-{given.pk}", "do": "approve"})
    client.logout()
    assert ANSWER in client.get(address).text
    assert mail(f"answer-approved:{given.pk}").to == lecce.email
    assert ANSWER in mail(f"public-answered:{given.pk}").text
    assert mail(f"public-answered:{given.pk}").to == bari.email
    assert address in [hit.url for hit in search.find("cartello QR", kinds=["domanda"])]


def test_an_answer_changed_after_the_operator_read_it_is_not_published_unread(
    client, question, lecce, operatrice
):
    given = public_answers.answer(question=question, body=ANSWER, actor=lecce)
    client.force_login(operatrice)
    entry = f"risposta-{given.pk}"
    page = client.get(MODERATION).text
    public_answers.rewrite(answer=given, body="Comprate da noi.", actor=lecce)
    decision = {"entry": entry, "do": "approve", "read": _mark(page)}
    page = client.post(MODERATION, decision)
    assert (page.status_code, PublicAnswer.objects.get().status) == (422, "waiting")
    assert "è cambiato mentre lo leggevate" in page.text
    assert "Comprate da noi." in page.text
    client.post(MODERATION, decision | {"read": _mark(page.text)})
    assert PublicAnswer.objects.get().status == "published"


def _mark(page: str) -> str:
    return re.search(r'name="read" value="([0-9a-f]{16})"', page)[1]


def test_a_refused_answer_goes_back_with_the_reason(question, lecce, operatrice):
    given = public_answers.answer(question=question, body=ANSWER, actor=lecce)
    with pytest.raises(ValidationError, match="motivo"):
        moderation.refuse_answer(answer=given, actor=operatrice, reason=" ")
    moderation.refuse_answer(answer=given, actor=operatrice, reason="È pubblicità.")
    told = mail(f"answer-refused:{given.pk}")
    assert (told.to, "È pubblicità." in told.text) == (lecce.email, True)


def test_the_answer_of_an_operator_is_official_and_read_at_once(client, question, operatrice):
    client.force_login(operatrice)
    client.post(question.get_absolute_url(), {"body": "Vedete la FAQ."})
    client.logout()
    page = client.get(question.get_absolute_url()).text
    assert "Risposta ufficiale" in page
    assert "Marta" not in page
    assert mail(f"public-answered:{PublicAnswer.objects.get().pk}")


def test_who_answers_changes_it_only_before_moderation(client, question, lecce, bari, operatrice):
    given = public_answers.answer(question=question, body=ANSWER, actor=lecce)
    address = f"{question.get_absolute_url()}risposte/{given.pk}/"
    client.force_login(bari)
    assert client.post(address, {"body": "Altro."}).status_code == 404
    client.force_login(lecce)
    client.post(address, {"body": "Abbiamo usato la posta."})
    given.refresh_from_db()
    assert given.body_html == "<p>Abbiamo usato la posta.</p>\n"
    moderation.approve_answer(answer=given, actor=operatrice)
    assert client.post(address, {"body": "Altro."}).status_code == 404
    with pytest.raises(ValidationError, match="non si cambia"):
        public_answers.rewrite(answer=given, body="Altro.", actor=lecce)


def test_an_answer_does_not_tell_who_writes_it(client, question, lecce):
    client.force_login(lecce)
    told = f"{ANSWER} Luca Greco, Comune di Lecce"
    response = client.post(question.get_absolute_url(), {"body": told})
    assert response.status_code == 422
    assert told in response.text
    assert not PublicAnswer.objects.exists()


def test_without_an_administration_nobody_answers_or_votes(client, question, reply):
    alone = UserFactory()
    client.force_login(alone)
    assert client.post(question.get_absolute_url(), {"body": ANSWER}).status_code == 403
    assert act(client, question, "vote", reply).status_code == 403
    client.logout()
    given_back = client.post(question.get_absolute_url(), {"body": ANSWER})
    assert given_back.status_code == 403
    assert "Intanto siete usciti" in given_back.text
    assert question.answers.count() == 1
    assert "Accedete per rispondere" in client.get(question.get_absolute_url()).text


def test_bodies_that_read_alike_have_numbers_and_who_asked_is_named(
    client, question, reply, bari, operatrice
):
    """Three bodies of the same kind and region: the asker, Lecce and a third."""
    third = MembershipFactory(approved=True).user
    for actor, body in ((third, "Noi per posta."), (bari, "Grazie."), (third, "E un volantino.")):
        given = public_answers.answer(question=question, body=body, actor=actor)
        moderation.approve_answer(answer=given, actor=operatrice)
    replies = question_page.replies(question, operatrice)
    authors = {shown.answer.body: shown.author for shown in replies}
    words = "Un comune o un'unione di comuni della Puglia"
    assert authors == {
        ANSWER: f"{words} (1)",
        "Noi per posta.": f"{words} (2)",
        "E un volantino.": f"{words} (2)",
        "Grazie.": "Chi ha chiesto",
    }
    assert "<h3>Chi ha chiesto</h3>" in client.get(question.get_absolute_url()).text


def test_a_person_votes_once_and_takes_it_back(client, question, reply, bari):
    client.force_login(bari)
    for do, votes in (("vote", 1), ("vote", 1), ("unvote", 0), ("unvote", 0), ("vote", 1)):
        act(client, question, do, reply)
        reply.refresh_from_db()
        assert (reply.votes, PublicVote.objects.count()) == (votes, votes)
    assert "Togliete il voto" in client.get(question.get_absolute_url()).text


def test_nobody_votes_their_own_answer_or_one_that_waits(client, question, reply, lecce, bari):
    client.force_login(lecce)
    page = client.get(question.get_absolute_url()).text
    assert 'value="vote"' not in page
    act(client, question, "vote", reply)
    waiting = public_answers.answer(question=question, body="Un'altra via.", actor=lecce)
    with pytest.raises(ValidationError):
        public_answers.vote(answer=waiting, actor=bari)
    client.force_login(bari)
    assert act(client, question, "vote", waiting).status_code == 404
    assert not PublicVote.objects.exists()


def test_reading_never_votes(client, question, reply, bari):
    client.force_login(bari)
    client.get(question.get_absolute_url(), {"do": "vote", "answer": reply.pk})
    assert not PublicVote.objects.exists()


def test_the_author_chooses_an_answer_that_goes_first(client, question, reply, bari, operatrice):
    public_answers.answer(question=question, body="Quella ufficiale.", actor=operatrice)
    client.force_login(bari)
    texts = [f"<p>{ANSWER}</p>", "<p>Quella ufficiale.</p>"]
    page = client.get(question.get_absolute_url()).text
    assert page.index(texts[1]) < page.index(texts[0])
    act(client, question, "accept", reply)
    page = client.get(question.get_absolute_url()).text
    assert page.index("Risposta scelta") < page.index(texts[0]) < page.index(texts[1])
    assert mail(f"answer-accepted:{reply.pk}").to == "lecce@esempio.invalid"
    act(client, question, "unaccept")
    assert "Risposta scelta" not in client.get(question.get_absolute_url()).text


def test_nobody_else_chooses_nor_an_answer_of_another_question(
    client, question, reply, lecce, operatrice
):
    client.force_login(lecce)
    assert act(client, question, "accept", reply).status_code == 403
    other = questions.ask(title="E i minori?", body=BODY, actor=operatrice)
    client.force_login(operatrice)
    assert act(client, other, "accept", reply).status_code == 404
    with pytest.raises(ValidationError):
        questions.accept(question=other, answer=reply, actor=operatrice)


def test_an_answer_taken_away_is_no_longer_the_chosen_one(client, question, reply, bari, lecce):
    questions.accept(question=question, answer=reply, actor=bari)
    client.force_login(bari)
    assert act(client, question, "withdraw_answer", reply).status_code == 403
    client.force_login(lecce)
    act(client, question, "withdraw_answer", reply)
    question.refresh_from_db()
    assert question.accepted is None
    assert ANSWER not in client.get(question.get_absolute_url()).text


def test_on_a_question_taken_away_nobody_answers_or_votes(question, reply, bari, lecce):
    questions.withdraw(question=question, actor=bari)
    with pytest.raises(ValidationError, match="non è più pubblica"):
        public_answers.answer(question=question, body=ANSWER, actor=lecce)
    with pytest.raises(ValidationError):
        public_answers.vote(answer=reply, actor=bari)


def test_the_chosen_answer_becomes_a_faq_to_approve(client, question, reply, bari, operatrice):
    client.force_login(operatrice)
    refused = client.post(question.get_absolute_url(), {"do": "faq"}, follow=True)
    assert "Serve una domanda pubblica con una risposta scelta" in refused.text
    questions.accept(question=question, answer=reply, actor=operatrice)
    client.post(question.get_absolute_url(), {"do": "faq"})
    faq = Faq.objects.get(code="Q001")
    assert (faq.status, faq.question) == ("review", question.title)
    assert (faq.answer, faq.body) == (ANSWER, "")
    assert (faq.topics, faq.born_at) == (["campione"], question.administration)
    with pytest.raises(ValidationError, match="già una FAQ"):
        questions.to_faq(question=question, actor=operatrice)
    with pytest.raises(PermissionDenied):
        questions.to_faq(question=question, actor=bari)


@pytest.mark.parametrize("n", [1, 3])
def test_a_page_costs_the_same_however_many_answers(
    client, django_assert_num_queries, question, bari, operatrice, n
):
    for i in range(n):
        person = MembershipFactory(approved=True).user
        given = public_answers.answer(question=question, body=f"Così, caso {i}.", actor=person)
        moderation.approve_answer(answer=given, actor=operatrice)
    client.force_login(bari)
    client.get(question.get_absolute_url())
    with django_assert_num_queries(9):
        client.get(question.get_absolute_url())
    client.force_login(operatrice)
    client.get(question.get_absolute_url())
    with django_assert_num_queries(4):
        client.get("/aiuto/operatori/moderazione/")
