# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.mean_interval import mean_interval, mean_interval_from_summary
from tests.paths.toolbox.helpers import NOT_NUMBERS, checked, printed

MARKS = [4, 5, 3, 4, 2, 5, 4, 3, 4, 5]


def test_the_mean_of_ten_marks():
    result = mean_interval(MARKS)
    assert result.estimate == 3.9
    assert printed(result.deviation, 7) == "0.9944289"
    assert printed(result.t, 7) == "2.2621572"
    assert (printed(result.low, 7), printed(result.high, 7)) == ("3.1886284", "4.6113716")


def test_equal_marks_have_no_width():
    for n in range(2, 12):
        result = mean_interval([0.1] * n)
        assert result.deviation == 0
        assert result.low == result.estimate == result.high == pytest.approx(0.1)


@checked
@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=30), st.floats(0.5, 0.9999))
def test_the_interval_contains_the_mean(values, confidence):
    result = mean_interval(values, confidence)
    assert result.low <= result.estimate <= result.high
    assert min(values) - 1e-6 <= result.estimate <= max(values) + 1e-6


@checked
@given(st.floats(0.001, 1e6), st.integers(2, 10**8), st.integers(2, 10))
def test_the_interval_shrinks_as_answers_grow(deviation, n, times):
    few = mean_interval_from_summary(0, deviation, n)
    many = mean_interval_from_summary(0, deviation, n * times)
    assert many.high < few.high


@checked
@given(st.lists(st.integers(1, 10), min_size=2, max_size=30), st.integers(-50, 50))
def test_moving_all_the_marks_moves_the_interval(values, shift):
    assume(min(values) < max(values))
    here, there = mean_interval(values), mean_interval([value + shift for value in values])
    assert there.low == pytest.approx(here.low + shift)
    assert there.high == pytest.approx(here.high + shift)


@pytest.mark.parametrize("values", [[], [4], "45", None, 7])
def test_a_mean_needs_two_values(values):
    with pytest.raises(ToolboxError, match="Valori") as caught:
        mean_interval(values)
    assert caught.value.field == "values"


@pytest.mark.parametrize("value", [*NOT_NUMBERS, 10**400, 1e10])
def test_impossible_values_are_refused(value):
    with pytest.raises(ToolboxError, match=r"tra −1\.000\.000\.000 e 1\.000\.000\.000"):
        mean_interval([1, value])
    with pytest.raises(ToolboxError) as caught:
        mean_interval_from_summary(3, value, 10)
    assert caught.value.field == "deviation"


def test_one_answer_has_no_interval():
    with pytest.raises(ToolboxError, match="tra 2 e") as caught:
        mean_interval_from_summary(3, 1, 1)
    assert caught.value.field == "n"


def test_texts_give_mean_and_bounds_with_two_decimals():
    result = mean_interval(MARKS)
    assert "La media è 3,90" in result.sentence
    assert "fra 3,19 e 4,61" in result.sentence
    assert "Media su 10 risposte: 3,90" in result.method_note
    assert "Deviazione standard: 0,99" in result.method_note
