# SPDX-License-Identifier: AGPL-3.0-or-later
"""Colleagues of one office say of an answer, in the same moment, that it helped."""

from functools import partial

import pytest

from helpdesk.actions import faqs, reuse
from helpdesk.models import Deflection, Faq
from migliorapa.accounts.models import Administration
from tests.committed import at_once, outside
from tests.factories.accounts import AdministrationFactory
from tests.factories.helpdesk import FaqFactory

pytestmark = pytest.mark.django_db
ROUNDS = 3


@pytest.fixture
def read(db):
    """An answer and an administration, committed; gone afterwards."""

    def prepare():
        return FaqFactory(slug="insieme"), AdministrationFactory(ipa_code="c_insieme")

    def clear(faq, body):
        Deflection.objects.filter(administration=body).delete()
        Faq.objects.filter(pk=faq.pk).delete()
        Administration.objects.filter(pk=body.pk).delete()

    made = outside(prepare)
    yield made
    outside(partial(clear, *made))


def test_who_solved_and_who_votes_at_once_do_not_stop_each_other(read):
    faq, body = read
    for number in range(ROUNDS):
        outside(faq.readings.all().delete)
        said = {"faq": faq, "administration": body}
        solved = partial(reuse.solved, text="Quante?", url=f"/{number}/", **said)
        voted = partial(faqs.vote, is_useful=True, voter=f"{number}", **said)
        answers = at_once(*[solved, voted] * 3)
        assert not [each for each in answers if isinstance(each, Exception)]
    assert outside(Faq.objects.filter(pk=faq.pk, reused_by=1).exists)
