# SPDX-License-Identifier: AGPL-3.0-or-later
"""A public question leaves the site after a question, and may come back with its answers."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from helpdesk.actions import moderation, questions
from helpdesk.models import PublicQuestion
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import opened

from .conftest import ANSWER

pytestmark = pytest.mark.django_db


def there(question) -> bool:
    return PublicQuestion.objects.published().filter(pk=question.pk).exists()


def test_one_click_only_asks_and_says_how_many_answers_go_too(client, question, reply, operatrice):
    client.force_login(operatrice)
    address = question.get_absolute_url()
    page = client.get(address).text
    assert f'href="{address}togliete/"' in page
    assert 'value="withdraw"' not in page
    client.post(address, {"do": "withdraw"})
    asked = client.get(f"{address}togliete/").text
    assert "Con lei sparisce una risposta" in asked
    assert there(question)
    client.post(f"{address}togliete/")
    assert not there(question)


def test_operators_put_back_what_an_operator_took_off_with_its_answers(
    client, question, reply, operatrice, bari
):
    questions.withdraw(question=question, actor=operatrice)
    client.force_login(operatrice)
    address = question.get_absolute_url()
    assert "Ripubblicate la domanda" in client.get(address).text
    client.post(f"{address}ripubblicate/")
    client.logout()
    assert ANSWER in client.get(address).text
    mail = OutboxMail.objects.get(key__startswith="helpdesk:question-republished:")
    assert (mail.to, address in mail.text) == (bari.email, True)


def test_what_who_asked_took_off_stays_off(client, question, operatrice, bari):
    questions.withdraw(question=question, actor=operatrice)
    questions.withdraw(question=question, actor=bari)
    client.force_login(operatrice)
    page = client.get(question.get_absolute_url()).text
    assert "Ripubblicate la domanda" not in page
    assert "non si ripubblica" in page
    with pytest.raises(ValidationError, match="tolta chi l'ha chiesta"):
        questions.republish(question=question, actor=operatrice)


def test_what_was_refused_and_what_comes_from_a_link_is_not_put_back(waiting, operatrice, bari):
    moderation.refuse_question(question=waiting, actor=operatrice, reason="Non serve ad altri.")
    ticket = opened(bari)
    texts = {"title": "Quante risposte?", "body": "Abbiamo 2.600 utenti."}
    made = questions.publish_ticket(ticket=ticket, actor=operatrice, **texts)
    questions.withdraw(question=made)
    for question in (waiting, made):
        with pytest.raises(ValidationError):
            questions.republish(question=question, actor=operatrice)


def test_a_request_published_anew_is_not_published_twice(operatrice, bari):
    ticket = opened(bari)
    texts = {"title": "Quante risposte?", "body": "Abbiamo 2.600 utenti."}
    first = questions.publish_ticket(ticket=ticket, actor=operatrice, **texts)
    questions.withdraw(question=first, actor=operatrice)
    questions.publish_ticket(ticket=ticket, actor=operatrice, **texts)
    with pytest.raises(ValidationError, match="già tra le domande"):
        questions.republish(question=first, actor=operatrice)


def test_others_put_nothing_back(client, question, operatrice, bari):
    questions.withdraw(question=question, actor=operatrice)
    with pytest.raises(PermissionDenied):
        questions.republish(question=question, actor=bari)
    client.force_login(bari)
    assert client.post(f"{question.get_absolute_url()}ripubblicate/").status_code == 404
    assert not there(question)
