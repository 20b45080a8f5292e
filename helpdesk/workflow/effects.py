# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import dataclass

from .states import State, Verb
from .table import MOVES

FINISHED = frozenset({State.SOLVED, State.CLOSED, State.MERGED, State.SPAM})
STILL = FINISHED | {State.WAITING}
ANSWERS = frozenset({Verb.ANSWER, Verb.ASK_BACK, Verb.SOLVE})


@dataclass(frozen=True)
class Effects:
    """What a move does to the two clocks of a request.

    `starts_clock`: unless it has been started already. `resumes_clock`: the time since it was
    paused or stopped is a pause. `answers`: an answer was given, the first one meets its target.
    `stops_first_answer`: nobody waits for it any longer, be it given or not.
    """

    answers: bool
    starts_clock: bool
    pauses_clock: bool
    resumes_clock: bool
    stops_first_answer: bool
    stops_solution: bool


def effects(state: State, verb: Verb) -> Effects:
    """Of a move that `next_state` allows; KeyError for moves that do not exist."""
    state, verb = State(state), Verb(verb)
    after, _actors = MOVES[state, verb]
    return Effects(
        answers=verb in ANSWERS,
        starts_clock=after == State.NEW and state in {State.UNCONFIRMED, State.SPAM},
        pauses_clock=after == State.WAITING and state != State.WAITING,
        resumes_clock=state in STILL and after not in STILL,
        stops_first_answer=verb in ANSWERS or (after in FINISHED and state not in FINISHED),
        stops_solution=after in FINISHED and state not in FINISHED,
    )
