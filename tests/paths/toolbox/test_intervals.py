# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.intervals import margin_of_error, normal_interval, wilson_interval
from tests.paths.toolbox.helpers import IMPOSSIBLE, checked, printed


def bounds(interval, decimals=7):
    return printed(interval.low, decimals), printed(interval.high, decimals)


@pytest.mark.parametrize(
    ("confidence", "low", "high"),
    [
        (0.95, "0.4307048", "0.5692952"),
        (0.99, "0.4089307", "0.5910693"),
        (0.90, "0.4418456", "0.5581544"),
    ],
)
def test_the_normal_interval_of_a_hundred_in_two_hundred(confidence, low, high):
    assert bounds(normal_interval(100, 200, confidence=confidence)) == (low, high)


@pytest.mark.parametrize(
    ("n", "population", "margin"),
    [
        (200, None, "0.0692952"),
        (1000, None, "0.0309898"),
        (278, 1000, "0.0499668"),
        (1000, 1000, "0.0000000"),
    ],
)
def test_the_margin_shrinks_to_nothing_when_everybody_answers(n, population, margin):
    assert printed(margin_of_error(n, population).margin, 7) == margin


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (100, 200, "0.4313609", "0.5686391"),
        (3, 10, "0.1077913", "0.6032219"),
        (0, 10, "0.0000000", "0.2775328"),
        (10, 10, "0.7224672", "1.0000000"),
        (23, 60, "0.2708827", "0.5098240"),
    ],
)
def test_wilson_s_interval_with_seven_digits(count, n, low, high):
    assert bounds(wilson_interval(count, n)) == (low, high)


def test_wilson_s_interval_with_all_the_digits_printed():
    assert bounds(wilson_interval(18, 20), 13) == ("0.6989663547715", "0.9721335187862")
    assert bounds(wilson_interval(19, 38), 15) == ("0.348499283643951", "0.651500716356049")


def test_no_case_and_all_cases_end_exactly_at_zero_and_one():
    assert wilson_interval(0, 10).low == 0.0
    assert wilson_interval(10, 10).high == 1.0


def test_when_everybody_answers_the_interval_is_the_estimate():
    for interval in (wilson_interval(7, 9, 9), normal_interval(7, 9, 9), wilson_interval(1, 1, 1)):
        assert interval.low == pytest.approx(interval.estimate)
        assert interval.high == pytest.approx(interval.estimate)


@st.composite
def samples(draw):
    n = draw(st.integers(1, 10**9))
    population = draw(st.none() | st.integers(n, 10**9))
    return draw(st.integers(0, n)), n, population


@checked
@given(samples(), st.floats(0.5, 0.9999))
def test_intervals_contain_the_estimate_and_stay_between_zero_and_one(sample, confidence):
    for method in (wilson_interval, normal_interval):
        interval = method(*sample, confidence)
        assert 0 <= interval.low <= interval.estimate <= interval.high <= 1


@checked
@given(st.integers(1, 99), st.integers(1, 1000), st.integers(2, 50))
def test_intervals_shrink_as_answers_grow(percent, n, times):
    for method in (wilson_interval, normal_interval):
        few = method(percent * n, 100 * n)
        many = method(percent * n * times, 100 * n * times)
        assert many.high - many.low < few.high - few.low


@checked
@given(samples(), st.floats(0.5, 0.99))
def test_intervals_grow_with_confidence(sample, confidence):
    wide, narrow = (
        wilson_interval(*sample, confidence + 0.009),
        wilson_interval(*sample, confidence),
    )
    assert wide.low <= narrow.low + 1e-15
    assert wide.high >= narrow.high - 1e-15


@pytest.mark.parametrize(
    ("count", "n", "population"), [(23, 60, 90), (3, 10, 11), (150, 200, None)]
)
def test_wilson_s_bounds_are_where_the_estimate_stands_z_errors_away(count, n, population):
    interval = wilson_interval(count, n, population)
    correction = (population - n) / (population - 1) if population else 1
    for bound in (interval.low, interval.high):
        error = (bound * (1 - bound) / n * correction) ** 0.5
        assert abs(interval.estimate - bound) / error == pytest.approx(1.959963985, abs=1e-8)


@checked
@given(st.integers(2, 10**6), st.data())
def test_a_finite_population_never_widens_the_interval(population, data):
    n = data.draw(st.integers(1, population))
    count = data.draw(st.integers(0, n))
    finite, infinite = wilson_interval(count, n, population), wilson_interval(count, n)
    assert finite.high - finite.low <= infinite.high - infinite.low + 1e-12
    assert margin_of_error(n, population).margin <= margin_of_error(n).margin


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0, 2.5])
def test_an_impossible_number_of_answers_is_refused(value):
    for calculate in (margin_of_error, lambda n: wilson_interval(0, n)):
        with pytest.raises(ToolboxError, match="Numero di risposte") as caught:
            calculate(value)
        assert caught.value.field == "n"


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 11, 2.5])
def test_an_impossible_count_is_refused_with_the_range_admitted(value):
    for method in (wilson_interval, normal_interval):
        with pytest.raises(ToolboxError, match="tra 0 e 10") as caught:
            method(value, 10)
        assert caught.value.field == "count"


@pytest.mark.parametrize("value", [v for v in IMPOSSIBLE if v is not None] + [0])
def test_an_impossible_population_is_refused(value):
    with pytest.raises(ToolboxError, match="Numero di utenti") as caught:
        margin_of_error(10, value)
    assert caught.value.field == "population"


def test_answers_cannot_exceed_the_users():
    with pytest.raises(ToolboxError, match="tra 1 e 500"):
        margin_of_error(501, 500)


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0, 1, 50])
def test_the_expected_share_of_a_margin_stays_inside_zero_and_one(value):
    with pytest.raises(ToolboxError, match="tra 0,01% e 99,99%"):
        margin_of_error(100, share=value)


def test_the_sentence_uses_italian_numbers_and_articles():
    assert wilson_interval(100, 200, confidence=0.8).sentence == (
        "La percentuale stimata è 50,0%. "
        "Tra tutti gli utenti sta verosimilmente fra 45,5% e 54,5%, "
        "con una confidenza pari all'80%. "
        "Vale per un campione casuale, non per chi risponde di sua iniziativa."
    )
    assert wilson_interval(7, 9, 9).sentence == (
        "Hanno risposto tutti gli utenti: la percentuale è 77,8%."
    )
    assert margin_of_error(50, 50).sentence == (
        "Avete le risposte di tutti gli utenti: il margine di errore è zero."
    )


def test_the_method_note_names_method_and_correction():
    note = wilson_interval(23, 60, 1_200).method_note
    assert "Metodo: di Wilson, con correzione per popolazione finita." in note
    assert "correzione" not in normal_interval(23, 60).method_note
    assert "60 su 1.200 utenti" in margin_of_error(60, 1_200).method_note
