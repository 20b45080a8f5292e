# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of who asked and who answered, for the redaction of what is made from it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .as_read import mark_of
from .models import FaqOrigin, PublicAnswer, PublicQuestion, Ticket
from .redaction import Kind, Leak, Record, leaks, learned

IPA_CODE = re.compile(r"[a-z0-9]+_[a-z0-9_]+", re.IGNORECASE)  # other codes may be words
TOWN_OF = ("comune di ", "città di ", "municipio di ")
MAY_BE_NOBODYS = {Kind.NAME, Kind.PLACE, Kind.BODY}
SENTENCE_BREAK = re.compile(r"[.?!]\s+|\n+")
OF_TICKET, OF_QUESTION, OF_WRITER = "della richiesta", "della domanda pubblica", "di chi scrive"


@dataclass(frozen=True)
class Doubt(Leak):
    """A name that only the words of a request tell, and that may be nobody's: a town that is an
    ordinary word. `mark` is of these words in this sentence."""

    words: str
    sentence: str

    @property
    def mark(self) -> str:
        return mark_of(self.words, self.sentence)


def _town(body: str) -> str:
    for opening in TOWN_OF:
        if body.casefold().startswith(opening):
            return body[len(opening) :]
    return ""


def _record(names, emails, bodies, tokens=()) -> Record:
    bodies = sorted(filter(None, set(bodies)))
    return Record(
        names=tuple(sorted(filter(None, set(names)))),
        emails=tuple(sorted(filter(None, set(emails)))),
        bodies=tuple(bodies),
        municipalities=tuple(sorted(filter(None, map(_town, bodies)))),
        tokens=tuple(sorted(set(tokens))),
    )


def record_of(tickets: Iterable[Ticket]) -> Record:
    """Names, e-mails and bodies of requesters and of everybody who wrote."""
    names, emails, bodies, tokens = [], [], [], []
    for ticket in tickets:
        names += [ticket.requester_name, *(m.author_name for m in ticket.messages.all())]
        emails.append(ticket.requester_email)
        if ticket.requester_id:  # who may have another name by now
            names.append(ticket.requester.name)
        bodies.append(ticket.administration_name)
        tokens += [ticket.public_id, ticket.number]
        if ticket.administration_id:
            bodies.append(ticket.administration.name)
            tokens += filter(IPA_CODE.fullmatch, [ticket.administration.ipa_code or ""])
    return _record(names, emails, bodies, tokens)


def told_in(ticket: Ticket) -> Record:
    """The record of a request, with what its own words tell of anybody."""
    said = [ticket.subject, *(message.body for message in ticket.messages.all())]
    return learned(said, record_of([ticket]))


def record_of_writers(entries: Iterable[PublicQuestion | PublicAnswer]) -> Record:
    """Who wrote public questions and answers, whose names nobody reads."""
    entries = list(entries)
    people = [entry.author for entry in entries if entry.author]
    return _record(
        [person.name for person in people],
        [person.email for person in people],
        [entry.administration.name for entry in entries if entry.administration],
    )


def record_of_person(person) -> Record:
    return _record([person.name], [person.email], ())


def leaks_of_person(texts: Iterable[str], person, administration) -> list[Leak]:
    """What tells who writes; without a person only data of a sure shape."""
    record = _record(
        [person.name] if person else (),
        [person.email] if person else (),
        [administration.name] if administration else (),
    )
    return [leak for text in texts for leak in leaks(text, record, whose=OF_WRITER)]


def _number_in(text: str, ticket: Ticket) -> list[Leak]:
    """The number of a request alone in a text, however short it is."""
    pattern = rf"(?<![^\W_])r[\s.]?0*{ticket.pk}(?![^\W_])"
    told = "«{}» è il numero della richiesta: toglietelo."
    return [
        Leak(*found.span(), told.format(found[0]), Kind.OTHER, is_known=True)
        for found in re.finditer(pattern, text, re.IGNORECASE)
    ]


def leaks_in(texts: Iterable[str], tickets: Iterable[Ticket]) -> list[Leak]:
    """What forbids the publication of these texts, whatever request they come from."""
    return _leaks(texts, list(tickets), Record())


def leaks_of_origins(texts: Iterable[str], origins: Iterable[FaqOrigin]) -> list[Leak]:
    """What would tell who asked, or who answered, what a FAQ comes from."""
    origins = list(origins)
    tickets = [origin.ticket for origin in origins if origin.ticket]
    writers = record_of_writers(origin.writing for origin in origins if origin.question)
    return _leaks(texts, tickets, writers)


def _leaks(texts: Iterable[str], tickets: list[Ticket], writers: Record) -> list[Leak]:
    known = [(told_in(ticket), record_of([ticket])) for ticket in tickets]
    found = []
    for text in texts:
        here = leaks(text, writers, whose=OF_QUESTION)
        for told, record in known:
            here += _leaks_and_doubts(text, told, record)
        for ticket in tickets:
            here += _number_in(text, ticket)
        found += _told_once(here)
    return found


def _told_once(found: list[Leak]) -> list[Leak]:
    """One sentence for each place: whose it is rather than of what shape, a doubt last."""
    kept: list[Leak] = []
    for leak in sorted(found, key=lambda leak: (isinstance(leak, Doubt), not leak.is_known)):
        if not any(one.start <= leak.start and leak.end <= one.end for one in kept):
            kept.append(leak)
    return sorted(kept, key=lambda leak: leak.start)


def _leaks_and_doubts(text: str, told: Record, record: Record) -> Iterator[Leak]:
    """What the record itself knows, and what has a sure shape, is never a doubt."""
    found = leaks(text, told, whose=OF_TICKET)
    sure = leaks(text, record) if found else []
    for leak in found:
        is_sure = any(one.start < leak.end and leak.start < one.end for one in sure)
        yield leak if is_sure or leak.kind not in MAY_BE_NOBODYS else _doubt(text, leak)


def _doubt(text: str, leak: Leak) -> Doubt:
    breaks = list(SENTENCE_BREAK.finditer(text))
    start = max((found.end() for found in breaks if found.end() <= leak.start), default=0)
    end = min((found.start() + 1 for found in breaks if found.start() >= leak.end), default=None)
    sentence = text[start:end].strip()
    return Doubt(leak.start, leak.end, leak.what, leak.kind, text[leak.start : leak.end], sentence)
