# SPDX-License-Identifier: AGPL-3.0-or-later
"""Any text at all, through our lines and back through a parser that is not ours."""

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from migliorapa.core.ical import calendar, vevent
from migliorapa.core.ical.text import fold, one_line, paragraphs

from .entries import entry

# Line ends and blanks of every kind, what must be escaped; controls, emoji, right-to-left.
HARD = st.sampled_from(["\r\n", "\n", "\r", "\x85", "\u2028", "\t", "\\", "\\n", ";", ",", ":"])
HARDER = st.sampled_from(
    ["\x00", "\x07", "\x1b", "\x1f", "\x7f", '"', "è", "🏛️", "👩‍👩‍👧", "مرحبا", "\u202e"]
)
TEXTS = st.lists(st.one_of(HARD, HARDER, st.text()), max_size=40).map("".join)
LINES = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=400)


def unfold(text: str) -> str:
    return text.replace("\r\n ", "").removesuffix("\r\n")


@given(LINES)
def test_no_folded_line_is_longer_than_75_octets(line):
    assert all(len(each) <= 75 for each in fold(line).encode().split(b"\r\n"))


@given(LINES)
def test_unfolding_gives_the_line_back(line):
    assert unfold(fold(line)) == line


@given(LINES)
def test_no_character_is_cut_in_two(line):
    for piece in fold(line).encode().split(b"\r\n"):
        piece.decode()


def test_a_line_is_cut_only_where_it_must():
    assert fold("a" * 75) == "a" * 75 + "\r\n"
    assert fold("a" * 76) == "a" * 75 + "\r\n a\r\n"
    assert fold("a" * 74 + "è") == "a" * 74 + "\r\n è\r\n"
    assert fold("a" * 75 + "b" * 75) == "a" * 75 + "\r\n " + "b" * 74 + "\r\n b\r\n"


@given(TEXTS, TEXTS, TEXTS)
def test_any_text_comes_back_from_a_parser_as_it_was_cleaned(title, description, category):
    ours = entry(summary=title, description=description, categories=(category, "altro"))
    text = calendar([vevent(ours)], name=title)
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == one_line(title)
    assert event.get("DESCRIPTION", "") == paragraphs(description)
    assert event.categories == [one_line(category), "altro"]


@given(TEXTS, TEXTS)
def test_names_of_persons_stay_within_their_quotation_marks(name, other):
    text = calendar([vevent(entry(organizer=(name, "a@x.example"), attendee=(other, "b@x.it")))])
    [event] = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event["ORGANIZER"] == "mailto:a@x.example"
    assert event["ATTENDEE"] == "mailto:b@x.it"
    assert '"' not in event["ORGANIZER"].params["CN"]


@given(TEXTS)
def test_no_control_character_is_left(title):
    text = vevent(entry(summary=title, description=title, location=title, url=title))
    assert not [each for each in text.replace("\r\n", "") if ord(each) < 32 and each != "\t"]
    assert "\x7f" not in text


def test_cleaning_keeps_words_apart_and_paragraphs_in_order():
    assert one_line(" Ascolto\r\ndegli\tutenti\x07 ") == "Ascolto degli utenti"
    assert paragraphs("uno\r\n\r\ndue\rtre\u2028quattro\n\n") == "uno\n\ndue\ntre\nquattro"
