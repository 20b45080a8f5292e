# SPDX-License-Identifier: AGPL-3.0-or-later
"""Participation in the continuous survey with three faces, and how many users it takes (T28)."""

from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.numbers_it import format_number, format_percent
from paths.toolbox.wording import counted, the_percent

_LIMITS = "Chi vota sceglie di farlo: il risultato descrive chi ha votato, non tutti gli utenti."


@dataclass(frozen=True)
class Participation:
    rate: float
    votes: int
    served: int

    formula: ClassVar[str] = "Tasso di partecipazione = voti / utenti serviti."
    limits: ClassVar[str] = _LIMITS

    @property
    def sentence(self):
        return (
            f"Ha votato {the_percent(self.rate)} degli utenti serviti: "
            f"{format_number(self.votes, 0)} su {format_number(self.served, 0)}. {self.limits}"
        )

    @property
    def method_note(self):
        return (
            f"Voti raccolti: {format_number(self.votes, 0)}. Utenti serviti nel periodo: "
            f"{format_number(self.served, 0)}. "
            f"Tasso di partecipazione: {format_percent(self.rate)}. {self.limits}"
        )


@dataclass(frozen=True)
class Contacts:
    """How many users must be asked for `n` answers at the expected `rate`."""

    needed: int
    n: int
    rate: float

    formula: ClassVar[str] = "Utenti da raggiungere = risposte volute / tasso atteso, per eccesso."
    limits: ClassVar[str] = "Il tasso atteso è una vostra stima: controllatelo nei primi giorni."

    @property
    def sentence(self):
        return (
            f"Per avere {counted(self.n, 'risposta', 'risposte')} dovete raggiungere almeno "
            f"{counted(self.needed, 'utente', 'utenti')}, se partecipa {the_percent(self.rate)}. "
            f"{self.limits}"
        )

    @property
    def method_note(self):
        return (
            f"Risposte volute: {format_number(self.n, 0)}. Tasso di partecipazione atteso: "
            f"{format_percent(self.rate)}. Utenti da raggiungere: {format_number(self.needed, 0)}."
        )


def participation(votes, served):
    """One vote per service, so votes never exceed the users served."""
    served = checks.whole("served", "Utenti serviti", served, low=1)
    votes = checks.whole("votes", "Voti", votes, 0, served)
    return Participation(votes / served, votes, served)


def contacts_needed(n, rate):
    n = checks.whole("n", "Risposte volute", n, low=1)
    rate = checks.share("rate", "Tasso atteso", rate, checks.SMALLEST_SHARE, 1)
    return Contacts(ceil(n / checks.exact(rate)), n, rate)
