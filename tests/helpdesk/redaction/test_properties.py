# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for every text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpdesk.redaction import Record, is_empty_after, leaks, redact

RECORD = Record(
    names=("Maria Rossi", "Niccolò D'Amico"),
    emails=("m.rossi@comune.noci.ba.it",),
    bodies=("Comune di Noci",),
    municipalities=("Noci",),
    tokens=("4521/2026",),
)
WORDS = """Maria rossi [nome] con sono mi chiamo via Roma 12 Noci Comune di prot. n. 4521/2026 tel
0832 123456 Cordiali saluti , . @ a@b.it D'Amico NICCOLÒ Niccolo\u0300 L. 241/1990 utente è
password: x1 Lecce (LE) RSSMRA80A01H501U https://a.it/?token=1 dott. sig.ra San - ' \u200b"""
PIECES = st.sampled_from((*WORDS.split(), "\n"))
SENTENCES = st.lists(PIECES, max_size=12).map(" ".join)
TEXTS = st.one_of(st.text(max_size=80), SENTENCES)
PLANTED = (
    "Maria",
    "ROSSI",
    "rossi maria",
    "mrossi",
    "m.rossi@comune.noci.ba.it",
    "D'Amico",
    "Noci",
)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_every_replacement_says_where_it_was(text):
    redaction = redact(text, RECORD)
    end = 0
    for each in redaction.replacements:
        assert text[each.start : each.end] == each.original
        assert each.start >= end
        assert each.replacement == f"[{each.kind}]"
        end = each.end


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_redacting_twice_changes_nothing(text):
    once = redact(text, RECORD).text
    assert redact(once, RECORD).text == once


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(PLANTED), TEXTS)
def test_nothing_of_the_record_is_left_wherever_it_was(before, token, after):
    text = f"{before} {token} {after}"
    assert leaks(text, RECORD)
    redacted = redact(text, RECORD).text
    assert not leaks(redacted, RECORD)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_letters_at_all_are_survived(text):
    leaks(text, RECORD)
    is_empty_after(redact(text, RECORD).text)


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800", "\u202e", "e\u0301" * 9, "\r\n", "{{7*7}}", "%s"]
)
def test_texts_that_break_others_are_survived(text):
    assert redact(text, RECORD).text == text
    assert not leaks(text, RECORD)


@pytest.mark.parametrize(
    "unit",
    [
        *"a1 .@/'\n",
        *("a.", "a@", "a:", "a-", "1 ", "0 ", "A ", "M. ", "Maria ", "san ", "prot. ", "www."),
        *("via ", "[nome]", "Emilia Romagna ", "Comune di ", "nato "),
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(unit):
    """Ten is far from the sixteen of a quadratic rule, and from the noise of a busy machine."""
    short, long = (repeated(unit, size) for size in (25_000, 100_000))
    assert seconds(long) < 10 * max(seconds(short), 0.01)


def repeated(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def seconds(text: str) -> float:
    start = time.process_time()
    redact(text, RECORD)
    leaks(text, RECORD)
    return time.process_time() - start


@pytest.mark.parametrize("text", ["", " \n", "[nome]", "[nome], [ente]. [e-mail]\n", "..."])
def test_a_text_of_placeholders_alone_is_empty(text):
    assert is_empty_after(text)


@pytest.mark.parametrize("text", ["[nome] chiede", "[altro]", "7"])
def test_a_text_with_a_word_of_its_own_is_not_empty(text):
    assert not is_empty_after(text)
