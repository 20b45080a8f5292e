# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts in the same moment each get a code of their own."""

from functools import partial

import pytest

from helpdesk.actions import publication
from helpdesk.models import Faq
from migliorapa.accounts.models import User
from migliorapa.core.search.models import SearchDocument
from tests.committed import at_once, outside
from tests.factories.accounts import UserFactory
from tests.helpdesk.faq.making import TEXTS

pytestmark = pytest.mark.django_db
TOGETHER = 6


@pytest.fixture
def operator(db):
    """Committed, and gone with the drafts afterwards."""
    made = outside(partial(UserFactory, operator=True))
    yield made

    def clear():
        Faq.objects.filter(author=made.pk).delete()
        Faq.history.filter(author=made.pk).delete()
        SearchDocument.objects.filter(key__startswith="faq:").exclude(
            key__in=[f"faq:{pk}" for pk in Faq.objects.values_list("pk", flat=True)]
        ).delete()
        User.objects.filter(pk=made.pk).delete()

    outside(clear)


def test_drafts_at_once_are_all_saved_with_codes_and_addresses_of_their_own(operator):
    answers = [TEXTS | {"answer": f"Servono {number} risposte."} for number in range(TOGETHER)]
    made = at_once(*(partial(publication.draft, actor=operator, **each) for each in answers))
    assert all(isinstance(faq, Faq) for faq in made), made
    assert len({faq.code for faq in made}) == len({faq.slug for faq in made}) == TOGETHER


def test_a_draft_sent_twice_is_one(operator):
    made = at_once(*[partial(publication.draft, actor=operator, **TEXTS)] * TOGETHER)
    assert all(isinstance(faq, Faq) for faq in made), made
    assert len({faq.pk for faq in made}) == 1
