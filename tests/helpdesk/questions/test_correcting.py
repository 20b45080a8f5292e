# SPDX-License-Identifier: AGPL-3.0-or-later
"""An operator corrects a word: what was written is kept, who wrote it is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from helpdesk.actions import correcting, public_answers, questions, retention
from helpdesk.models import PublicCorrection
from migliorapa.accounts import personal_data
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import opened

from .conftest import ANSWER, BODY, TITLE

pytestmark = pytest.mark.django_db
MODERATION = "/aiuto/operatori/moderazione/"


def mails():
    return OutboxMail.objects.filter(key__startswith="helpdesk:public-corrected:")


def test_from_the_page_of_what_waits_an_operator_corrects_and_the_author_reads_it(
    client, waiting, operatrice, bari
):
    client.force_login(operatrice)
    address = f"{MODERATION}domanda/{waiting.pk}/"
    assert f'href="{address}"' in client.get(MODERATION).text
    right = BODY.replace("sportello", "sportello unico")
    response = client.post(address, {"title": TITLE, "body": right})
    assert response["Location"] == MODERATION
    waiting.refresh_from_db()
    assert (waiting.body, waiting.status) == (right, "waiting")
    assert "sportello unico" in waiting.body_html
    kept = PublicCorrection.objects.get()
    assert (kept.actor, kept.before["body"], kept.after["body"]) == (operatrice, BODY, right)
    mail = mails().get()
    assert (mail.to, right in mail.text) == (bari.email, True)
    page = client.get(address).text
    assert "<ins>unico </ins>" in page or "<ins> unico</ins>" in page
    assert "Marta Leone" in page


def test_an_answer_is_corrected_also_when_it_is_public(client, question, reply, operatrice, lecce):
    client.force_login(operatrice)
    address = f"{MODERATION}risposta/{reply.pk}/"
    assert f'href="{address}"' in client.get(question.get_absolute_url()).text
    right = ANSWER.replace("numeratore", "distributore di numeri")
    assert client.post(address, {"body": right})["Location"] == question.get_absolute_url()
    client.logout()
    page = client.get(question.get_absolute_url()).text
    assert right in page
    assert ANSWER not in page
    assert mails().get().to == lecce.email


def test_the_same_words_are_no_correction_and_one_s_own_is_not_told(question, operatrice):
    correcting.correct(entry=question, actor=operatrice, title=TITLE, body=BODY)
    assert not PublicCorrection.objects.exists()
    own = public_answers.answer(question=question, body="Vedete la FAQ.", actor=operatrice)
    correcting.correct(entry=own, actor=operatrice, body="Vedete la FAQ 14.")
    assert PublicCorrection.objects.count() == 1
    assert not mails().exists()


def test_a_correction_does_not_tell_who_wrote(client, question, operatrice):
    client.force_login(operatrice)
    response = client.post(
        f"{MODERATION}domanda/{question.pk}/", {"title": TITLE, "body": "Scrive Anna Esposito."}
    )
    assert response.status_code == 422
    question.refresh_from_db()
    assert question.body == BODY


def test_what_an_operator_took_out_is_told_to_who_wrote_it_and_goes_with_them(
    reply, operatrice, lecce
):
    correcting.correct(entry=reply, actor=operatrice, body="Un cartello.")
    answers = personal_data.collect(lecce)["domande_pubbliche"]["risposte"]
    assert answers[0]["prima_delle_correzioni"] == [{"body": ANSWER}]
    retention.forget_person(lecce)
    assert not PublicCorrection.objects.exists()


def test_it_goes_also_with_the_request_that_the_question_comes_from(bari, operatrice):
    ticket = opened(bari)
    texts = {"title": "Quante risposte?", "body": "Abbiamo 2.600 utenti."}
    made = questions.publish_ticket(ticket=ticket, actor=operatrice, **texts)
    correcting.correct(entry=made, actor=operatrice, **texts | {"body": "Con 2.600 utenti."})
    assert PublicCorrection.objects.exists()
    retention.anonymise(ticket.pk)
    assert not PublicCorrection.objects.exists()


def test_what_was_corrected_long_ago_is_forgotten(reply, operatrice, settings):
    correcting.correct(entry=reply, actor=operatrice, body="Un cartello.")
    retention.anonymise_old()
    assert PublicCorrection.objects.exists()
    long_ago = timezone.now() - timedelta(days=settings.TICKET_RETENTION_DAYS + 1)
    PublicCorrection.objects.update(created=long_ago)
    retention.anonymise_old()
    assert not PublicCorrection.objects.exists()


def test_others_do_not_correct_nor_is_what_was_taken_off(client, question, reply, operatrice, bari):
    client.force_login(bari)
    for address in (f"domanda/{question.pk}/", f"risposta/{reply.pk}/"):
        assert client.get(MODERATION + address).status_code == 404
    with pytest.raises(PermissionDenied):
        correcting.correct(entry=reply, actor=bari, body="Altro.")
    questions.withdraw(question=question, actor=bari)
    with pytest.raises(ValidationError, match="non si corregge"):
        correcting.correct(entry=question, actor=operatrice, title=TITLE, body="Altro.")
    client.force_login(operatrice)
    for address in (f"domanda/{question.pk}/", "domanda/999999999999/", "altro/1/"):
        assert client.get(MODERATION + address).status_code == 404
