# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.factors import Factor
from paths.toolbox.importance_map import importance_map
from tests.paths.toolbox.helpers import IMPOSSIBLE, checked

EXAMPLE = tuple(
    Factor(f"P{at}", importance, satisfaction)
    for at, (importance, satisfaction) in enumerate(((7, 8), (5, 4), (9, 8), (3, 3), (6, 4)), 1)
)


def quadrants(result):
    return [factor.quadrant for factor in result.factors]


def test_the_worked_example_with_a_factor_exactly_on_the_threshold():
    result = importance_map(EXAMPLE)
    assert (result.importance_threshold, result.satisfaction_threshold) == (6.0, 5.4)
    assert quadrants(result) == ["keep", "low", "keep", "low", "concentrate"]


def test_a_factor_on_both_thresholds_is_kept():
    result = importance_map([Factor("A", 1, 1), Factor("B", 2, 2), Factor("C", 3, 3)])
    assert quadrants(result) == ["low", "keep", "keep"]


def test_low_importance_with_high_satisfaction_may_be_an_excess():
    result = importance_map([Factor("A", 1, 9), Factor("B", 9, 1)])
    assert quadrants(result) == ["excess", "concentrate"]
    assert result.factors[0].quadrant_label == "Possibile eccesso"
    assert [factor.label for factor in result.in_quadrant("concentrate")] == ["B"]


def test_a_tie_between_decimals_is_a_tie():
    result = importance_map([Factor("A", 0.1, 1), Factor("B", 0.2, 1), Factor("C", 0.3, 1)])
    assert result.importance_threshold == 0.2
    assert quadrants(result) == ["excess", "keep", "keep"]


def test_the_threshold_may_be_the_median_or_the_midpoint_of_the_scale():
    skewed = [Factor("A", 1, 1), Factor("B", 2, 2), Factor("C", 9, 9)]
    assert importance_map(skewed, "median").importance_threshold == 2
    assert importance_map(skewed, "midpoint", 10).satisfaction_threshold == 5.5
    assert quadrants(importance_map(skewed, "midpoint", 10)) == ["low", "low", "keep"]


def test_the_midpoint_needs_a_scale_for_both_series():
    with pytest.raises(ToolboxError, match="indicate il voto più alto") as caught:
        importance_map(EXAMPLE, "midpoint")
    assert caught.value.field == "highest"
    with pytest.raises(ToolboxError, match="Importanza di «P3»: scrivete un numero tra 1 e 8"):
        importance_map(EXAMPLE, "midpoint", 8)


def test_derived_importance_may_be_negative_but_is_a_correlation():
    derived = [Factor("A", -0.2, 4), Factor("B", 0.8, 3)]
    result = importance_map(derived, importance_kind="derived")
    assert quadrants(result) == ["excess", "concentrate"]
    assert "ricavata dalle correlazioni" in result.method_note
    with pytest.raises(ToolboxError, match="tra −1 e 1"):
        importance_map(EXAMPLE, importance_kind="derived")
    with pytest.raises(ToolboxError, match="non c'è un punto medio"):
        importance_map(derived, "midpoint", 5, "derived")


factor_lists = st.lists(
    st.builds(Factor, st.just("F"), st.floats(0, 10), st.floats(1, 10)), min_size=2, max_size=20
)


@checked
@given(factor_lists, st.sampled_from(["mean", "median"]))
def test_some_factor_is_always_high_and_thresholds_lie_among_the_values(factors, rule):
    result = importance_map(factors, rule, 10)
    values = [factor.importance for factor in factors]
    assert min(values) <= result.importance_threshold <= max(values)
    assert any(factor.quadrant in ("keep", "concentrate") for factor in result.factors)
    assert any(factor.quadrant in ("keep", "excess") for factor in result.factors)


@pytest.mark.parametrize("value", IMPOSSIBLE)
def test_impossible_values_are_refused_by_name(value):
    with pytest.raises(ToolboxError, match="Importanza di «A»"):
        importance_map([Factor("A", value, 3), Factor("B", 3, 3)])
    with pytest.raises(ToolboxError, match="Soddisfazione per «A»"):
        importance_map([Factor("A", 3, value), Factor("B", 3, 3)], highest=10)


@pytest.mark.parametrize(
    ("factors", "options", "field"),
    [
        ([], {}, "factors"),
        (EXAMPLE[:1], {}, "factors"),
        ("P1", {}, "factors"),
        (EXAMPLE, {"rule": "mode"}, "rule"),
        (EXAMPLE, {"importance_kind": "guessed"}, "importance_kind"),
        (EXAMPLE, {"highest": 1}, "highest"),
        (EXAMPLE, {"highest": "10"}, "highest"),
    ],
)
def test_a_map_that_cannot_be_drawn_is_refused(factors, options, field):
    with pytest.raises(ToolboxError) as caught:
        importance_map(factors, **options)
    assert caught.value.field == field


def test_the_sentence_names_the_first_factor_to_work_on():
    assert "Aspetti importanti e poco soddisfacenti: 1. Cominciate da «P5»" in (
        importance_map(EXAMPLE).sentence
    )
    assert importance_map(EXAMPLE[:2]).sentence.startswith("Nessun aspetto importante è sotto")


def test_the_method_note_tells_kind_rule_and_thresholds():
    note = importance_map(EXAMPLE, "median", 10).method_note
    assert "Importanza dichiarata dagli utenti." in note
    assert "Soglie: mediana; importanza 6,00, soddisfazione 4,00." in note
