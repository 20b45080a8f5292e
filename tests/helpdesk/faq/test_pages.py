# SPDX-License-Identifier: AGPL-3.0-or-later
import json
import re

import pytest

from helpdesk.actions import faqs
from helpdesk.models import Faq, FaqReading, FaqVote
from tests.factories.helpdesk import FaqFactory

pytestmark = pytest.mark.django_db
PAGE = "/aiuto/faq/risposte-con-1000-utenti/"


def test_a_page_gives_the_answer_first_then_where_it_serves(client):
    page = client.get(PAGE).text
    assert page.index("278 risposte") < page.index("Dove serve") < page.index("Domande vicine")
    assert "Verificata il 22 novembre 2026" in page
    assert 'href="/strumenti/calcolo-campione/"' in page


def test_a_draft_is_for_operators_alone(client, bari, operatrice):
    faq = FaqFactory(status=Faq.Status.DRAFT)
    assert client.get(faq.get_absolute_url()).status_code == 404
    client.force_login(bari)
    assert client.get(faq.get_absolute_url()).status_code == 404
    client.force_login(operatrice)
    assert "la vedono solo gli operatori" in client.get(faq.get_absolute_url()).text


def test_the_data_for_search_engines_cannot_close_their_script(client):
    faq = FaqFactory(question="</script><script>alert(1)</script>")
    page = client.get(faq.get_absolute_url()).text
    assert "<script>alert" not in page
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert data["mainEntity"][0]["name"] == faq.question


def test_search_engines_get_the_whole_answer_in_plain_words(client):
    faq = FaqFactory(answer="Dipende.", body="Usate il [calcolatore](tool:T20).\n\n- **Poi** altro")
    faqs.refresh(faq)
    page = client.get(faq.get_absolute_url()).text
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    told = data["mainEntity"][0]["acceptedAnswer"]["text"]
    assert told == "Dipende.\nUsate il calcolatore.\n- Poi altro"


def test_a_reader_votes_without_signing_in_and_counts_once_a_day(client):
    for answer in ("si", "no", "no"):
        response = client.post(f"{PAGE}utile/", {"utile": answer, "motivo": "unclear"})
        assert response["Location"] == f"{PAGE}?grazie=1#utile"
    faq = Faq.objects.get(code="F14")
    assert (faq.useful, faq.not_useful) == (0, 1)
    assert FaqVote.objects.get().reason == "unclear"
    assert "Grazie" in client.get(f"{PAGE}?grazie=1").text


def test_a_vote_without_sense_is_refused_in_words_and_keeps_the_comment(client):
    response = client.post(f"{PAGE}utile/", {"utile": "forse", "commento": "Manca il mio caso"})
    assert response.status_code == 422
    assert "Scegliete «Sì» oppure «No»" in response.text
    assert "Manca il mio caso" in response.text
    assert not FaqVote.objects.exists()


def test_an_administration_that_finds_it_useful_is_counted_once(client, bari, lecce):
    for user in (bari, bari, lecce):
        client.force_login(user)
        client.post(f"{PAGE}utile/", {"utile": "si"})
    assert FaqReading.objects.count() == 2
    assert "Usata da 2 amministrazioni" in client.get(PAGE).text


@pytest.mark.parametrize("n", [1, 3])
def test_a_page_asks_the_database_three_times(client, django_assert_num_queries, n):
    faqs = FaqFactory.create_batch(n + 1, topics=["campione"], tools=["T20"])
    client.get(faqs[0].get_absolute_url())
    with django_assert_num_queries(3):
        client.get(faqs[0].get_absolute_url())


def test_the_list_shows_every_published_question_once_and_searches(client):
    page = client.get("/aiuto/faq/").text
    for faq in Faq.objects.published():
        assert page.count(f'href="{faq.get_absolute_url()}"') == 1
    found = client.get("/aiuto/faq/", {"q": "nps"}).text
    assert "Come si calcola l&#x27;NPS?" in found or "Come si calcola l'NPS?" in found
    assert "Nessuna risposta per" in client.get("/aiuto/faq/", {"q": "zzzqqq"}).text


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_asks_the_database_twice(client, django_assert_num_queries, n):
    FaqFactory.create_batch(n, topics=["campione"])
    with django_assert_num_queries(2):
        client.get("/aiuto/faq/")


def test_of_a_topic_with_many_questions_the_list_shows_a_few_and_the_way_to_all(client):
    many = FaqFactory.create_batch(45, topics=["settori", "campione"], position=500)
    page = client.get("/aiuto/faq/").text
    assert sum(faq.get_absolute_url() in page for faq in many) <= 8
    assert 'href="?argomento=settori"' in page
    first = client.get("/aiuto/faq/", {"argomento": "settori"}).text
    second = client.get("/aiuto/faq/", {"argomento": "settori", "pagina": "2"}).text
    assert "Pagina 1 di 2" in first
    assert "argomento=settori&amp;pagina=2" in first
    assert all(
        (faq.get_absolute_url() in first) != (faq.get_absolute_url() in second) for faq in many
    )


def test_questions_without_a_topic_are_listed_last_and_all_reachable(client):
    many = FaqFactory.create_batch(9, topics=[])
    page = client.get("/aiuto/faq/").text
    assert page.rindex("<h2 id=") < page.index("Altro</h2>")
    whole = client.get("/aiuto/faq/", {"argomento": "altro"}).text
    assert all(faq.get_absolute_url() in whole for faq in many)


@pytest.mark.parametrize(
    "query",
    [
        {"argomento": "ornitorinchi"},
        {"argomento": "campione", "pagina": "abc"},
        {"argomento": "campione", "pagina": "0"},
        {"argomento": "campione", "pagina": "9" * 40},
        {"argomento": "campione\0"},
    ],
)
def test_a_topic_or_a_page_that_is_not_there_is_not_found(client, query):
    answer = client.get("/aiuto/faq/", query)
    assert answer.status_code == 404
    assert "Pagina non trovata" in answer.text
