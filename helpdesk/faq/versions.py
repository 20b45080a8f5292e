# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a FAQ said, from its first publication on. Of drafts nothing is told."""

from dataclasses import dataclass
from datetime import datetime

from migliorapa.core import markdown
from migliorapa.core.editing.differences import Line, differences
from migliorapa.core.plain import plain

from ..models import Faq, FaqObjection

LABELS = {"question": "Domanda", "answer": "Risposta breve", "body": "In dettaglio"}


@dataclass(frozen=True)
class Change:
    label: str
    lines: list[Line]


@dataclass(frozen=True)
class Version:
    """`number` from 1; `changes` against the version before, in words as they are read.

    `is_hidden`: somebody it comes from asked to take it off. Neither it nor what was taken away
    from it is told.
    """

    number: int
    since: datetime
    question: str
    answer: str
    body: str
    is_current: bool
    is_hidden: bool = False
    follows_hidden: bool = False
    changes: tuple[Change, ...] = ()


def versions(faq: Faq) -> list[Version]:
    """Of a published FAQ, the newest first. Two statements."""
    told, current = _published(faq), _current(faq)
    objected = FaqObjection.objects.filter(origin__faq=faq).order_by("-created")
    last_objection = objected.values_list("created", flat=True).first()
    found: list[Version] = []
    for number, (since, *texts) in enumerate(told, 1):
        is_current = tuple(texts) == current
        hidden = bool(last_objection) and since <= last_objection and not is_current
        before = found[-1] if found else None
        readable = before and not (hidden or before.is_hidden)
        found.append(
            Version(
                *(number, since, *texts, is_current, hidden),
                follows_hidden=bool(before and before.is_hidden),
                changes=tuple(_changes(before, texts)) if readable else (),
            )
        )
    return found[::-1]


def _current(faq: Faq) -> tuple:
    return tuple(getattr(faq, name) for name in LABELS)


def _published(faq: Faq) -> list[tuple]:
    """When and what, each time that what everybody reads was another; the oldest first."""
    rows = faq.history.filter(status=Faq.Status.PUBLISHED).order_by("history_date", "history_id")
    found: list[tuple] = []
    for row in rows.values_list("history_date", *LABELS):
        if not found or found[-1][1:] != row[1:]:
            found.append(row)
    return found or [(faq.published or faq.created, *_current(faq))]


def _changes(before: Version, texts: list[str]):
    for (name, label), new in zip(LABELS.items(), texts, strict=True):
        old = getattr(before, name)
        if name == "body":
            old, new = plain(markdown.render(old)), plain(markdown.render(new))
        if old != new:
            yield Change(label, differences(old, new))
