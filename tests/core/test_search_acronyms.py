# SPDX-License-Identifier: AGPL-3.0-or-later
"""Acronyms that no group of synonyms explains."""

import pytest

from migliorapa.core import search
from migliorapa.core.search import acronyms

RAFT = "Zattera quadrata del Kenya"


def meant(title="", text=""):
    return {mark for mark in acronyms.of_page(title, [text]) if mark.startswith("~")}


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Che cos'è il Net Promoter Score?", "~nps"),
        ("Scrivete all'Ufficio relazioni con il pubblico.", "~urp"),
        ("Il Piano integrato di attività e organizzazione è unico.", "~piao"),
        ("Net Promoter Score, in inglese.", "~nps"),
    ],
)
def test_words_with_a_capital_have_initials(text, mark):
    assert mark in meant(text=text)


def test_in_a_title_the_first_capital_counts_and_in_a_sentence_it_does_not():
    assert "~urp" in meant(title="Ufficio relazioni con il pubblico")
    assert meant(text="Ufficio relazioni con il pubblico.") == set()


def test_initials_do_not_go_over_a_comma_or_a_stop():
    assert meant(text="Al Comune, ufficio anagrafe. Qui") == set()


def test_an_acronym_is_marked_when_it_is_in_capitals():
    assert "=urp" in acronyms.of_page("", ["Chiedete all'U.R.P. o all'URP"])
    assert "=urp" not in acronyms.of_page("", ["Chiedete all'urp"])


@pytest.fixture
def raft(db):
    search.publish(
        [
            search.Document("prova:1", "prova", "/estesa/", "Barche", body=f"Salite su: {RAFT}"),
            search.Document("prova:2", "prova", "/sigla/", "Remi", body="Si rema sulla ZQK."),
        ]
    )


def test_the_acronym_finds_the_words_after_itself(raft):
    assert [hit.url for hit in search.find("zqk")] == ["/sigla/", "/estesa/"]


def test_the_words_find_the_acronym_after_themselves(raft):
    assert [hit.url for hit in search.find(RAFT, kinds=["prova"])] == ["/estesa/", "/sigla/"]


def test_a_slip_among_words_with_the_initials_of_an_acronym_is_corrected(raft):
    found = search.look_up("zattera quadrata kampoine")
    assert found.corrected == ""
    search.publish([search.Document("prova:3", "prova", "/k/", "Kampione")])
    assert search.look_up("zattera quadrata kampoine").corrected == "zattera quadrata kampione"


def test_marks_are_no_words_while_somebody_types(raft):
    assert [hit.url for hit in search.suggest("zq", typing=True)] == ["/sigla/"]
