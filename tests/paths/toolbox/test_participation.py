# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.errors import ToolboxError
from paths.toolbox.participation import contacts_needed, participation
from tests.paths.toolbox.helpers import IMPOSSIBLE, checked, printed


@pytest.mark.parametrize(("rate", "needed"), [(0.15, 1854), (0.04, 6950), (1, 278)])
def test_users_to_reach_for_278_votes(rate, needed):
    assert contacts_needed(278, rate).needed == needed


def test_a_rate_counts_as_written_and_not_as_its_binary_neighbour():
    assert contacts_needed(21, 0.35).needed == 60
    assert contacts_needed(69, 0.69).needed == 100


def test_participation_is_votes_over_users_served():
    assert participation(150, 1000).rate == 0.15
    assert printed(participation(284, 634).rate, 7) == "0.4479495"


@checked
@given(st.integers(1, 10**9), st.floats(0.0001, 1))
def test_the_users_to_reach_are_just_enough(n, rate):
    needed = contacts_needed(n, rate).needed
    assert needed >= n
    assert needed * rate >= n * (1 - 1e-12)
    assert (needed - 1) * rate < n * (1 + 1e-12)


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0.5])
def test_impossible_counts_are_refused(value):
    for field, calculate in (
        ("votes", lambda: participation(value, 100)),
        ("served", lambda: participation(0, value)),
        ("n", lambda: contacts_needed(value, 0.1)),
    ):
        with pytest.raises(ToolboxError, match="numero intero") as caught:
            calculate()
        assert caught.value.field == field


def test_votes_cannot_exceed_the_users_served():
    with pytest.raises(ToolboxError, match="tra 0 e 100"):
        participation(101, 100)
    with pytest.raises(ToolboxError, match="tra 1 e"):
        participation(0, 0)


@pytest.mark.parametrize("value", [*IMPOSSIBLE, 0, 15])
def test_an_impossible_rate_is_refused(value):
    with pytest.raises(ToolboxError, match="tra 0,01% e 100%") as caught:
        contacts_needed(278, value)
    assert caught.value.field == "rate"


def test_the_sentences_say_who_voted_and_whom_to_reach():
    assert participation(80, 1_000).sentence.startswith(
        "Ha votato l'8% degli utenti serviti: 80 su 1.000."
    )
    assert contacts_needed(278, 0.15).sentence.startswith(
        "Per avere 278 risposte dovete raggiungere almeno 1.854 utenti, se partecipa il 15%."
    )
    assert "Tasso di partecipazione: 8,0%." in participation(80, 1_000).method_note
    assert "Utenti da raggiungere: 1.854." in contacts_needed(278, 0.15).method_note
