# SPDX-License-Identifier: AGPL-3.0-or-later
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.allocation import METHODS, allocate
from paths.toolbox.errors import ToolboxError
from paths.toolbox.quotas import bounded_quotas, largest_remainder
from paths.toolbox.strata import Stratum, parse_strata
from tests.paths.toolbox.helpers import IMPOSSIBLE, checked, printed


def strata(*populations, deviations=None):
    deviations = deviations or [None] * len(populations)
    pairs = zip(populations, deviations, strict=True)
    return tuple(Stratum(f"Zona {at}", *pair) for at, pair in enumerate(pairs, 1))


def sizes(result):
    return [stratum.size for stratum in result.strata]


def quotas(result, decimals):
    return [printed(stratum.quota, decimals) for stratum in result.strata]


def test_proportional_and_equal_shares_of_sixty():
    assert sizes(allocate(60, strata(500, 300, 200))) == [30, 18, 12]
    assert sizes(allocate(60, strata(500, 300, 200), "equal")) == [20, 20, 20]


def test_the_largest_remainders_are_rounded_up():
    result = allocate(278, strata(430, 310, 180, 80))
    assert quotas(result, 2) == ["119.54", "86.18", "50.04", "22.24"]
    assert sizes(result) == [120, 86, 50, 22]


def test_neyman_looks_at_the_variation_inside_each_stratum():
    result = allocate(57, strata(155, 62, 93, deviations=[5, 15, 10]), "neyman")
    assert quotas(result, 3) == ["16.765", "20.118", "20.118"]
    assert sizes(result) == [17, 20, 20]


def test_equal_remainders_go_to_the_first_strata():
    assert sizes(allocate(5, strata(10, 10, 10))) == [2, 2, 1]


def test_a_very_small_stratum_still_gets_one():
    result = allocate(10, strata(990, 10))
    assert sizes(result) == [9, 1]
    assert result.bounded
    assert "almeno una" in result.sentence


def test_what_a_small_stratum_cannot_take_goes_to_the_others_in_proportion():
    result = allocate(60, strata(5, 300, 600), "equal")
    assert sizes(result) == [5, 28, 27]
    assert result.strata[0].quota == 20


def test_a_stratum_without_variation_takes_only_what_the_others_cannot():
    mixed = strata(10, 10, deviations=[0, 5])
    assert sizes(allocate(8, mixed, "neyman")) == [1, 7]
    assert sizes(allocate(15, mixed, "neyman")) == [5, 10]


def test_an_empty_stratum_gets_nothing():
    for method in ("proportional", "equal"):
        assert sizes(allocate(10, strata(50, 0, 50), method)) == [5, 0, 5]


def test_decimal_deviations_count_as_written():
    assert sizes(allocate(4, strata(10, 10, 10, deviations=[0.1, 0.1, 0.2]), "neyman")) == [1, 1, 2]


@st.composite
def problems(draw):
    populations = draw(st.lists(st.integers(0, 3_000), min_size=1, max_size=12).filter(any))
    least = sum(1 for population in populations if population)
    return draw(st.integers(least, sum(populations))), populations


deviations = st.one_of(st.just(0.0), st.floats(0.001, 1_000))


@checked
@given(problems(), st.sampled_from(list(METHODS)), st.data())
def test_the_parts_add_up_and_stay_between_one_and_the_stratum(problem, method, data):
    n, populations = problem
    given_deviations = [data.draw(deviations) for _ in populations]
    given_deviations[max(range(len(populations)), key=populations.__getitem__)] = 1.0
    result = allocate(n, strata(*populations, deviations=given_deviations), method)
    assert sum(sizes(result)) == n
    for size, population in zip(sizes(result), populations, strict=True):
        assert min(1, population) <= size <= population


@checked
@given(problems(), st.floats(0.001, 1_000))
def test_neyman_with_equal_variation_is_proportional(problem, deviation):
    n, populations = problem
    equal = strata(*populations, deviations=[deviation] * len(populations))
    assert sizes(allocate(n, equal, "neyman")) == sizes(allocate(n, equal))


@checked
@given(problems())
def test_free_of_bounds_every_part_is_within_one_of_its_quota(problem):
    n, populations = problem
    result = allocate(n, strata(*populations))
    if not result.bounded:
        assert all(abs(stratum.size - stratum.quota) < 1 for stratum in result.strata)


@checked
@given(problems())
def test_quotas_between_bounds_keep_the_proportions_of_the_weights(problem):
    n, tops = problem
    weights = [top and 1 + at for at, top in enumerate(tops)]
    held = bounded_quotas(n, weights, tops)
    assert sum(held) == n
    multipliers = {
        Fraction(quota) / weight
        for quota, weight, top in zip(held, weights, tops, strict=True)
        if 1 < quota < top
    }
    assert len(multipliers) <= 1
    assert sum(largest_remainder(n, held)) == n


@pytest.mark.parametrize(
    ("n", "sentence"),
    [
        (2, "Gli strati sono 3: servono almeno 3 risposte."),
        (1_001, "Gli utenti sono 1.000: il campione non può essere più grande."),
    ],
)
def test_a_sample_that_cannot_be_divided_is_refused(n, sentence):
    with pytest.raises(ToolboxError) as caught:
        allocate(n, strata(500, 300, 200))
    assert (caught.value.field, str(caught.value)) == ("n", sentence)


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0, 1.5])
def test_an_impossible_sample_is_refused(value):
    with pytest.raises(ToolboxError, match="Numerosità del campione") as caught:
        allocate(value, strata(5, 5))
    assert caught.value.field == "n"


@pytest.mark.parametrize("value", IMPOSSIBLE)
def test_impossible_strata_are_refused_by_name(value):
    with pytest.raises(ToolboxError, match="Utenti dello strato «Zona 2»"):
        allocate(10, strata(50, value))
    with pytest.raises(ToolboxError, match="Deviazione standard dello strato «Zona 2»"):
        allocate(10, strata(50, 50, deviations=[1, value]), "neyman")


@pytest.mark.parametrize("bad", [(), "Zona", None, strata(0, 0), strata(*[1] * 201)])
def test_strata_must_be_some_and_not_all_empty(bad):
    with pytest.raises(ToolboxError) as caught:
        allocate(10, bad)
    assert caught.value.field == "strata"


def test_neyman_without_any_variation_is_refused():
    with pytest.raises(ToolboxError, match="maggiore di zero"):
        allocate(10, strata(50, 50, deviations=[0, 0]), "neyman")


@pytest.mark.parametrize("method", ["ottimale", None, 3, []])
def test_an_unknown_method_is_refused_naming_those_admitted(method):
    with pytest.raises(ToolboxError, match="«proporzionale», «di Neyman», «uguale per tutti»"):
        allocate(10, strata(50, 50), method)


@pytest.mark.parametrize("label", ["", "  ", None, 5, "x" * 121])
def test_a_stratum_needs_a_name_of_bearable_length(label):
    with pytest.raises(ToolboxError, match="al massimo 120 caratteri"):
        allocate(10, [Stratum(label, 50)])


def test_strata_are_read_from_a_pasted_table():
    pasted = "Zona\tUtenti\tDeviazione\nCentro\t1.550\t0,5\nFrazioni\t620\t1,5"
    assert parse_strata(pasted) == (Stratum("Centro", 1550, 0.5), Stratum("Frazioni", 620, 1.5))
    assert parse_strata("Centro;155\nFrazioni;62")[1] == Stratum("Frazioni", 62)


@pytest.mark.parametrize(
    ("pasted", "part"),
    [
        ("Centro;155\nFrazioni;", "Riga 2, colonna «Colonna 2»: manca il valore"),
        ("Centro;155;1;2", "Bastano tre colonne"),
        ("Centro;15,5", "Utenti dello strato «Centro»"),
        ("Centro;-5", "Utenti dello strato «Centro»"),
    ],
)
def test_a_pasted_table_that_makes_no_strata_is_refused(pasted, part):
    with pytest.raises(ToolboxError, match=part) as caught:
        parse_strata(pasted)
    assert caught.value.field == "strata"


def test_texts_name_the_largest_part_and_list_all():
    result = allocate(278, strata(430, 310, 180, 80))
    assert "«Zona 1»: 120" in result.sentence
    assert "Zona 1 120; Zona 2 86; Zona 3 50; Zona 4 22" in result.method_note
    assert "proporzionale" in result.method_note
