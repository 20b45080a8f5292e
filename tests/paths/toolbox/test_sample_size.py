# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.sample_size import krejcie_morgan, sample_size
from tests.paths.toolbox.helpers import IMPOSSIBLE, checked, printed

populations = st.integers(1, 10**9)
margins = st.floats(0.0001, 0.9999)
confidences = st.floats(0.5, 0.9999)
shares = st.floats(0.0001, 0.9999)


@pytest.mark.parametrize(
    ("confidence", "margin", "exact", "n"),
    [
        (0.95, 0.05, "384.1459", 385),
        (0.95, 0.03, "1067.0719", 1068),
        (0.90, 0.05, "270.5543", 271),
        (0.99, 0.05, "663.4897", 664),
        (0.95, 0.10, "96.0365", 97),
    ],
)
def test_an_unknown_population_needs_cochran_s_sample(confidence, margin, exact, n):
    result = sample_size(margin=margin, confidence=confidence)
    assert printed(result.infinite, 4) == exact
    assert result.n == n


@pytest.mark.parametrize(
    ("population", "exact", "n"),
    [
        (1, "1.000", 1),
        (10, "9.771", 10),
        (100, "79.509", 80),
        (500, "217.487", 218),
        (660, "243.050", 244),
        (1_000, "277.733", 278),
        (2_000, "322.386", 323),
        (10_000, "369.971", 370),
    ],
)
def test_a_finite_population_needs_less(population, exact, n):
    result = sample_size(population)
    assert printed(result.exact, 3) == exact
    assert result.n == n


PUBLISHED = {
    **{10: 10, 15: 14, 20: 19, 25: 24, 30: 28, 35: 32, 40: 36, 45: 40, 50: 44, 55: 48, 60: 52},
    **{65: 56, 70: 59, 75: 63, 80: 66, 85: 70, 90: 73, 95: 76, 100: 80, 110: 86, 220: 140},
    **{230: 144, 240: 148, 250: 152, 500: 217, 1200: 291, 1300: 297, 1400: 302, 1500: 306},
    **{2800: 338, 1000: 278, 10_000: 370},
}


@pytest.mark.parametrize(("population", "n"), PUBLISHED.items())
def test_the_table_of_krejcie_and_morgan_is_reproduced(population, n):
    assert krejcie_morgan(population) == n


def test_the_published_table_rounds_to_nearest_where_we_round_up():
    assert (krejcie_morgan(500), sample_size(500).n) == (217, 218)


@checked
@given(populations, margins, confidences, shares)
def test_the_sample_is_never_larger_than_the_population(population, margin, confidence, share):
    result = sample_size(population, margin, confidence, share)
    assert 1 <= result.n <= population
    assert 1 <= krejcie_morgan(population) <= population


def test_rounding_never_asks_for_more_than_everybody():
    result = sample_size(1, margin=0.484, confidence=0.5)
    assert result.exact > 1
    assert result.n == 1


@checked
@given(populations, populations, margins)
def test_more_users_never_need_fewer_answers(one, other, margin):
    small, large = sorted((one, other))
    assert (
        sample_size(small, margin).n <= sample_size(large, margin).n <= sample_size(None, margin).n
    )


@checked
@given(populations, margins, margins)
def test_a_narrower_margin_never_needs_fewer_answers(population, one, other):
    narrow, wide = sorted((one, other))
    assert sample_size(population, narrow).n >= sample_size(population, wide).n


@pytest.mark.parametrize("value", [v for v in IMPOSSIBLE if v is not None] + [0, 2.5, 10**9 + 1])
def test_an_impossible_population_is_refused_with_the_range_admitted(value):
    with pytest.raises(ToolboxError) as caught:
        sample_size(value)
    assert caught.value.field == "population"
    assert str(caught.value) == (
        "Numero di utenti: scrivete un numero intero tra 1 e 1.000.000.000."
    )
    with pytest.raises(ToolboxError, match="Numero di utenti"):
        krejcie_morgan(value)


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0, 1, 5])
@pytest.mark.parametrize("field", ["margin", "share"])
def test_margin_and_share_stay_inside_zero_and_one(field, value):
    with pytest.raises(ToolboxError, match="tra 0,01% e 99,99%") as caught:
        sample_size(1_000, **{field: value})
    assert caught.value.field == field


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0, 1, 95, 0.49])
def test_confidence_stays_between_half_and_almost_one(value):
    with pytest.raises(ToolboxError, match="tra 50% e 99,99%") as caught:
        sample_size(1_000, confidence=value)
    assert caught.value.field == "confidence"


def test_the_sentence_tells_answers_margin_and_confidence():
    assert sample_size(1_000).sentence == (
        "Vi servono almeno 278 risposte valide su 1.000 utenti. Il margine di errore sarà di "
        "5 punti percentuali, con una confidenza pari al 95%. "
        "Vale per un campione casuale, non per chi risponde di sua iniziativa."
    )
    assert sample_size(10).sentence == (
        "Ascoltate tutti gli utenti (10): un campione non vi farebbe risparmiare."
    )


def test_the_method_note_gives_what_is_needed_to_repeat_the_calculation():
    note = sample_size(1_000, margin=0.035, confidence=0.9, share=0.2).method_note
    for part in ("1.000 utenti", "3,5 punti percentuali", "90%", "20%", "risposte valide"):
        assert part.lower() in note.lower()
    assert "numero non noto" in sample_size().method_note
    assert sample_size(10).method_note == "La rilevazione è stata estesa a tutti gli utenti (10)."
