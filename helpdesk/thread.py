# SPDX-License-Identifier: AGPL-3.0-or-later
"""The messages of a request as its requester's side reads them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from migliorapa.core import moments

from .models import Attachment, Message, Ticket

MOST_SHOWN = 100
DESK = {Message.Kind.ANSWER, Message.Kind.CALL}
SHOWN = ("pk", "kind", "author_name", "created", "body_html")


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
        """Two statements."""
        newest = ticket.messages.for_requester().order_by("-created", "-pk").values_list(*SHOWN)
        rows = list(newest if whole else newest[: MOST_SHOWN + 1])
        shown = rows if whole else rows[:MOST_SHOWN]
        files = _files([row[0] for row in shown])
        said = [Said(*row, files=files[row[0]]) for row in reversed(shown)]
        return cls(said, has_older=len(rows) > len(shown))


def _files(messages: Iterable[int]) -> dict[int, list[File]]:
    rows = Attachment.objects.filter(message__in=messages).order_by("pk")
    found = defaultdict(list)
    for message, *file in rows.values_list("message", "public_id", "filename", "kind", "size"):
        found[message].append(File(*file))
    return found
