# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.derived_importance import derived_importance
from paths.toolbox.descriptive import correlation
from paths.toolbox.errors import ToolboxError
from paths.toolbox.importance_map import importance_map
from paths.toolbox.table_it import parse_table
from tests.paths.toolbox.helpers import checked

ANSWERS = """\
Attesa\tCortesia\tComplessivo
1\t5\t1
2\t4\t2
3\t3\t3
4\t\t4
"""


def test_each_factor_is_correlated_with_the_last_column():
    result = derived_importance(parse_table(ANSWERS))
    assert result.overall == "Complessivo"
    assert [(c.label, c.correlation, c.pairs) for c in result.correlations] == [
        ("Attesa", 1.0, 4),
        ("Cortesia", -1.0, 3),
    ]
    assert [c.satisfaction for c in result.correlations] == [2.5, 4.0]


def test_the_correlation_of_five_pairs():
    assert correlation([1, 2, 3, 4, 5], [2, 4, 5, 4, 5]) == pytest.approx(6 / 60**0.5, abs=1e-15)


def test_derived_importance_feeds_the_map():
    factors = derived_importance(parse_table(ANSWERS)).factors
    result = importance_map(factors, importance_kind="derived")
    assert [factor.quadrant for factor in result.factors] == ["concentrate", "excess"]


@checked
@given(st.lists(st.tuples(*[st.integers(-1000, 1000)] * 2), min_size=2, max_size=30))
def test_a_correlation_lies_between_minus_one_and_one_and_minds_no_order(pairs):
    xs, ys = zip(*pairs, strict=True)
    r = correlation(xs, ys)
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        assert r is None
    else:
        assert -1 <= r <= 1
        assert r == pytest.approx(correlation(ys, xs))
        assert correlation([-x for x in xs], ys) == pytest.approx(-r)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1;2\n2;3\n3;4", "Servono da 2 a 60 aspetti e, in ultima colonna, il voto complessivo."),
        (
            "3;1;1\n3;2;2\n3;3;4",
            "«Colonna 1»: la correlazione non è calcolabile, perché i voti sono tutti uguali.",
        ),
        (
            "1;3;1\n2;;2\n3;2;4",
            "«Colonna 2»: servono almeno 3 risposte col voto complessivo.",
        ),
    ],
)
def test_answers_that_give_no_correlation_are_refused(text, sentence):
    with pytest.raises(ToolboxError) as caught:
        derived_importance(parse_table(text))
    assert (caught.value.field, str(caught.value)) == ("table", sentence)


def test_the_texts_name_the_overall_question():
    result = derived_importance(parse_table(ANSWERS))
    assert "è «Attesa» (correlazione 1,00)" in result.sentence
    assert "correlazioni di Pearson con «Complessivo»" in result.method_note
