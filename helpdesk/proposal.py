# SPDX-License-Identifier: AGPL-3.0-or-later
"""A FAQ drafted from a request or a public question: what was asked and answered, nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Message, PublicQuestion, Ticket
from .private_data import record_of_writers, told_in
from .redaction import Record, Replacement, is_empty_after, redact, without_courtesies

ANSWERS = (Message.Kind.ANSWER, Message.Kind.CALL)
SENTENCES = 2


@dataclass(frozen=True)
class Proposal:
    """Texts already redacted, with every replacement that was made in them."""

    question: str
    answer: str
    body: str
    replacements: tuple[Replacement, ...]

    def told(self) -> list[dict]:
        """The replacements as a FAQ keeps them, each once."""
        pairs = dict.fromkeys((item.original, item.replacement) for item in self.replacements)
        return [{"original": before, "replacement": after} for before, after in pairs]


def opening(text: str) -> str:
    """The first sentences of an answer, as its short form."""
    flat = " ".join(text.split("\n"))
    sentences = flat.replace("? ", "?|").replace(". ", ".|").split("|")
    return " ".join(part.strip() for part in sentences[:SENTENCES] if part.strip())


def _redacted(asked: str, said: Iterable[str], known: Record) -> Proposal:
    question = redact(asked, known)
    told = [redact(without_courtesies(text), known) for text in said]
    body = "\n\n".join(filter(None, (_unsigned(each.text) for each in told)))
    return Proposal(
        question=question.text,
        answer=opening(body),
        body=body,
        replacements=(
            *question.replacements,
            *(item for each in told for item in each.replacements),
        ),
    )


def _unsigned(text: str) -> str:
    """Without the last lines that only say who writes."""
    lines = text.split("\n")
    while lines and is_empty_after(lines[-1]):
        lines.pop()
    return "\n".join(lines)


def _as_question(text: str) -> str:
    text = text.rstrip(" .")
    text = text[:1].upper() + text[1:]
    return text if text.endswith("?") else f"{text}?"


def from_ticket(ticket: Ticket) -> Proposal:
    given = [message.body for message in ticket.messages.all() if message.kind in ANSWERS]
    made = _redacted(ticket.subject, given, told_in(ticket))
    return Proposal(_as_question(made.question), made.answer, made.body, made.replacements)


def from_question(question: PublicQuestion) -> Proposal:
    """From a public question and its chosen answer; whoever wrote them is left out."""
    answer = question.accepted
    first = _redacted(question.title, [answer.body], record_of_writers([question, answer]))
    if question.ticket is None:
        return first
    again = _redacted(first.question, [first.body], told_in(question.ticket))
    made = (*first.replacements, *again.replacements)
    return Proposal(again.question, again.answer, again.body, made)


def question_from_ticket(ticket: Ticket) -> Proposal:
    """What was asked, for others to answer; `answer` is empty."""
    asked = [m.body for m in ticket.messages.all() if m.kind == Message.Kind.QUESTION]
    record = told_in(ticket)
    subject, body = redact(ticket.subject, record), redact("\n\n".join(asked), record)
    return Proposal(
        question=subject.text,
        answer="",
        body=body.text,
        replacements=(*subject.replacements, *body.replacements),
    )
