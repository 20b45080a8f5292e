# SPDX-License-Identifier: AGPL-3.0-or-later
"""A FAQ drafted from a request or a public question: what was asked and answered, nobody's name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from migliorapa.core.readability import ABBREVIATION, plain_text

from .models import Message, PublicQuestion, Ticket
from .private_data import record_of_writers, told_in
from .redaction import Record, Replacement, is_empty_after, redact, without_courtesies

ANSWERS = (Message.Kind.ANSWER, Message.Kind.CALL)
SENTENCES, LONGEST = 2, 1000
SENTENCE_END = re.compile(r"[.?!]+[»)\"]*(?=\s|$)|(?=\n[ \t]*\n)|\Z")
MARKDOWN = re.compile(r"\]\(|\*\*|`|^\s*(?:[-*+#>|]|\d+[.)]\s)", re.MULTILINE)


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


def _ends(text: str) -> list[int]:
    """Where the sentences end; not after «art.» nor after the number of an item of a list."""
    abbreviated = {found.end() for found in ABBREVIATION.finditer(text)}
    ends, start = [], 0
    for found in SENTENCE_END.finditer(text):
        end = found.end()
        if end not in abbreviated and re.search(r"[^\W\d_]", text[start:end]):
            ends.append(end)
            start = end
    return ends


def in_two(text: str) -> tuple[str, str]:
    """The short answer, and the detail that goes on from there: read together they are the text.

    The short answer has no Markdown. A first sentence that has some is told in plain words, and
    the detail keeps it.
    """
    start, ends = 0, _ends(text)[:SENTENCES]
    for end in ends:
        if end > LONGEST or MARKDOWN.search(text, start, end):
            break
        start = end
    if not start:
        first = plain_text(text[: ends[0] if ends else None])
        return " ".join(first.split())[:LONGEST], text
    return " ".join(text[:start].split()), text[start:].strip()


def _redacted(asked: str, said: Iterable[str], known: Record) -> Proposal:
    """`body` is the whole answer, still to be told in two."""
    question = redact(asked, known)
    told = [redact(without_courtesies(text), known) for text in said]
    body = "\n\n".join(filter(None, (_unsigned(each.text) for each in told)))
    return Proposal(
        question=question.text,
        answer="",
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
    return Proposal(_as_question(made.question), *in_two(made.body), made.replacements)


def from_question(question: PublicQuestion) -> Proposal:
    """From a public question and its chosen answer; whoever wrote them is left out."""
    answer = question.accepted
    first = _redacted(question.title, [answer.body], record_of_writers([question, answer]))
    if question.ticket is None:
        return Proposal(first.question, *in_two(first.body), first.replacements)
    again = _redacted(first.question, [first.body], told_in(question.ticket))
    made = (*first.replacements, *again.replacements)
    return Proposal(again.question, *in_two(again.body), made)


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
