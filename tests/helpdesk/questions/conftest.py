# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from helpdesk.actions import moderation, public_answers, questions

TITLE = "Come invitare chi non ha lasciato l'e-mail?"
BODY = "Abbiamo 2.600 utenti allo sportello e 300 indirizzi."
ANSWER = "Abbiamo messo un cartello con il codice QR accanto al numeratore."


@pytest.fixture
def waiting(bari):
    """Asked by Bari, still to moderate."""
    return questions.ask(title=TITLE, body=BODY, actor=bari, topics=["campione"])


@pytest.fixture
def question(waiting, operatrice):
    return moderation.approve_question(question=waiting, actor=operatrice)


@pytest.fixture
def reply(question, lecce, operatrice):
    """Lecce's, published."""
    given = public_answers.answer(question=question, body=ANSWER, actor=lecce)
    return moderation.approve_answer(answer=given, actor=operatrice)
