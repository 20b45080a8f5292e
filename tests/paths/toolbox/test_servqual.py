# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.servperf import servperf
from paths.toolbox.servqual import servqual, servqual_from_gaps
from paths.toolbox.servqual_items import DIMENSIONS, Dimension, parse_dimensions
from tests.paths.toolbox.helpers import IMPOSSIBLE, NOT_NUMBERS, checked, printed

GAPS = (-0.65, -1.10, -0.83, -0.70, -1.01)
WEIGHTS = (11, 32, 22, 19, 16)
TWO = (Dimension("Affidabilità", (5, 6), (6.5, 6)), Dimension("Empatia", (4,), (3,)))


def test_the_published_gaps_average_to_minus_858_thousandths():
    result = servqual_from_gaps(tuple(DIMENSIONS), GAPS)
    assert result.unweighted == -0.858
    assert printed(result.unweighted, 2) == "-0.86"
    assert printed(sum(d.gap for d in result.dimensions), 2) == "-4.29"
    assert result.widest.label == "Affidabilità"
    assert result.weighted is None


def test_a_hundred_points_weigh_the_dimensions():
    result = servqual_from_gaps(tuple(DIMENSIONS), GAPS, WEIGHTS)
    assert printed(result.weighted, 4) == "-0.9007"
    assert [dimension.weight for dimension in result.dimensions] == list(WEIGHTS)


def test_the_classic_questionnaire_has_22_items():
    assert list(DIMENSIONS.values()) == [4, 5, 4, 4, 5]
    assert sum(DIMENSIONS.values()) == 22


def test_gaps_are_perception_minus_expectation_item_by_item():
    result = servqual(TWO)
    assert result.dimensions[0].items == (-1.5, 0)
    assert [dimension.gap for dimension in result.dimensions] == [-0.75, 1]
    assert result.unweighted == 0.125
    assert servqual(TWO, weights=(100, 0)).weighted == -0.75
    assert "più di quanto si aspettano" in result.sentence


def test_servperf_looks_at_perceptions_only():
    result = servperf([Dimension("Affidabilità", (5, 6)), Dimension("Empatia", (4,))])
    assert result.scores == (("Affidabilità", 5.5), ("Empatia", 4))
    assert result.score == 4.75
    assert "4,75 su 7" in result.sentence
    assert "«Empatia» (4,00)" in result.sentence


marks = st.lists(st.integers(1, 7), min_size=3, max_size=3)


@checked
@given(st.lists(st.tuples(marks, marks), min_size=1, max_size=6))
def test_swapping_perceptions_and_expectations_changes_the_sign(pairs):
    there = servqual([Dimension("D", tuple(p), tuple(e)) for p, e in pairs])
    back = servqual([Dimension("D", tuple(e), tuple(p)) for p, e in pairs])
    assert there.unweighted == -back.unweighted
    assert -6 <= there.unweighted <= 6


@checked
@given(st.lists(st.floats(-6, 6), min_size=4, max_size=4))
def test_equal_weights_give_the_plain_mean(gaps):
    result = servqual_from_gaps(["A", "B", "C", "D"], gaps, [25] * 4)
    assert result.weighted == pytest.approx(result.unweighted, abs=1e-12)


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ((50, 49.5), "I pesi devono fare 100 in tutto: ora fanno 99,5."),
        ((60, 41), "I pesi devono fare 100 in tutto: ora fanno 101."),
        ((100,), "Pesi: ne servono 2, ora sono 1."),
        ((-1, 101), "Peso: scrivete un numero tra 0 e 100."),
        ("50", "Pesi: ne servono 2, ora sono 0."),
    ],
)
def test_weights_that_do_not_share_a_hundred_points_are_refused(weights, sentence):
    with pytest.raises(ToolboxError) as caught:
        servqual(TWO, weights=weights)
    assert (caught.value.field, str(caught.value)) == ("weights", sentence)


def test_thirds_written_with_two_decimals_make_a_hundred():
    labels, gaps = ["A", "B", "C"], [-1, -1, -1]
    assert servqual_from_gaps(labels, gaps, (33.33, 33.33, 33.34)).weighted == -1


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0, 7.5])
def test_marks_outside_the_scale_are_refused_by_dimension(value):
    with pytest.raises(ToolboxError, match="Percezioni di «D»: scrivete un numero tra 1 e 7"):
        servqual([Dimension("D", (value,), (3,))])
    with pytest.raises(ToolboxError, match="Aspettative di «D»"):
        servqual([Dimension("D", (3,), (value,))])


@pytest.mark.parametrize("value", [*NOT_NUMBERS, 10**400, 1e10])
def test_impossible_gaps_are_refused(value):
    with pytest.raises(ToolboxError, match="Scarto") as caught:
        servqual_from_gaps(["D"], [value])
    assert caught.value.field == "gaps"


@pytest.mark.parametrize(
    ("dimensions", "part"),
    [
        ((), "Dimensioni: ne servono da 1 a 20"),
        ([Dimension("D", (3,), (3, 4))], "tante aspettative quante percezioni"),
        ([Dimension("D", (3,))], "Aspettative di «D»: ne servono da 1"),
        ([Dimension("", (3,), (3,))], "scrivete un nome"),
    ],
)
def test_incomplete_dimensions_are_refused(dimensions, part):
    with pytest.raises(ToolboxError, match=part) as caught:
        servqual(dimensions)
    assert caught.value.field == "dimensions"


def test_items_are_read_from_a_pasted_table_and_grouped_by_dimension():
    text = "Dimensione;Percezione;Aspettativa\nEmpatia;4;5\nAffidabilità;6;7\nEmpatia;3,5;6"
    assert parse_dimensions(text) == (
        Dimension("Empatia", (4, 3.5), (5, 6)),
        Dimension("Affidabilità", (6,), (7,)),
    )
    assert parse_dimensions("Empatia;4\nEmpatia;5") == (Dimension("Empatia", (4, 5)),)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Empatia;4;5\nEmpatia;4", "Riga 2, colonna «Colonna 3»: manca il valore"),
        ("Empatia;4;5;6", "Bastano tre colonne"),
        ("", "Incollate una tabella"),
    ],
)
def test_a_pasted_table_with_holes_or_other_widths_is_refused(text, part):
    with pytest.raises(ToolboxError, match=part) as caught:
        parse_dimensions(text)
    assert caught.value.field == "dimensions"


def test_the_texts_tell_gap_and_weakest_dimension():
    result = servqual_from_gaps(tuple(DIMENSIONS), GAPS, WEIGHTS)
    assert "Lo scarto medio è −0,86: in media gli utenti ricevono meno" in result.sentence
    assert "«Affidabilità» (−1,10)" in result.sentence
    assert "Scarto pesato con 100 punti: −0,90." in result.method_note
    assert "pesato con" not in servqual(TWO).method_note
    assert "ricevono quanto si aspettano" in servqual_from_gaps(["D"], [0]).sentence
