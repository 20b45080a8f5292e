# SPDX-License-Identifier: AGPL-3.0-or-later
"""A FAQ drafted from a request: the question as asked, the answer as given, nobody's name."""

from dataclasses import dataclass

from .models import Message, Ticket
from .private_data import record_of
from .redaction import Replacement, redact

ANSWERS = (Message.Kind.ANSWER, Message.Kind.CALL)
SENTENCES = 2


@dataclass(frozen=True)
class Proposal:
    """Texts already redacted, with every replacement that was made in them."""

    question: str
    answer: str
    body: str
    replacements: tuple[Replacement, ...]


def opening(text: str) -> str:
    """The first sentences of an answer, as its short form."""
    flat = " ".join(line for line in text.split("\n") if not line.startswith(("Buon", "Gentil")))
    sentences = flat.replace("? ", "?|").replace(". ", ".|").split("|")
    return " ".join(part.strip() for part in sentences[:SENTENCES] if part.strip())


def from_ticket(ticket: Ticket) -> Proposal:
    given = [message for message in ticket.messages.all() if message.kind in ANSWERS]
    record = record_of([ticket])
    subject = redact(ticket.subject, record)
    body = redact("\n\n".join(message.body for message in given), record)
    question = subject.text.rstrip(" .")
    return Proposal(
        question=question if question.endswith("?") else f"{question}?",
        answer=opening(body.text),
        body=body.text,
        replacements=(*subject.replacements, *body.replacements),
    )


def question_from_ticket(ticket: Ticket) -> Proposal:
    """What was asked, for others to answer; `answer` is empty."""
    asked = [m.body for m in ticket.messages.all() if m.kind == Message.Kind.QUESTION]
    record = record_of([ticket])
    subject, body = redact(ticket.subject, record), redact("\n\n".join(asked), record)
    return Proposal(
        question=subject.text,
        answer="",
        body=body.text,
        replacements=(*subject.replacements, *body.replacements),
    )
