# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

from .refusals import NotAllowed, too_early, too_late, wrong_actor, wrong_state
from .states import CLOSES_AFTER, REOPENS_WITHIN, Actor, State, Verb
from .table import MOVES

JUST_NOW = timedelta(0)


def next_state(state: State, verb: Verb, actor: Actor, *, since: timedelta = JUST_NOW) -> State:
    """Where the verb leads. `since`: how long the request has been in `state`.

    Raises NotAllowed. Names are taken as enums or as their values; unknown ones are ValueError.
    """
    state, verb, actor = State(state), Verb(verb), Actor(actor)
    if (state, verb) not in MOVES:
        raise wrong_state(state, verb, actor)
    result, actors = MOVES[state, verb]
    if actor not in actors:
        raise wrong_actor(verb, actors)
    if state == State.CLOSED and since > REOPENS_WITHIN:
        raise too_late()
    if actor == Actor.SYSTEM and verb == Verb.CLOSE and since < CLOSES_AFTER:
        raise too_early()
    return result


def allowed(state: State, actor: Actor, *, since: timedelta = JUST_NOW) -> list[Verb]:
    """In the order of Verb."""
    return [verb for verb in Verb if _is_allowed(state, verb, actor, since)]


def _is_allowed(state: State, verb: Verb, actor: Actor, since: timedelta) -> bool:
    try:
        next_state(state, verb, actor, since=since)
    except NotAllowed:
        return False
    return True
