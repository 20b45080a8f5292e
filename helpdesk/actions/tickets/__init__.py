# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every change to a request. Refusals are ValidationError, or PermissionDenied.

Each verb locks the request, moves its state, its clocks and its revision, writes the history and
puts the mails in the outbox, in one transaction.
"""

from .changing import Unchanged, change, move, party_of
from .handling import (
    assign,
    close,
    mark_spam,
    move_to_queue,
    set_priority,
    set_visibility,
    settle_unanswered,
    take,
    unmark_spam,
)
from .opening import choose_queue, confirm_ticket, open_ticket
from .writing import (
    Overtaken,
    answer,
    ask_back,
    call_outcome,
    note,
    note_by_system,
    reopen,
    reply,
    solve,
)

__all__ = [
    "Overtaken",
    "Unchanged",
    "answer",
    "ask_back",
    "assign",
    "call_outcome",
    "change",
    "choose_queue",
    "close",
    "confirm_ticket",
    "mark_spam",
    "move",
    "move_to_queue",
    "note",
    "note_by_system",
    "open_ticket",
    "party_of",
    "reopen",
    "reply",
    "set_priority",
    "set_visibility",
    "settle_unanswered",
    "solve",
    "take",
    "unmark_spam",
]
