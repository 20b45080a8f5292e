# SPDX-License-Identifier: AGPL-3.0-or-later
"""The life of a request as data: who may do what, and where it leads. Pure: no Django, no models.

next_state(State.OPEN, Verb.ASK_BACK, Actor.OPERATOR)  # State.WAITING
effects(State.OPEN, Verb.ASK_BACK).pauses_clock        # True
allowed(State.SOLVED, Actor.REQUESTER)                 # the buttons of the page
"""

from .effects import Effects, effects
from .refusals import NotAllowed, Refusal
from .rules import allowed, next_state
from .states import CLOSES_AFTER, REOPENS_WITHIN, Actor, State, Verb

__all__ = [
    "CLOSES_AFTER",
    "REOPENS_WITHIN",
    "Actor",
    "Effects",
    "NotAllowed",
    "Refusal",
    "State",
    "Verb",
    "allowed",
    "effects",
    "next_state",
]
