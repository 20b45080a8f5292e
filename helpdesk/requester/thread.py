# SPDX-License-Identifier: AGPL-3.0-or-later
"""The messages of a request as its requester's side reads them."""

from dataclasses import dataclass
from datetime import datetime

from migliorapa.core import moments
from migliorapa.core.statements import Given, Statement

from ..models import Message, Ticket

MOST_SHOWN = 120  # rows; a message of n files takes n
DESK = {Message.Kind.ANSWER, Message.Kind.CALL}
SHOWN = ("pk", "kind", "author_name", "created", "body_html")
FILE = tuple(f"attachments__{name}" for name in ("public_id", "filename", "kind", "size"))


def _all():
    messages = Message.objects.filter(ticket=Given("ticket")).for_requester()
    newest = messages.order_by("-created", "-pk", "attachments__pk")
    return newest.values_list(*SHOWN, *FILE)


_all_said = Statement(_all)
_last_said = Statement(lambda: _all()[: MOST_SHOWN + 1])


@dataclass(frozen=True)
class File:
    public_id: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True)
class Said:
    pk: int
    kind: str
    author: str
    created: datetime
    body_html: str
    files: list[File]

    @property
    def is_from_desk(self) -> bool:
        return self.kind in DESK

    @property
    def when(self) -> str:
        return moments.in_words(self.created)


@dataclass(frozen=True)
class Thread:
    """`has_older` tells that the first messages of a very long one are left out."""

    said: list[Said]
    has_older: bool = False

    @classmethod
    def of(cls, ticket: Ticket, *, whole: bool = False) -> "Thread":
        """One statement: a row for each file, or for a message that has none."""
        rows = (_all_said if whole else _last_said)(ticket=ticket.pk)
        has_older = not whole and len(rows) > MOST_SHOWN
        found: dict[int, Said] = {}
        for row in rows:
            message, file = row[: len(SHOWN)], row[len(SHOWN) :]
            said = found.setdefault(message[0], Said(*message, files=[]))
            if file[0]:
                said.files.append(File(*file))
        shown = list(found.values())
        if has_older and len(shown) > 1:
            shown.pop()  # some of its files may be beyond the limit
        return cls(shown[::-1], has_older)
