# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a FAQ in progress shows to operators: origins, objections, the change."""

from dataclasses import dataclass
from datetime import date

from migliorapa.accounts.models import User
from migliorapa.core import moments
from migliorapa.core.editing.differences import Line, differences
from migliorapa.core.editing.history import in_words

from ..actions import clearing
from ..actions.faq_check import FIELDS, origins_of, texts_of
from ..desk.messages import Said, said
from ..models import Faq, FaqObjection, FaqOrigin

LABELS = {
    "question": "Domanda",
    "answer": "Risposta breve",
    "body": "In dettaglio",
    "also_asked": "Altri modi di chiederlo",
    "sources": "Fonti",
    "topics": "Argomenti",
    "steps": "Passi",
    "tools": "Strumenti",
    "deep_dives": "Approfondimenti",
}


@dataclass(frozen=True)
class Change:
    label: str
    lines: list[Line]


@dataclass(frozen=True)
class Source:
    """`thread`: of a request; who wrote in public is read in `html`."""

    origin: FaqOrigin
    title: str
    thread: list[Said]
    html: str
    objections: list[FaqObjection]


@dataclass(frozen=True)
class Cleared:
    """Words that who wrote says are nobody's; `who` is empty when they are gone."""

    mark: str
    words: str
    sentence: str
    reason: str
    who: str
    day: str


def cleared(faq: Faq) -> list[Cleared]:
    """In the texts that will be read."""
    if not faq.cleared:
        return []
    rows = clearing.in_these(faq, texts_of(faq), origins_of(faq))
    people = User.objects.in_bulk([row["by"] for row in rows])
    return [_cleared(row, people.get(row["by"])) for row in rows]


def _cleared(row: dict, person: User | None) -> Cleared:
    day = moments.day_in_words(date.fromisoformat(row["on"]))
    texts = (row[name] for name in ("mark", "words", "sentence", "reason"))
    return Cleared(*texts, person.name if person else "", day)


def changes(faq: Faq) -> list[Change]:
    """What the change that waits would change, field by field."""
    wanted = texts_of(faq)
    pairs = ((name, in_words(getattr(faq, name)), in_words(wanted[name])) for name in FIELDS)
    return [Change(LABELS[name], differences(old, new)) for name, old, new in pairs if old != new]


def _source(origin: FaqOrigin) -> Source:
    past = list(origin.objections.all())
    if ticket := origin.ticket:
        return Source(origin, f"{ticket.number} {ticket.subject}", said(ticket), "", past)
    kind = "Risposta pubblica a" if origin.answer else "Domanda pubblica"
    title = f"{kind} «{origin.question.title}»"
    return Source(origin, title, [], origin.writing.body_html, past)


def sources(faq: Faq) -> list[Source]:
    return [_source(origin) for origin in origins_of(faq)]
