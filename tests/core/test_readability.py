# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from migliorapa.core.readability import measure, sentences


def test_the_index_follows_its_formula():
    # 60 words of 5 letters in 6 sentences: 89 + (300 * 6 - 10 * 300) / 60 = 69.
    text = " ".join(["Carta " + "prova " * 8 + "prova."] * 6)
    found = measure(text)
    assert (found.words, found.letters, found.sentences) == (60, 300, 6)
    assert found.gulpease == 69.0
    assert not found.is_hard


def test_one_endless_sentence_of_long_words_is_hard():
    found = measure("amministrazione " * 60)
    assert found.longest_sentence == 60
    assert found.is_hard


def test_under_fifty_words_there_is_no_index():
    found = measure("Poche parole.")
    assert found.gulpease is None
    assert not found.is_hard


def test_an_empty_text_has_no_sentence():
    found = measure("")
    assert (found.words, found.sentences, found.longest_sentence) == (0, 0, 0)
    assert found.longest_text == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uno. Due! Tre?", ["Uno", "Due", "Tre"]),
        ("L'art. 12 vale. Anche il D.Lgs. 150/2009 vale.", 2),
        ("Il D.Lgs. 150 vale.", 1),
        ("Sono 1.234,5 euro alle 14:30.", 1),
        ("Tre cose: carta; penna; colla.", 1),
        ("## Titolo\nTesto.", ["Titolo", "Testo"]),
        ("- uno\n- due\n\n1. tre\n2. quattro", ["uno", "due", "tre", "quattro"]),
        ("Una riga\nche continua.", ["Una riga che continua"]),
        ("> Citazione.\n>\n> Altra.", ["Citazione", "Altra"]),
        ("Dice «è finita.» Poi va.", 2),
    ],
)
def test_where_sentences_end(text, expected):
    found = sentences(text)
    assert (found if isinstance(expected, list) else len(found)) == expected


def test_tables_code_and_addresses_are_not_prose():
    text = (
        "Prima.\n\n| A | B |\n|---|---|\n| una cella molto lunga | altra |\n\n"
        "```\ncodice che non conta\n```\n\nVedete [il passo](step:S04) o https://esempio.it/pagina."
    )
    assert sentences(text) == ["Prima", "Vedete il passo o"]


def test_the_longest_sentence_is_quoted():
    assert measure("Breve. Questa frase è la più lunga. Fine.").longest_text == (
        "Questa frase è la più lunga"
    )
