# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta
from enum import StrEnum

REOPENS_WITHIN = timedelta(days=30)
CLOSES_AFTER = timedelta(days=14)


class State(StrEnum):
    UNCONFIRMED = "unconfirmed"
    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    SOLVED = "solved"
    CLOSED = "closed"
    MERGED = "merged"
    SPAM = "spam"

    @property
    def label(self) -> str:
        """For the requester, in the middle of a sentence."""
        return FOR_REQUESTER[self]

    @property
    def operator_label(self) -> str:
        return FOR_OPERATOR.get(self, FOR_REQUESTER[self])


class Verb(StrEnum):
    CONFIRM = "confirm"
    TAKE = "take"
    ANSWER = "answer"
    ASK_BACK = "ask_back"
    REQUESTER_REPLIES = "requester_replies"
    SOLVE = "solve"
    REOPEN = "reopen"
    CLOSE = "close"
    MERGE = "merge"
    SPAM = "spam"
    SEPARATE = "separate"

    @property
    def label(self) -> str:
        """On a button."""
        return BUTTONS[self]

    @property
    def phrase(self) -> str:
        """After "può"."""
        return PHRASES[self]


class Actor(StrEnum):
    """Colleague: who sees the request because its requester lets their administration see it."""

    REQUESTER = "requester"
    COLLEAGUE = "colleague"
    OPERATOR = "operator"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return ACTORS[self]


FOR_REQUESTER = {
    State.UNCONFIRMED: "da confermare",
    State.NEW: "da prendere in carico",
    State.OPEN: "in lavorazione",
    State.WAITING: "in attesa di voi",
    State.SOLVED: "risolta",
    State.CLOSED: "chiusa",
    State.MERGED: "unita a un'altra",
    State.SPAM: "non accolta",
}
FOR_OPERATOR = {
    State.UNCONFIRMED: "da confermare per e-mail",
    State.WAITING: "in attesa di chi ha chiesto",
    State.SPAM: "indesiderata",
}
BUTTONS = {
    Verb.CONFIRM: "Confermate la richiesta",
    Verb.TAKE: "Prendete in carico",
    Verb.ANSWER: "Rispondete",
    Verb.ASK_BACK: "Chiedete chiarimenti",
    Verb.REQUESTER_REPLIES: "Inviate il messaggio",
    Verb.SOLVE: "Segnate come risolta",
    Verb.REOPEN: "Riaprite la richiesta",
    Verb.CLOSE: "Chiudete: il problema è risolto",
    Verb.MERGE: "Unite a un'altra richiesta",
    Verb.SPAM: "Segnate come indesiderata",
    Verb.SEPARATE: "Separate dall'altra richiesta",
}
PHRASES = {
    Verb.CONFIRM: "confermare la richiesta",
    Verb.TAKE: "prendere in carico la richiesta",
    Verb.ANSWER: "rispondere alla richiesta",
    Verb.ASK_BACK: "chiedere chiarimenti",
    Verb.REQUESTER_REPLIES: "aggiungere un messaggio",
    Verb.SOLVE: "segnare la richiesta come risolta",
    Verb.REOPEN: "riaprire la richiesta",
    Verb.CLOSE: "chiudere la richiesta",
    Verb.MERGE: "unire la richiesta a un'altra",
    Verb.SPAM: "segnare la richiesta come indesiderata",
    Verb.SEPARATE: "separare la richiesta dall'altra",
}
ACTORS = {
    Actor.REQUESTER: "chi ha aperto la richiesta",
    Actor.COLLEAGUE: "un collega che la vede",
    Actor.OPERATOR: "un operatore",
    Actor.SYSTEM: "il portale",
}
