# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of the search that know no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migliorapa.core.search import finder, groups, scoring, spelling, tokens, wording
from migliorapa.core.search.documents import Answer, Hit
from migliorapa.core.search.stems import root, stem


def test_words_lose_accents_elisions_and_stop_words():
    assert tokens.words("Perché l’indagine dell'U.R.P. è più utile?") == [
        "indagine",
        "urp",
        "utile",
    ]


@given(st.text(max_size=200))
def test_any_text_becomes_words_that_can_be_kept(text):
    for word in tokens.words(text):
        assert 0 < len(word) <= tokens.LONGEST
        word.encode()
        root(stem(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("esportare", "esportazione"),
        ("anonimo", "anonimato"),
        ("rispondente", "risposta"),
        ("obbligo", "obbligatorietà"),
        ("accessibile", "accessibilità"),
        ("campione", "campionaria"),
        ("soddisfatti", "soddisfazione"),
        ("iscritti", "iscrizione"),
        ("numeroso", "numerosità"),
        ("aprire", "apertura"),
        ("usare", "uso"),
        ("entrata", "entrare"),
        ("estrarre", "estrazione"),
        ("ridurre", "riduzione"),
        ("proporre", "proposta"),
        ("votare", "votazione"),
        ("ammettere", "ammissione"),
        ("distruggere", "distruzione"),
        ("concludere", "conclusione"),
        ("ricorrere", "ricorso"),
        ("nascere", "nato"),
        ("matrimonio", "matrimoniale"),
        ("tinteggiare", "tinteggiatura"),
        ("analisi", "analizzare"),
        ("sintesi", "sintetico"),
        ("metodo", "metodologia"),
        ("povero", "povertà"),
        ("anziano", "anzianità"),
        ("giovane", "giovanile"),
        ("scuola", "scolastico"),
        ("semplice", "semplificare"),
        ("monitorare", "monitoraggio"),
        ("rata", "rateizzazione"),
        ("azienda", "aziendale"),
        ("incarico", "incaricare"),
    ],
)
def test_words_of_one_family_have_one_root(one, other):
    assert _root(one) == _root(other)


@pytest.mark.parametrize(
    ("one", "other"), [("formica", "forma"), ("questionario", "questura"), ("posta", "posto fisso")]
)
def test_words_that_only_begin_alike_keep_their_stems(one, other):
    assert stem(tokens.words(one)[0]) != stem(tokens.words(other)[-1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("tassa", "tasso"), ("sede", "sedia"), ("mercato", "merce"), ("parte", "partire")),
        *(("legge", "leggere"), ("comune", "comunicazione"), ("casa", "caso"), ("data", "dato")),
        *(("lettera", "lettura"), ("presenza", "prendere"), ("intervista", "intervento")),
    ],
)
def test_words_that_look_alike_have_roots_of_their_own(one, other):
    assert _root(one) != _root(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("telefono", "telefoni"), ("anziano", "anziani"), ("visita", "visite"), ("tassa", "tasse")],
)
def test_number_does_not_change_the_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("lindagine", "indagine"), ("dellente", "ente"), ("programma", "programma")]
)
def test_an_article_without_apostrophe_is_seen(one, other):
    assert spelling.without_article(one) == other


def _root(word):
    return root(stem(tokens.words(word)[0]))


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [("campoine", "campione", 1), ("erore", "errore", 1), ("casa", "cosa", 1), ("web", "web", 0)],
)
def test_letters_left_out_changed_or_swapped_are_one_error(one, other, errors):
    assert spelling.distance(one, other) == errors


@given(st.text("abcde", min_size=5, max_size=12), st.integers(1, 30), st.sampled_from("fgh"))
def test_words_one_error_apart_share_a_key(word, place, letter):
    place %= len(word)
    if not place:
        return
    wrong = [word[:place] + word[place + 1 :], word[:place] + letter + word[place:]]
    wrong += [word[:place] + letter + word[place + 1 :]]
    for each in wrong:
        if spelling.tolerance(each):
            assert set(spelling.keys(each)) & set(spelling.keys(word))


def test_short_words_and_codes_are_never_corrected():
    assert spelling.nearest("caso", ["cosa"]) == ""
    assert spelling.nearest("a1234", ["a1235"]) == ""


def test_a_rare_word_weighs_more_and_none_weighs_less_than_nothing():
    assert scoring.rarity(1, 100) > scoring.rarity(50, 100) > scoring.rarity(100, 100) >= 0
    assert scoring.rarity(0.5, 0) >= 0


def in_page(title=(), summary=(), body=()):
    return scoring.frequencies(list(title), list(summary), list(body), [])["campion"]


def test_a_word_counts_more_in_the_title_and_less_in_a_long_text():
    long = in_page(body=["campion", *"x" * 400])
    assert in_page(title=["campion"]) > in_page(body=["campion"]) > long


def test_a_page_with_a_summary_alone_says_as_much_as_one_with_a_body():
    assert in_page(summary=["campion"]) == in_page(body=["campion"])
    assert in_page(summary=["campion"]) >= in_page(summary=["campion"], body=["x"] * 40)


def test_a_long_page_is_about_what_its_summary_says():
    rest = ["x"] * 400
    assert in_page(summary=["campion"], body=rest) > 2 * in_page(body=["campion", *rest])


def test_a_phrase_is_met_only_when_its_words_are_in_a_row():
    key = groups.key(groups.phrases("carta dei servizi")[0])
    assert key in groups.windows([stem(word) for word in tokens.words("la carta dei servizi")])
    assert key not in groups.windows([stem(word) for word in tokens.words("servizi su carta")])


def in_order(text, *titles):
    hits = [Hit("FAQ", "", "", title, "", score=1.3 - place / 10) for place, title in titles]
    return [hit.title for hit in wording.first_what_says_it(text, hits)]


def test_a_title_with_the_words_in_their_order_comes_before_those_with_the_subject():
    titles = enumerate(["Le risposte anonime", "Quante risposte servono con 1.000 utenti?"])
    assert in_order("quante risposte ci servono?", *titles)[0].startswith("Quante")


@pytest.mark.parametrize("text", ["", "questionario", "il questionario", "servono risposte quante"])
def test_other_texts_leave_the_hits_as_they_were(text):
    titles = ["Le risposte anonime", "Quante risposte servono?", "Il questionario"]
    assert in_order(text, *enumerate(titles)) == titles


@pytest.mark.parametrize(("place", "offered"), [(1, True), (3, True), (4, False)])
def test_a_sure_page_far_down_does_not_speak_for_those_above(monkeypatch, place, offered):
    """However many pages who asks wants."""
    hits = [
        Hit("FAQ", "", "", "", "", score=0.3 - each / 100, share=0.4 if each == place else 0.1)
        for each in range(1, 6)
    ]
    monkeypatch.setattr(finder, "look_up", lambda *args, limit, **kwargs: Answer(hits[:limit]))
    assert {bool(finder.suggest("testo", limit=limit)) for limit in (4, 10)} == {offered}
