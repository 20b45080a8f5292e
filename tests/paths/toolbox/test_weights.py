# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.weights import (
    Coverage,
    effective_size,
    parse_coverage,
    post_stratification,
    weighted_mean,
)
from tests.paths.toolbox.helpers import IMPOSSIBLE, checked, printed


def coverage(*pairs):
    return [Coverage(f"Zona {at}", *pair) for at, pair in enumerate(pairs, start=1)]


def test_a_weighted_mean_of_ten_values():
    assert weighted_mean(list(range(1, 11)), list(range(10, 0, -1))) == 4.0


def test_rounding_never_takes_the_mean_outside_its_values():
    assert weighted_mean([0.1] * 3, [1] * 3) == 0.1


def test_the_mean_of_four_strata_weighted_by_their_shares():
    assert printed(weighted_mean([3.9, 3.4, 4.2, 2.5], [0.43, 0.31, 0.18, 0.08]), 3) == "3.687"


def test_kish_s_effective_size():
    assert printed(effective_size([1.5] * 40 + [0.8] * 60), 4) == "90.8411"


def test_a_stratum_heard_too_little_weighs_more():
    result = post_stratification(coverage((600, 40), (400, 60)))
    assert [stratum.weight for stratum in result.strata] == [1.5, 400 / 600]
    assert (result.n, result.population) == (100, 1_000)
    assert result.effective == pytest.approx(effective_size([1.5] * 40 + [400 / 600] * 60))


strata_pairs = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n)))


@checked
@given(st.lists(strata_pairs, min_size=1, max_size=20))
def test_the_weights_give_back_the_sample_and_the_population(pairs):
    result = post_stratification(coverage(*pairs))
    assert sum(s.weight * s.answers for s in result.strata) == pytest.approx(result.n)
    for stratum in result.strata:
        weighted = stratum.weight * stratum.answers / result.n
        assert weighted == pytest.approx(stratum.population / result.population)
    assert result.effective <= result.n * (1 + 1e-12)


@checked
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=20), st.integers(1, 50))
def test_a_sample_in_proportion_needs_no_weights(answers, times):
    result = post_stratification(coverage(*((n * times, n) for n in answers)))
    assert {stratum.weight for stratum in result.strata} == {1.0}
    assert result.effective == pytest.approx(result.n)


positive = st.floats(1e-300, 1e9)


@checked
@given(st.lists(positive, min_size=1, max_size=40))
def test_the_effective_size_lies_between_one_and_the_answers(weights):
    assert 1 - 1e-12 <= effective_size(weights) <= len(weights) * (1 + 1e-12)


@checked
@given(st.lists(st.tuples(st.floats(-1e9, 1e9), positive), min_size=1, max_size=40))
def test_a_weighted_mean_stays_among_its_values(pairs):
    values, weights = zip(*pairs, strict=True)
    assert min(values) <= weighted_mean(values, weights) <= max(values)


@pytest.mark.parametrize("value", IMPOSSIBLE)
def test_impossible_weights_are_refused(value):
    for calculate in (effective_size, lambda weights: weighted_mean([1, 2], weights)):
        with pytest.raises(ToolboxError, match="Peso") as caught:
            calculate([1, value])
        assert caught.value.field == "weights"


@pytest.mark.parametrize(
    ("values", "weights", "sentence"),
    [
        ([], [], "Valori: ne servono da 1 a 100.000, ora sono 0."),
        ([1], [1, 2], "Servono tanti pesi quanti valori."),
        ([1, 2], [0, 0], "Almeno un peso deve essere maggiore di zero."),
    ],
)
def test_values_and_weights_must_go_together(values, weights, sentence):
    with pytest.raises(ToolboxError) as caught:
        weighted_mean(values, weights)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0, 2.5])
def test_impossible_users_are_refused_by_stratum(value):
    with pytest.raises(ToolboxError, match="Utenti dello strato «Zona 1»") as caught:
        post_stratification(coverage((value, 1)))
    assert caught.value.field == "strata"


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 51])
def test_answers_cannot_exceed_the_users_of_the_stratum(value):
    with pytest.raises(ToolboxError, match=r"Risposte dello strato «Zona 1».* tra 0 e 50"):
        post_stratification(coverage((50, value)))


def test_a_stratum_without_answers_cannot_be_weighted():
    with pytest.raises(ToolboxError, match="«Zona 2» non ha risposte: unitelo"):
        post_stratification(coverage((50, 5), (50, 0)))
    with pytest.raises(ToolboxError, match="ne servono da 1 a 200"):
        post_stratification([])


def test_strata_are_read_from_a_pasted_table():
    assert parse_coverage("Zona;Utenti;Risposte\nCentro;1.600;40") == (
        Coverage("Centro", 1600, 40),
    )
    with pytest.raises(ToolboxError, match="tre colonne"):
        parse_coverage("Centro;600")


def test_the_texts_tell_weights_and_effective_size():
    result = post_stratification(coverage((600, 40), (400, 60)))
    assert "Risposte raccolte: 100. Con questi pesi valgono come 86" in result.sentence
    assert "Pesi: Zona 1 1,500; Zona 2 0,667." in result.method_note
