# SPDX-License-Identifier: AGPL-3.0-or-later
from itertools import product

import pytest

from helpdesk.workflow import Actor, NotAllowed, State, Verb, effects, next_state
from helpdesk.workflow.table import MOVES

STOPPED = {State.SOLVED, State.CLOSED, State.MERGED, State.SPAM}


def said(state, verb) -> set[str]:
    return {name for name, value in vars(effects(state, verb)).items() if value}


@pytest.mark.parametrize(
    ("state", "verb", "expected"),
    [
        ("unconfirmed", "confirm", {"starts_clock"}),
        ("new", "take", set()),
        ("new", "requester_replies", set()),
        ("new", "answer", {"answers", "stops_first_answer"}),
        ("new", "ask_back", {"answers", "pauses_clock", "stops_first_answer"}),
        ("open", "ask_back", {"answers", "pauses_clock", "stops_first_answer"}),
        ("waiting", "ask_back", {"answers", "stops_first_answer"}),
        ("waiting", "answer", {"answers", "stops_first_answer"}),
        ("waiting", "requester_replies", {"resumes_clock"}),
        ("open", "solve", {"answers", "stops_first_answer", "stops_solution"}),
        ("new", "close", {"stops_first_answer", "stops_solution"}),
        ("new", "merge", {"stops_first_answer", "stops_solution"}),
        ("open", "spam", {"stops_first_answer", "stops_solution"}),
        ("solved", "close", set()),
        ("solved", "reopen", {"resumes_clock"}),
        ("closed", "requester_replies", {"resumes_clock"}),
        ("spam", "reopen", {"starts_clock", "resumes_clock"}),
        ("waiting", "spam", {"stops_first_answer", "stops_solution"}),
        ("merged", "separate", {"resumes_clock"}),
    ],
)
def test_moves_touch_the_clocks_as_promised(state, verb, expected):
    assert said(state, verb) == expected


@pytest.mark.parametrize(("state", "verb"), MOVES)
def test_the_clock_runs_exactly_in_the_states_where_the_office_has_the_word(state, verb):
    after, _ = MOVES[state, verb]
    runs = {State.NEW, State.OPEN}
    move = effects(state, verb)
    assert (move.resumes_clock or move.starts_clock) == (state not in runs and after in runs)
    assert move.pauses_clock == (after == State.WAITING != state)
    assert move.stops_solution == (after in STOPPED and state not in STOPPED)


IMPOSSIBLE = [move for move in product(State, Verb) if move not in MOVES]


@pytest.mark.parametrize(("state", "verb"), IMPOSSIBLE)
def test_moves_that_nobody_may_make_have_no_effects(state, verb):
    with pytest.raises(KeyError):
        effects(state, verb)
    for actor in Actor:
        with pytest.raises(NotAllowed):
            next_state(state, verb, actor)
