# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public questions beside the pages of the catalogue that speak of the same topics."""

import pytest

from helpdesk.actions import moderation, questions
from helpdesk.models import PublicQuestion
from migliorapa.core import registry
from tests.factories.helpdesk import FaqFactory

from .conftest import BODY, TITLE

pytestmark = pytest.mark.django_db
STEP = "/passi/piano-di-campionamento/"


def offered(*topics):
    found = registry.related(topics, leaving_out="paths")
    return [item.title for item in found if item.kind == "domanda"]


def asked(actor, title, *topics):
    return questions.ask(title=title, body=BODY, actor=actor, topics=list(topics))


def test_a_question_is_offered_from_when_it_is_published_until_it_is_withdrawn(waiting, operatrice):
    assert offered("campione") == []
    published = moderation.approve_question(question=waiting, actor=operatrice)
    assert offered("campione") == [TITLE]
    assert offered("settori") == []
    questions.withdraw(question=published, actor=operatrice)
    assert offered("campione") == []


def test_shared_topics_come_first_then_a_chosen_answer_and_two_are_enough(
    question, reply, operatrice
):
    asked(operatrice, "Senza risposta?", "campione")
    asked(operatrice, "Di tutte e due?", "privacy", "campione")
    questions.accept(question=question, answer=reply, actor=operatrice)
    assert offered("campione", "privacy") == ["Di tutte e due?", TITLE]


def test_the_page_of_a_step_has_them_beside_after_the_faq(client, operatrice):
    FaqFactory(question="Quanti invitarne?", topics=["campione"])
    asked(operatrice, "Chi ha già provato a campionare?", "campione")
    page = client.get(STEP).text
    assert page.index("Domande frequenti") < page.index("Domande di altri enti")
    question = PublicQuestion.objects.get()
    link = f'<a href="{question.get_absolute_url()}">Chi ha già provato a campionare?</a>'
    assert link in page[page.index("Domande di altri enti") :]


@pytest.mark.parametrize("n", [1, 3])
def test_faq_and_questions_cost_one_statement(operatrice, n, django_assert_num_queries):
    for number in range(n):
        FaqFactory(topics=["campione"])
        asked(operatrice, f"Domanda {number}?", "campione")
    with django_assert_num_queries(1):
        found = registry._related["helpdesk"](frozenset({"campione"}))
        assert {item.kind for item in found} == {"FAQ", "domanda"}
