# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operators' tabs are on each of their pages, and say how much waits."""

import re

import pytest

from helpdesk.desk import waiting
from helpdesk.models import Faq, PublicQuestion
from tests.factories.accounts import UserFactory
from tests.factories.helpdesk import FaqFactory

from .pages import DESK, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(operatrice):
    """Two FAQ to approve or read again, one question to moderate."""
    FaqFactory(status=Faq.Status.DRAFT)
    FaqFactory(status=Faq.Status.IN_REVIEW)
    PublicQuestion.objects.create(slug="una", title="Una?", body="Una.")
    PublicQuestion.objects.create(slug="due", title="Due?", body="Due.", status="published")
    return FaqFactory(needs_review=True)


def current(response) -> str:
    nav = re.search(r'<nav class="desk-nav".*?</nav>', response.text, re.DOTALL)[0]
    return re.sub(r"<[^>]+>", "", re.search(r'aria-current="page">(.*?)</a>', nav)[1]).strip()


@pytest.mark.parametrize(
    ("page", "tab"),
    [
        ("", "Richieste"),
        ("chiamate/", "Chiamate"),
        ("posta/", "Posta"),
        ("faq/", "FAQ in lavorazione"),
        ("faq/nuova/", "FAQ in lavorazione"),
        ("faq/F14/", "FAQ in lavorazione"),
        ("moderazione/", "Domande pubbliche"),
        ("lacune/", "Che cosa manca"),
        ("rapporti/", "Rapporti"),
    ],
)
def test_each_page_of_the_operators_has_the_tabs_and_says_where_it_is(desk, page, tab):
    response = desk.get(f"{DESK}{page}")
    assert current(response) == tab
    assert "FAQ da scrivere" not in response.text
    if page in {"faq/", "lacune/", "rapporti/"}:
        assert re.search(r"<h1[^>]*>(.*?)</h1>", response.text)[1] == tab


@pytest.mark.parametrize("page", ["", "posta/", "faq/", "lacune/", "rapporti/", "tasti/"])
def test_tabs_say_how_many_faq_and_public_texts_wait(desk, waits, page):
    text = told(desk.get(f"{DESK}{page}"))
    assert "FAQ in lavorazione 2 da approvare o rivedere" in text
    assert "Domande pubbliche 1 da moderare" in text


def test_the_page_of_what_waits_counts_it_without_asking_again(desk, waits):
    assert "Domande pubbliche 1 da moderare" in told(desk.get(f"{DESK}moderazione/"))


def test_nothing_that_waits_is_no_number(desk):
    assert (
        "da moderare"
        not in re.search(r'<nav class="desk-nav".*?</nav>', desk.get(DESK).text, re.DOTALL)[0]
    )


def test_what_waits_is_counted_with_one_statement(waits, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert waiting.now() == {"faq": "2", "questions": "1"}
    changed = FaqFactory(pending={"answer": "Altra."})
    assert waiting.now()["faq"] == "3"
    Faq.objects.filter(pk=changed.pk).update(pending={"sent_back": "Manca un esempio."})
    assert waiting.now()["faq"] == "2"


def test_who_runs_the_project_finds_the_desk_whatever_their_role(client):
    client.force_login(UserFactory(superuser=True, second_factor=True))
    assert f'href="{DESK}">Operatori</a>' in client.get("/").text
    assert current(client.get(DESK)) == "Richieste"
