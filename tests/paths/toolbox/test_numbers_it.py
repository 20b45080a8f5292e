# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import (
    format_number,
    format_percent,
    format_short,
    format_short_percent,
    parse_number,
    parse_percent,
    parse_whole,
)
from tests.paths.toolbox.helpers import attempt, checked


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", 1234.5),
        ("1234,5", 1234.5),
        ("1 234,5", 1234.5),
        ("1\u00a0234", 1234),
        ("1\u202f234\u202f567,25", 1234567.25),
        ("1.234.567", 1234567),
        ("0,5", 0.5),
        ("1,234", 1.234),
        ("  7 ", 7),
        ("007", 7),
        ("-3,5", -3.5),
        ("−3,5", -3.5),
        ("+3", 3),
        ("5%", 0.05),
        ("12,5 %", 0.125),
        ("-5%", -0.05),
    ],
)
def test_italian_numbers_are_read(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234", 1234),
        ("0.5", 0.5),
        ("12.34", 12.34),
        ("3.1416", 3.1416),
        ("1234.5", 1234.5),
        ("0.125", 0.125),
        ("-0.125", -0.125),
        ("12.345", 12345),
    ],
)
def test_a_dot_groups_thousands_only_before_exactly_three_digits(text, value):
    assert parse_number(text) == value


REFUSED = [
    *("1,234.5", "1234.567", "1.23.456", "1.2345.678", "12 34", "1 234.567", "1,2,3", "1..2"),
    *(",5", "5,", ".5", "5.", "1e5", "10^400", "0x10", "1_000", "1'234", "1/2", "tre", "4a"),
    *("nan", "NaN", "inf", "-inf", "Infinity", "--5", "+-5", "- 5", "%", "-", "5%%", "€5"),
    *("١٢٣", "５", "²", "Ⅷ", "½", "5\n6", "1\t2", "0.123.456", "\x005"),
]


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(ToolboxError, match=r"1\.234,5 oppure 1234,5") as caught:
        parse_number(text, "margin")
    assert caught.value.field == "margin"
    assert text.strip() in str(caught.value)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", None, 5, 5.0, b"5", ["5"]])
def test_nothing_and_not_text_are_refused(text):
    with pytest.raises(ToolboxError, match="Scrivete un numero"):
        parse_number(text)


@pytest.mark.parametrize("text", ["9" * 41, "1" + "0" * 400, "1," + "1" * 100_000])
def test_a_number_too_long_is_refused_without_being_repeated(text):
    with pytest.raises(ToolboxError, match="troppo lungo") as caught:
        parse_number(text)
    assert len(str(caught.value)) < 100


def test_a_long_wrong_text_is_shortened_in_the_sentence():
    with pytest.raises(ToolboxError, match="«parecchie centinaia…» non è"):
        parse_number("parecchie centinaia di utenti")


@pytest.mark.parametrize(
    ("text", "value"), [("1.234", 1234), ("1234,0", 1234), ("-" + "9" * 39, 1 - 10**39)]
)
def test_whole_numbers_are_exact(text, value):
    assert parse_whole(text) == value


@pytest.mark.parametrize("text", ["1,5", "5%", "0.5"])
def test_decimals_are_refused_where_a_whole_number_is_needed(text):
    with pytest.raises(ToolboxError, match=r"ha i decimali\. Scrivete un numero intero"):
        parse_whole(text)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("5%", 0.05),
        ("5", 0.05),
        ("95", 0.95),
        ("0,05%", 0.0005),
        ("1", 0.01),
        ("0", 0),
        ("7", 0.07),
    ],
)
def test_a_percentage_may_leave_its_sign_out(text, share):
    assert parse_percent(text) == share


@pytest.mark.parametrize("text", ["0,05", "0.5"])
def test_below_one_the_percent_sign_is_required(text):
    with pytest.raises(ToolboxError, match="si può leggere in due modi") as caught:
        parse_percent(text, "margin")
    assert caught.value.field == "margin"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.56, 1, "1.234,6"),
        (0.125, 2, "0,13"),
        (2.675, 2, "2,68"),
        (-0.125, 2, "−0,13"),
        (-0.04, 1, "0,0"),
        (1_854, 0, "1.854"),
        (10**9, 0, "1.000.000.000"),
        (1e40, 2, "10" + ".000" * 13 + ",00"),
        (-1e22, 0, "−10" + ".000" * 7),
        (None, 2, "non calcolabile"),
    ],
)
def test_numbers_are_written_the_italian_way(value, decimals, text):
    assert format_number(value, decimals) == text


def test_shares_are_written_as_percentages():
    assert format_percent(0.7647059) == "76,5%"
    assert format_percent(1) == "100,0%"
    assert format_percent(None) == "non calcolabile"
    assert format_short_percent(0.07) == "7%"
    assert format_short_percent(0.9999) == "99,99%"
    assert format_short_percent(None) == "non calcolabile"
    assert format_short(100) == "100"
    assert format_short(-2.50) == "−2,5"


@checked
@given(st.decimals(-(10**9), 10**9, places=3))
def test_what_is_written_can_be_read_back(value):
    assert parse_number(format_number(value, 3)) == float(value)


@checked
@given(st.text(max_size=45))
def test_any_text_is_read_or_refused_politely(text):
    value, sentence = attempt(parse_number, text)
    assert abs(value) < 1e41 if sentence is None else sentence.endswith(".")
