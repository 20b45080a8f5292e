# SPDX-License-Identifier: AGPL-3.0-or-later
from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.nps import category, nps, nps_from_counts
from tests.paths.toolbox.helpers import IMPOSSIBLE, checked, printed


def test_fifty_promoters_thirty_passives_twenty_detractors():
    result = nps(50, 30, 20)
    assert result.score == 30
    assert printed(result.standard_error, 4) == "7.8102"
    assert (printed(result.low, 2), printed(result.high, 2)) == ("14.69", "45.31")


@pytest.mark.parametrize("n", [300, 3_000, 30_000])
def test_split_in_thirds_the_interval_is_320_over_the_root_of_n_wide(n):
    result = nps(n // 3, n // 3, n // 3)
    assert printed((result.high - result.low) * sqrt(n), 4) == "320.0608"


def test_six_is_a_detractor_seven_and_eight_passive_nine_a_promoter():
    assert [category(score) for score in range(11)] == (
        ["detractor"] * 7 + ["passive"] * 2 + ["promoter"] * 2
    )


def test_counts_for_each_score_are_grouped():
    assert nps_from_counts([0, 0, 0, 0, 0, 0, 20, 10, 20, 40, 10]) == nps(50, 30, 20)


def test_agreement_of_all_has_no_error():
    for votes, score in (((7, 0, 0), 100), ((0, 7, 0), 0), ((0, 0, 7), -100)):
        result = nps(*votes)
        assert result.low == result.score == result.high == score


counts = st.integers(0, 10**9)


@checked
@given(counts, counts, counts, st.floats(0.5, 0.9999))
def test_the_interval_contains_the_score_inside_minus_and_plus_a_hundred(p, i, d, confidence):
    assume(p + i + d)
    result = nps(p, i, d, confidence)
    assert -100 <= result.low <= result.score <= result.high <= 100


@checked
@given(counts, counts, counts)
def test_the_error_is_the_one_of_the_longer_formula(promoters, passives, detractors):
    n = promoters + passives + detractors
    assume(n)
    p, d = promoters / n, detractors / n
    longer = 100 * sqrt((p * (1 - p) + d * (1 - d) + 2 * p * d) / n)
    error = nps(promoters, passives, detractors).standard_error
    assert error == pytest.approx(longer, rel=1e-6, abs=1e-9)


@checked
@given(st.integers(1, 50), st.integers(0, 50), st.integers(1, 50), st.integers(2, 30))
def test_the_interval_shrinks_as_answers_grow(promoters, passives, detractors, times):
    few = nps(promoters, passives, detractors)
    many = nps(promoters * times, passives * times, detractors * times)
    assert many.standard_error < few.standard_error


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 1.5])
def test_impossible_counts_are_refused_by_field(value):
    for at, field in enumerate(("promoters", "passives", "detractors")):
        votes = [1, 1, 1]
        votes[at] = value
        with pytest.raises(ToolboxError, match="numero intero") as caught:
            nps(*votes)
        assert caught.value.field == field
    with pytest.raises(ToolboxError, match="Risposte con voto 3"):
        nps_from_counts([1, 1, 1, value, *[1] * 7])


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 11, 8.5])
def test_a_score_outside_the_scale_is_refused(value):
    with pytest.raises(ToolboxError, match="tra 0 e 10"):
        category(value)


@pytest.mark.parametrize("counts", [[], [1] * 10, [1] * 12, "1" * 11, None])
def test_eleven_counts_are_needed(counts):
    with pytest.raises(ToolboxError, match="ne servono 11") as caught:
        nps_from_counts(counts)
    assert caught.value.field == "counts"


def test_no_answer_at_all_is_refused():
    with pytest.raises(ToolboxError, match="almeno una risposta"):
        nps(0, 0, 0)


def test_the_texts_expand_the_acronym_and_give_the_interval():
    result = nps(20, 30, 50)
    assert result.sentence.startswith(
        "L'NPS (Net Promoter Score) è −30,0, da −100 a 100. "
        "Tra tutti gli utenti sta verosimilmente fra −45,3 e −14,7, con una confidenza pari al 95%."
    )
    assert "Promotori: 20; passivi: 30; detrattori: 50." in result.method_note
