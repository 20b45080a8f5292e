# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first 34 answers, as files and as rows."""

import pytest

from helpdesk import loading
from helpdesk.models import CannedAnswer, Faq, Queue
from migliorapa.core import registry, search

pytestmark = pytest.mark.django_db


def test_the_thirty_four_answers_are_there_with_their_sources():
    faqs = Faq.objects.published().filter(code__startswith="F")
    assert [faq.code for faq in faqs] == [f"F{n:02}" for n in range(1, 35)]
    assert all(faq.sources and faq.body_html and faq.review_due for faq in faqs)
    assert CannedAnswer.objects.count() >= 12
    assert Queue.objects.get(slug="dati-e-analisi").solution_minutes % 60 == 0


@pytest.mark.parametrize("code", ["F28", "F29", "F30", "F33", "F08"])
def test_each_claim_about_a_date_a_law_or_a_method_leads_to_its_source(code):
    for source in Faq.objects.get(code=code).sources:
        told = "l'indirizzo non è verificato" in source.get("note", "")
        assert source.get("url", "").startswith("http") or told, source["label"]
    assert any(source.get("url") for source in Faq.objects.get(code=code).sources)


def test_the_advice_on_thresholds_fits_the_means_that_its_own_example_uses():
    assert "Anche «le medie» è una regola" in Faq.objects.get(code="F29").body


def test_every_code_an_answer_names_exists():
    for faq in Faq.objects.all():
        codes = [*faq.steps, *faq.tools, *faq.deep_dives]
        assert list(registry.entries(codes)) == codes, faq.code
        assert 'href="#"' not in faq.body_html


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("quante risposte servono con 1000 utenti", "F14"),
        ("siamo obligati a fare customer satisfaction", "F02"),
        ("il csv dei partecipanti non si importa", "F21"),
        ("margine di errore con 200 risposte", "F16"),
    ],
)
def test_the_search_finds_the_answer_among_everything_else(asked, code):
    assert code in [hit.code for hit in search.find(asked, kinds=["FAQ"])[:3]]


def test_loading_again_changes_nothing_and_what_staff_edited_stays():
    assert not loading.load().changed
    Faq.objects.filter(code="F14").update(answer="Testo della redazione.")
    loading.load()
    assert Faq.objects.get(code="F14").answer == "Testo della redazione."
