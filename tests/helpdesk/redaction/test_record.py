# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from helpdesk.redaction import Record, leaks, redact

GIULIA = Record(
    names=("Giulia De Santis", "Rosa Franco"),
    emails=("g.desantis@ente.example",),
    bodies=("Comune di Collesereno",),
    municipalities=("Collesereno",),
    tokens=("0004521/2026", "https://example.org/r/7f3a"),
)


@pytest.mark.parametrize(
    "text",
    [
        "giulia",
        "DE SANTIS",
        "desantis",
        "gdesantis",
        "g.desantis75",
        "De Santis Giulia",
        "giuliadesantis",
        "Giulia D.",
        "Santis",
        "collesereno",
        "Còllesereno",
        "Comune Collesereno",
        "c.ne di Collesereno",
        "4521/2026",
        "https://example.org/r/7f3a",
        "Rosa",
        "FRANCO",
        "rosa franco",
    ],
)
def test_what_the_record_knows_is_found_in_any_form_and_blocks(text):
    sentence = f"Il dato è {text}, come sapete."
    assert leaks(sentence, GIULIA)
    redacted = redact(sentence, GIULIA).text
    assert redacted.startswith("Il dato è [")
    assert redacted.endswith("], come sapete.")
    assert not leaks(redacted, GIULIA)


def test_a_name_that_is_a_word_stays_where_it_is_a_word():
    text = "Il foglio rosa, a dirla franco, non serve."
    assert redact(text, GIULIA).text == text
    assert not leaks(text, GIULIA)


def test_a_body_inside_another_word_does_not_block():
    bari = Record(bodies=("Comune di Bari",), municipalities=("Bari",))
    text = "Il Baricentro e la baritonale Barisano."
    assert redact(text, bari).text == text
    assert not leaks(text, bari)
    assert leaks("Da Bari.", bari)


def test_the_generic_words_of_a_body_do_not_block():
    ministry = Record(bodies=("Ministero della Cultura", "Azienda sanitaria locale Lecce"))
    assert not leaks("La cultura del dato, in un'azienda sanitaria o in un ministero.", ministry)
    assert leaks("Lo dice il ministero della cultura.", ministry)
    assert leaks("I colleghi di Lecce.", ministry)


def test_short_parts_of_a_name_count_only_together():
    record = Record(names=("Li Bo",))
    assert not leaks("Li avete? Bo.", record)
    assert leaks("Lo chiede Li Bo.", record)


@pytest.mark.parametrize(
    "text",
    [
        "altro@esempio.it",
        "333 1234567",
        "RSSMRA80A01H501U",
        "IT60X0542811101000000123456",
        "192.168.1.1",
        "https://esempio.it/?token=abcdef",
    ],
)
def test_data_of_a_sure_shape_block_whoever_they_belong_to(text):
    (leak,) = leaks(f"Ecco: {text}")
    assert f"Ecco: {text}"[leak.start : leak.end] == text
    assert "sembra un dato personale" in leak.what


def test_the_sentence_for_the_operator_says_what_to_do():
    (leak,) = leaks("Lo chiede giulia.", GIULIA)
    assert leak.what.startswith("«giulia» è un dato della richiesta (nome): toglietelo")
