# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers that should be read again come to their owner, with the reason in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from helpdesk import gaps
from helpdesk.actions import faqs, publication
from helpdesk.models import Faq
from migliorapa.core import search
from migliorapa.core.outbox.models import OutboxMail
from paths.models import Tool
from tests.factories.helpdesk import FaqFactory, TicketFactory, opened

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def reasons(faq):
    faqs.find_stale()
    faq.refresh_from_db()
    assert faq.needs_review == bool(faq.review_reasons)
    return faq.review_reasons


def test_a_good_answer_is_left_alone():
    assert reasons(FaqFactory(reviewed=TODAY, useful=9, not_useful=1)) == []


def test_an_answer_whose_date_has_come():
    faq = FaqFactory(reviewed=TODAY - timedelta(days=400), review_due=TODAY)
    assert "la revisione era prevista" in reasons(faq)[0]


def test_an_answer_whose_tool_was_rewritten():
    faq = FaqFactory(reviewed=TODAY, tools=["T20"])
    Tool.objects.filter(code="T20").update(reviewed=TODAY + timedelta(days=1))
    assert "è cambiato ciò a cui rimanda: strumento" in reasons(faq)[0]


@pytest.mark.parametrize(
    ("useful", "not_useful", "stale"), [(2, 2, False), (2, 3, True), (3, 2, False), (59, 41, True)]
)
def test_an_answer_that_few_find_useful(useful, not_useful, stale):
    faq = FaqFactory(reviewed=TODAY, useful=useful, not_useful=not_useful)
    assert bool(reasons(faq)) is stale


@pytest.mark.parametrize(("asked", "stale"), [(2, False), (3, True)])
def test_an_answer_after_which_people_ask_all_the_same(asked, stale):
    faq = FaqFactory(reviewed=TODAY)
    TicketFactory.create_batch(asked, read_faqs=[faq.pk])
    assert bool(reasons(faq)) is stale
    assert bool(gaps.read_in_vain()) is True


def test_the_owner_is_told_once_and_reading_it_again_settles_it(operatrice):
    faq = FaqFactory(reviewed=TODAY - timedelta(days=9), review_due=TODAY, owner=operatrice)
    for _ in range(2):
        faqs.find_stale()
    assert OutboxMail.objects.filter(key__startswith=f"helpdesk:review:{faq.pk}").count() == 1
    faq = publication.verified(faq=Faq.objects.get(pk=faq.pk), actor=operatrice)
    assert (faq.needs_review, faq.reviewed) == (False, TODAY)
    assert faq.review_due > TODAY + timedelta(days=360)


def test_what_is_missing_comes_from_searches_and_from_requests(client, bari, operatrice):
    search.note("rimborso dei buoni pasto", 0)
    search.note("rimborso dei buoni pasto", 0)
    for _ in range(2):
        opened(bari, topics=["raccolta"])
    client.force_login(operatrice)
    page = client.get("/aiuto/operatori/lacune/").text
    assert "rimborso dei buoni pasto" in page
    assert "domanda=rimborso%20dei%20buoni%20pasto" in page
    assert "Raccolta dei dati: 2 richieste" in page
