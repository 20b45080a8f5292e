# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a request stands, as its requester reads it: in words, with what they can do."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from migliorapa.core.moments import day_in_words

from .. import workflow
from ..models import Ticket
from .promise import promise_in_words

State, Verb = Ticket.State, workflow.Verb
EXPECTED = {
    State.NEW: "Tocca all'help desk: un operatore la prende in carico e vi scrive. Voi non dovete "
    "fare nulla, ma potete aggiungere notizie.",
    State.OPEN: "Tocca all'help desk: ci sta lavorando. Potete aggiungere notizie in ogni momento.",
    State.WAITING: "Tocca a voi: l'help desk vi ha fatto una domanda. Il tempo promesso riparte "
    "quando rispondete. Senza notizie vi mandiamo un promemoria, poi la segniamo come risolta.",
    State.SOLVED: "Tocca a voi: per l'help desk è risolta. Se lo è anche per voi, chiudetela. Se "
    "non lo è, scrivete qui sotto e riprendiamo. Senza notizie si chiude da sola dopo 14 giorni.",
    State.CLOSED: "Nessuno deve fare più nulla.",
    State.MERGED: "L'abbiamo unita a un'altra richiesta sullo stesso bisogno.",
    State.SPAM: "Non l'abbiamo accolta. Se è un errore, scrivete alla redazione.",
}


@dataclass(frozen=True)
class Standing:
    state: str
    promise: str
    expected: str
    can_reply: bool
    can_close: bool
    can_reopen: bool
    reopens_until: str = ""

    @classmethod
    def of(cls, ticket: Ticket, party: str) -> "Standing":
        """`party`: requester or colleague."""
        ended = ticket.closed or ticket.solved
        since = timezone.now() - ended if ended else timedelta(0)
        verbs = workflow.allowed(ticket.state, party, since=since)
        is_closed = ticket.state == State.CLOSED
        until = ended + workflow.REOPENS_WITHIN if is_closed and ended else None
        promise = promise_in_words(ticket)
        return cls(
            state=workflow.State(ticket.state).label,
            promise=promise[:1].upper() + promise[1:],
            expected=EXPECTED.get(ticket.state, ""),
            can_reply=Verb.REQUESTER_REPLIES in verbs and not is_closed,
            can_close=Verb.CLOSE in verbs,
            can_reopen=Verb.REOPEN in verbs and is_closed,
            reopens_until=day_in_words(timezone.localtime(until)) if until else "",
        )
