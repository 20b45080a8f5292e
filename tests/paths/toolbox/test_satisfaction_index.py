# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.factors import Factor, parse_factors
from paths.toolbox.satisfaction_index import satisfaction_index
from tests.paths.toolbox.helpers import IMPOSSIBLE, checked, printed

IMPORTANCE = (7, 5, 9, 3, 6)
SATISFACTION = (8, 4, 8, 3, 4)


def factors(importance=IMPORTANCE, satisfaction=SATISFACTION):
    pairs = zip(importance, satisfaction, strict=True)
    return tuple(Factor(f"P{at}", *pair) for at, pair in enumerate(pairs, start=1))


def test_the_index_of_the_worked_example_is_exactly_181_thirtieths():
    result = satisfaction_index(factors(), 10)
    assert result.index == 181 / 30
    assert printed(result.index, 7) == "6.0333333"
    assert printed(result.percent, 4) == "55.9259"


def test_contributions_tell_what_each_factor_gives_and_what_it_costs():
    result = satisfaction_index(factors(), 10)
    assert [printed(c.weight, 3) for c in result.contributions] == [
        *("0.233", "0.167", "0.300", "0.100", "0.200")
    ]
    assert result.contributions[0].points == 56 / 30
    assert result.contributions[4].missing == 36 / 30
    assert result.weakest.label == "P5"
    assert "«P5»" in result.sentence


def test_the_worst_marks_make_zero_and_the_best_a_hundred():
    assert satisfaction_index(factors(satisfaction=[1] * 5), 10).percent == 0
    best = satisfaction_index(factors(satisfaction=[10] * 5), 10)
    assert best.percent == 100
    assert "abbassa" not in best.sentence


def test_decimal_marks_count_as_written():
    assert satisfaction_index([Factor("A", 0.1, 1.1), Factor("B", 0.2, 1.4)], 5).index == 1.3


marks = st.floats(1, 10)
weights = st.floats(0, 1000)


@checked
@given(st.lists(st.tuples(weights, marks), min_size=1, max_size=20))
def test_the_index_is_a_mean_and_its_parts_add_up(pairs):
    assume(any(weight for weight, _ in pairs))
    result = satisfaction_index([Factor("F", *pair) for pair in pairs], 10)
    assert min(m for _, m in pairs) <= result.index <= max(m for _, m in pairs)
    assert 0 <= result.percent <= 100
    assert sum(c.points for c in result.contributions) == pytest.approx(result.index)
    assert sum(c.missing for c in result.contributions) == pytest.approx(10 - result.index)
    assert sum(c.weight for c in result.contributions) == pytest.approx(1)


@pytest.mark.parametrize("value", IMPOSSIBLE)
def test_an_impossible_importance_is_refused_by_name(value):
    with pytest.raises(ToolboxError, match="Importanza di «P1»") as caught:
        satisfaction_index([Factor("P1", value, 3)], 5)
    assert caught.value.field == "factors"


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0, 0.99, 5.01])
def test_a_mark_outside_the_scale_is_refused_by_name(value):
    with pytest.raises(ToolboxError, match="Soddisfazione per «P1»: scrivete un numero tra 1 e 5"):
        satisfaction_index([Factor("P1", 3, value)], 5)


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 1, 101, 4.5])
def test_an_impossible_scale_is_refused(value):
    with pytest.raises(ToolboxError, match="Voto più alto") as caught:
        satisfaction_index(factors(), value)
    assert caught.value.field == "highest"


def test_no_factor_and_no_importance_are_refused():
    with pytest.raises(ToolboxError, match="Aspetti: ne servono da 1 a 60, ora sono 0"):
        satisfaction_index([], 5)
    with pytest.raises(ToolboxError, match="ora sono 61"):
        satisfaction_index([Factor("F", 1, 1)] * 61, 5)
    with pytest.raises(ToolboxError, match="maggiore di zero"):
        satisfaction_index([Factor("F", 0, 3)], 5)


def test_factors_are_read_from_a_pasted_table():
    text = "Fattore\tImportanza\tSoddisfazione\nAttesa\t8,5\t6\nCortesia\t7\t9"
    assert parse_factors(text) == (Factor("Attesa", 8.5, 6), Factor("Cortesia", 7, 9))


@pytest.mark.parametrize("text", ["Attesa;8", "Attesa;8;7;6", "1;2;3;4"])
def test_a_pasted_table_of_another_width_is_refused(text):
    with pytest.raises(ToolboxError, match="Servono tre colonne") as caught:
        parse_factors(text)
    assert caught.value.field == "factors"


def test_the_method_note_gives_scale_and_number_of_factors():
    note = satisfaction_index(factors(), 10).method_note
    assert "6,03 su una scala da 1 a 10, pari a 55,9 su 100" in note
    assert "5 aspetti" in note
