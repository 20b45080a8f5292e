# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many votes in the same moment, of one person and of many."""

from functools import partial

import pytest

from helpdesk.actions import public_answers, questions
from helpdesk.models import PublicAnswer, PublicQuestion
from migliorapa.accounts.models import Administration, User
from tests.committed import at_once, outside
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.django_db
PEOPLE = 5


@pytest.fixture
def wanted(db):
    """A published answer and people who find it useful, committed; gone afterwards."""

    def prepare():
        members = [MembershipFactory(approved=True) for _ in range(PEOPLE)]
        question = PublicQuestion.objects.create(
            slug="insieme", title="Insieme?", body="Sì.", status="published"
        )
        answer = PublicAnswer.objects.create(question=question, body="Sì.", status="published")
        return answer, members

    def clear(answer, members):
        people = [member.user_id for member in members]
        PublicQuestion.objects.filter(pk=answer.question_id).delete()
        PublicQuestion.objects.filter(author__in=people).delete()
        User.objects.filter(pk__in=people).delete()
        bodies = [member.administration_id for member in members]
        Administration.objects.filter(pk__in=bodies).delete()

    made = outside(prepare)
    yield made
    outside(partial(clear, *made))


def test_votes_at_once_are_each_counted_and_a_double_click_counts_once(wanted):
    answer, members = wanted
    clicks = [member.user for member in (*members, members[0], members[0])]
    answers = at_once(*(partial(public_answers.vote, answer=answer, actor=user) for user in clicks))
    assert all(isinstance(votes, int) for votes in answers)
    now = outside(partial(PublicAnswer.objects.get, pk=answer.pk))
    assert now.votes == PEOPLE
    assert outside(now.given_votes.count) == PEOPLE


def test_votes_given_and_taken_back_at_once_leave_the_count_true(wanted):
    answer, members = wanted
    calls = [
        partial(public_answers.vote, answer=answer, actor=member.user, is_given=given)
        for member in members
        for given in (True, False)
    ]
    at_once(*calls)
    now = outside(partial(PublicAnswer.objects.get, pk=answer.pk))
    assert now.votes == outside(now.given_votes.count)


def test_a_double_click_asks_and_answers_once_and_equal_words_of_many_stay_many(wanted):
    answer, members = wanted
    first, others = members[0].user, [member.user for member in members[1:]]
    ask = partial(questions.ask, title="Insieme ancora?", body="Con 300 utenti.")
    asked = at_once(*(partial(ask, actor=user) for user in (first, first, *others)))
    assert len({question.pk for question in asked}) == PEOPLE
    assert len({question.slug for question in asked}) == PEOPLE
    reply = partial(public_answers.answer, question=answer.question, body="Con la posta.")
    given = at_once(*(partial(reply, actor=first) for _ in range(3)))
    assert len({answer.pk for answer in given}) == 1
