# SPDX-License-Identifier: AGPL-3.0-or-later
from enum import StrEnum

from .states import CLOSES_AFTER, REOPENS_WITHIN, Actor, State, Verb


class Refusal(StrEnum):
    STATE = "state"
    ACTOR = "actor"
    TIME = "time"


class NotAllowed(ValueError):
    """Carries a sentence for the person; `reason` says what stands in the way."""

    def __init__(self, sentence: str, reason: Refusal):
        super().__init__(sentence)
        self.reason = reason


def wrong_state(state: State, verb: Verb, actor: Actor) -> NotAllowed:
    if state == State.MERGED:
        sentence = "Questa richiesta è stata unita a un'altra: continuate in quella."
    else:
        label = state.operator_label if actor == Actor.OPERATOR else state.label
        sentence = f"Non è possibile {verb.phrase}: lo stato è «{label}»."
    return NotAllowed(sentence, Refusal.STATE)


def wrong_actor(verb: Verb, actors: frozenset[Actor]) -> NotAllowed:
    who = " o ".join(actor.label for actor in Actor if actor in actors)
    return NotAllowed(f"Può {verb.phrase} solo {who}.", Refusal.ACTOR)


def too_late() -> NotAllowed:
    return NotAllowed(
        f"La richiesta è chiusa da più di {REOPENS_WITHIN.days} giorni. "
        "Apritene una nuova e citate il numero di questa.",
        Refusal.TIME,
    )


def too_early() -> NotAllowed:
    return NotAllowed(
        f"Il portale chiude una richiesta quando è risolta da {CLOSES_AFTER.days} giorni.",
        Refusal.TIME,
    )
