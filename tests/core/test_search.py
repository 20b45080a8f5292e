# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from migliorapa.core import search
from migliorapa.core.models import SearchDocument

pytestmark = pytest.mark.usefixtures("catalogue")


def found(text):
    return [hit.code for hit in search.find(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("quante risposte servono", "A10"),
        ("come scelgo il servizio", "S02"),
        ("servizio online accessibile", "A17"),
        ("comunicare i risultati", "S20"),
        ("mappa priorità", "A09"),
        ("calcolatore numerosità campionaria", "T20"),
        ("limesurvey", "T26"),
        ("piano di miglioramento", "T39"),
        ("faccine", "A06"),
        ("privacy", "S11"),
        ("T35", "T35"),
    ],
)
def test_people_find_what_they_look_for_among_the_first_five(text, code):
    assert code in found(text)[:5]


@pytest.mark.parametrize(
    ("text", "title"), [("strato", "Strato"), ("cookie", "Informativa sulla privacy")]
)
def test_the_glossary_and_the_sites_own_pages_are_found_too(text, title):
    assert title in [hit.title for hit in search.find(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("questionario", "questionari"), ("qualità", "qualita"), ("INDAGINE", "indagini")],
)
def test_number_accents_and_case_do_not_matter(one, other):
    assert found(one)
    assert set(found(one)) == set(found(other))


def test_a_typing_error_still_finds_the_page():
    assert "T18" in found("questonario emoticn")[:5]


@pytest.mark.parametrize(
    "text", ["", "   ", "&|!():*'", "\\", "x" * 5000, "' OR 1=1 --", "\0", "𝕏"]
)
def test_strange_texts_are_answered_calmly(client, text):
    response = client.get("/cerca/", {"q": text})
    assert response.status_code == 200
    assert "Ricerca" in response.text


def test_a_search_is_one_statement(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/cerca/", {"q": "campione"})


def test_nothing_found_says_what_to_try(client):
    assert "Nessun risultato per «zxqwv»" in client.get("/cerca/", {"q": "zxqwv"}).text


def test_publishing_replaces_and_withdrawing_removes():
    document = search.Document("prova:1", "prova", "/x/", "Ornitorinco", "sintesi")
    search.publish([document])
    search.publish([document])
    assert [hit.title for hit in search.find("ornitorinco")] == ["Ornitorinco"]
    search.withdraw(["prova:1"])
    assert search.find("ornitorinco") == []


def test_rebuilding_drops_what_nobody_claims_any_longer():
    search.publish([search.Document("orfano:1", "prova", "/x/", "Ornitorinco")])
    search.rebuild([("prova", [search.Document("prova:2", "prova", "/y/", "Formichiere")])])
    assert list(SearchDocument.objects.values_list("key", flat=True)) == ["prova:2"]
