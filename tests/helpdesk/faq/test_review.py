# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers that should be read again come to their owner, with the reason in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from helpdesk.actions import faqs, publication
from helpdesk.models import Faq, FaqVote
from migliorapa.core import registry
from migliorapa.core.outbox.models import OutboxMail
from paths import entry_actions
from paths.models import Tool
from tests.factories.accounts import UserFactory
from tests.factories.helpdesk import FaqFactory, TicketFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def verified(**fields):
    """A published answer verified an hour ago."""
    now = timezone.now()
    return FaqFactory(reviewed=TODAY, reviewed_at=now - timedelta(hours=1), **fields)


def votes(faq, useful, not_useful, **fields):
    for number in range(useful + not_useful):
        taken = FaqVote.objects.filter(faq=faq).count()
        FaqVote.objects.create(
            faq=faq, is_useful=number < useful, voter=f"lettore {taken}", **fields
        )


def reasons(faq):
    faqs.find_stale()
    faq.refresh_from_db()
    assert faq.needs_review == bool(faq.review_reasons)
    return faq.review_reasons


def mails(faq):
    return OutboxMail.objects.filter(key__startswith=f"helpdesk:review:{faq.pk}:").order_by("pk")


def rewrite(code, **texts):
    tool = Tool.objects.get(code=code)
    for name, text in texts.items():
        setattr(tool, name, text)
    entry_actions.save_entry(tool)


def test_a_good_answer_is_left_alone():
    faq = verified(tools=["T20"])
    votes(faq, 9, 1)
    assert reasons(faq) == []


def test_answers_as_first_loaded_are_left_alone():
    faqs.find_stale()
    assert not Faq.objects.to_review().exists()


def test_an_answer_whose_date_has_come():
    faq = FaqFactory(reviewed=TODAY - timedelta(days=400), review_due=TODAY)
    assert "la revisione era prevista" in reasons(faq)[0]


@pytest.mark.parametrize("field", ["title", "purpose", "body", "document"])
def test_an_answer_whose_tool_was_rewritten(field):
    faq = verified(tools=["T20"])
    rewrite("T20", **{field: "Altre parole."})
    assert "è cambiato ciò a cui rimanda: strumento" in reasons(faq)[0]


def test_a_tool_named_in_the_text_counts_too():
    faq = verified(body="Si veda il [conto](tool:T20).")
    rewrite("T20", body="Altre parole.")
    assert "è cambiato" in reasons(faq)[0]


def test_a_tool_that_was_only_read_again_or_moved_changes_nothing():
    faq = verified(tools=["T20"])
    rewrite("T20", reviewed=TODAY + timedelta(days=1), position=77)
    assert reasons(faq) == []


def test_a_change_before_the_last_verification_is_settled(operatrice):
    faq = verified(tools=["T20"])
    rewrite("T20", body="Altre parole.")
    assert reasons(faq)
    publication.verified(faq=faq, actor=operatrice)
    assert reasons(faq) == []


@pytest.mark.parametrize("fields", [{"tools": ["T20"]}, {"body": "Il [conto](tool:T20)."}])
def test_an_answer_that_sends_to_what_is_no_longer_public(fields):
    faq = verified(**fields)
    entry_actions.set_published(entries=[Tool.objects.get(code="T20")], published=False)
    assert reasons(faq) == ["rimanda a T20, che non è più pubblico"]


def test_the_catalogue_tells_when_words_changed_and_nothing_of_the_rest(catalogue):
    before = timezone.now()
    rewrite("T20", purpose="Altre parole.")
    rewrite("T21", position=78)
    told = registry.last_changes(["T20", "T21", "S10", "X99"])
    assert list(told) == ["T20"]
    assert before < told["T20"] < timezone.now()


@pytest.mark.parametrize(
    ("useful", "not_useful", "stale"), [(2, 2, False), (2, 3, True), (3, 2, False), (59, 41, True)]
)
def test_an_answer_that_few_find_useful(useful, not_useful, stale):
    faq = verified()
    votes(faq, useful, not_useful)
    assert bool(reasons(faq)) is stale


@pytest.mark.parametrize(("asked", "stale"), [(2, False), (3, True)])
def test_an_answer_after_which_people_ask_all_the_same(asked, stale):
    faq = verified()
    TicketFactory.create_batch(asked, read_faqs=[faq.pk])
    assert bool(reasons(faq)) is stale


def test_the_owner_is_told_once_and_reading_it_again_settles_it(operatrice):
    faq = FaqFactory(reviewed=TODAY - timedelta(days=9), review_due=TODAY, owner=operatrice)
    for _ in range(2):
        faqs.find_stale()
    assert mails(faq).count() == 1
    faq = publication.verified(faq=Faq.objects.get(pk=faq.pk), actor=operatrice)
    assert (faq.needs_review, faq.reviewed) == (False, TODAY)
    assert faq.review_due > TODAY + timedelta(days=360)


def test_votes_and_requests_already_settled_do_not_come_back(operatrice):
    faq = verified(owner=operatrice)
    votes(faq, 1, 5)
    TicketFactory.create_batch(3, read_faqs=[faq.pk])
    assert len(reasons(faq)) == 2
    publication.verified(faq=faq, actor=operatrice)
    assert reasons(faq) == []
    votes(faq, 0, 4)
    assert reasons(faq) == []
    votes(faq, 0, 1)
    assert reasons(faq) == ["è utile per 0 lettori su 5 dall'ultima verifica"]
    assert mails(faq).count() == 2


def test_the_same_reason_with_other_figures_is_not_told_again_and_a_new_one_is(operatrice):
    faq = verified(owner=operatrice)
    votes(faq, 0, 5)
    reasons(faq)
    votes(faq, 0, 1)
    assert "su 6" in reasons(faq)[0]
    assert mails(faq).count() == 1
    TicketFactory.create_batch(3, read_faqs=[faq.pk])
    reasons(faq)
    assert mails(faq).count() == 2


def test_the_mail_tells_what_readers_say(operatrice):
    faq = verified(owner=operatrice)
    old = {"reason": "wrong", "comment": "Detto prima"}
    votes(faq, 0, 1, **old)
    FaqVote.objects.update(created=timezone.now() - timedelta(hours=2))
    votes(faq, 0, 5, reason="incomplete", comment="Manca l'esempio di una scuola")
    faqs.find_stale()
    text = mails(faq).get().text
    assert "non è stata utile per 5 lettori" in text
    assert "- Manca qualcosa: 5" in text
    assert "«Manca l'esempio di una scuola»" in text
    assert "Detto prima" not in text


def test_who_no_longer_answers_is_not_written_to(operatrice):
    faq = FaqFactory(reviewed=TODAY - timedelta(days=9), review_due=TODAY, owner=UserFactory())
    faqs.find_stale()
    assert [mail.to for mail in mails(faq)] == [operatrice.email]


@pytest.mark.parametrize("n", [1, 8])
def test_looking_for_stale_answers_costs_the_same_however_many(n, django_assert_max_num_queries):
    for code in ("T20", "S10", "A10"):
        FaqFactory.create_batch(n, reviewed=TODAY, reviewed_at=timezone.now(), tools=[code])
    with django_assert_max_num_queries(16):
        faqs.find_stale()
