# SPDX-License-Identifier: AGPL-3.0-or-later
import random
import time
import tracemalloc
from math import inf, nan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.reliability import reliability
from paths.toolbox.table_it import Table, parse_table
from tests.paths.toolbox.helpers import checked, printed
from tests.paths.toolbox.likert import FIFTEEN_BY_TEN, NINE_BINARY_ROWS


def pasted(rows, separator="\t"):
    return "\n".join(separator.join(str(cell) for cell in row) for row in rows)


def alpha_of(rows):
    return reliability(parse_table(pasted(rows)))


def test_alpha_and_its_interval_on_the_published_likert_data():
    result = reliability(parse_table(FIFTEEN_BY_TEN))
    assert printed(result.alpha, 16) == "0.5917188485995826"
    assert (printed(result.low, 3), printed(result.high, 3)) == ("0.195", "0.840")
    assert printed(sum(item.variance for item in result.items), 6) == "20.380952"
    assert printed(result.total_variance, 1) == "43.6"
    assert (result.respondents, result.excluded) == (15, 0)
    assert result.items[0].label == "Q1"


def test_rows_with_a_missing_answer_are_left_out():
    gaps = [[1] * 10 + [""], ["n.d."] + [1] * 10, [1] * 5 + [""] + [0] * 5]
    result = alpha_of([*gaps[:2], *NINE_BINARY_ROWS, gaps[2]])
    assert printed(result.alpha, 16) == "0.8016949152542373"
    assert (result.respondents, result.excluded) == (9, 3)


def test_three_items_over_five_people():
    result = alpha_of([(3, 4, 3), (2, 3, 4), (4, 4, 5), (3, 2, 3), (4, 4, 4)])
    assert printed(result.alpha, 7) == "0.7325581"
    assert [printed(item.variance, 1) for item in result.items] == ["0.7", "0.8", "0.7"]


def test_each_item_is_judged_against_the_others():
    rows = [(3, 4, 3), (2, 3, 4), (4, 4, 5), (3, 2, 3), (4, 4, 4)]
    whole = alpha_of(rows)
    without_second = alpha_of([(a, c) for a, _, c in rows])
    assert whole.items[1].alpha_without == pytest.approx(without_second.alpha, abs=1e-12)
    # Centred: A = (-.2, -1.2, .8, -.2, .8), B + C = (-.2, -.2, 1.8, -2.2, .8).
    assert whole.items[0].rest_correlation == pytest.approx(2.8 / (2.8 * 8.8) ** 0.5, abs=1e-12)
    assert whole.items[0].mean == 3.2


def test_without_one_of_two_items_nothing_is_left_to_compare():
    result = alpha_of([(1, 2), (2, 2.5), (3, 5)])
    assert [item.alpha_without for item in result.items] == [None, None]


def test_an_item_that_never_varies_has_no_correlation_and_is_pointed_out():
    result = alpha_of([(1, "0,1", 2), (2, "0,1", 2), (3, "0,1", 5)])
    assert result.items[1].rest_correlation is None
    assert result.warnings == ("Alla domanda «Colonna 2» tutti hanno risposto allo stesso modo.",)


def test_rounding_is_not_taken_for_variation():
    """Totals of decimals differ in the last digit even where the other items never vary."""
    two = alpha_of([(1, "0,1"), (2, "0,1"), (4, "0,1")])
    assert two.items[0].rest_correlation is None
    three = alpha_of([(1, "0,1", "0,3"), (4, "0,1", "0,3")])
    assert three.items[0].alpha_without is None


def test_a_running_number_in_the_first_column_is_pointed_out():
    rows = [(at, 1 + at % 5, 1 + at % 3) for at in range(101, 113)]
    assert alpha_of(rows).warnings == (
        "La colonna «Colonna 1» sembra un numero progressivo: in questo caso toglietela.",
    )
    assert alpha_of(rows[:11]).warnings == ()


def test_reversed_items_give_a_negative_alpha_and_an_advice():
    result = alpha_of([(1, 5), (2, 4), (3, 4), (5, 1)])
    assert result.alpha < 0
    assert "scala rovesciata" in result.sentence


@pytest.mark.parametrize(
    "rows", [[(1, 5), (2, 4), (3, 3)], [(3, 3), (3, 3)], [("0,1", "0,2"), ("0,3", "0")]]
)
def test_equal_totals_make_alpha_not_computable(rows):
    with pytest.raises(ToolboxError, match="non è calcolabile") as caught:
        alpha_of(rows)
    assert caught.value.field == "table"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([(1,), (2,)], "Servono almeno due domande, una per colonna."),
        ([(1, 2)], "Servono almeno due questionari con tutte le risposte."),
        ([(1, 2), (3, "")], "Servono almeno due questionari con tutte le risposte."),
    ],
)
def test_too_few_items_or_answers_are_refused(rows, sentence):
    with pytest.raises(ToolboxError) as caught:
        alpha_of(rows)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("confidence", [nan, inf, 0, 1, "95", None, 10**400])
def test_an_impossible_confidence_is_refused(confidence):
    with pytest.raises(ToolboxError) as caught:
        reliability(parse_table(FIFTEEN_BY_TEN), confidence)
    assert caught.value.field == "confidence"


@st.composite
def answers(draw):
    width = draw(st.integers(2, 6))
    row = st.tuples(*[st.integers(1, 7)] * width)
    rows = draw(st.lists(row, min_size=3, max_size=25))
    assume(len({sum(cells) for cells in rows}) > 1)
    return rows


@checked
@given(answers())
def test_alpha_never_exceeds_one_and_lies_in_its_interval(rows):
    result = alpha_of(rows)
    assert result.low <= result.alpha + 1e-12
    assert result.alpha <= 1
    assert result.alpha - 1e-12 <= result.high <= 1


@checked
@given(answers(), st.integers(-5, 5), st.integers(2, 9), st.randoms(use_true_random=False))
def test_alpha_does_not_mind_shifts_scale_or_order(rows, shift, scale, rng):
    moved = [tuple(scale * cell + shift * at for at, cell in enumerate(row)) for row in rows]
    rng.shuffle(moved)
    assert alpha_of(moved).alpha == pytest.approx(alpha_of(rows).alpha, abs=1e-9)


@checked
@given(answers())
def test_more_confidence_widens_the_interval(rows):
    table = parse_table(pasted(rows))
    wide, narrow = reliability(table, 0.99), reliability(table, 0.9)
    assert wide.low <= narrow.low
    assert wide.high >= narrow.high


def test_two_thousand_answers_to_forty_questions_are_read_and_judged_in_time():
    rng = random.Random(20120424)
    text = pasted([[rng.randint(1, 10) for _ in range(40)] for _ in range(2_000)])
    started = time.perf_counter()
    result = reliability(parse_table(text))
    assert time.perf_counter() - started < 2
    assert (result.respondents, len(result.items)) == (2_000, 40)


def test_two_thousand_answers_to_forty_questions_fit_in_memory():
    rng = random.Random(20120424)
    rows = [[round(rng.uniform(1, 10), 2) for _ in range(40)] for _ in range(2_000)]
    text = pasted(rows).replace(".", ",")
    tracemalloc.start()
    reliability(parse_table(text))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000_000


def test_texts_tell_the_people_left_out_and_the_advised_threshold():
    table = parse_table(FIFTEEN_BY_TEN + "- 5 5 4 2 2 1 4 6 5\n")
    result = reliability(table)
    assert "L'alfa di Cronbach è 0,59, su 15 questionari completi e 10 domande." in result.sentence
    assert "Vi consigliamo di arrivare almeno a 0,70" in result.sentence
    assert "esclusi per risposte mancanti: 1." in result.method_note
    assert "intervallo di Feldt da 0,19 a 0,84, confidenza 95%" in result.method_note


def test_the_threshold_is_met_by_what_the_reader_sees():
    seven = Table(("a", "b"), ((1.0, 1.0), (2.0, 2.0), (3.0, 3.0)), (), (1, 2, 3))
    assert "Raggiunge la soglia" in reliability(seven).sentence
