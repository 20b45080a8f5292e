# SPDX-License-Identifier: AGPL-3.0-or-later
"""The messages of a request as operators read them, notes too."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from migliorapa.core import moments
from migliorapa.core.statements import Given, Statement

from ..models import Attachment, Message, Ticket

LAST = 50  # shown unless all are asked for
KINDS = {kind: label.lower() for kind, label in Message.Kind.choices}
FROM_ASKER = {Message.Kind.QUESTION, Message.Kind.REPLY}
LOOKS = {"note": "is-note", "answer": "from-desk", "call": "from-desk"}
COLUMNS = ("pk", "kind", "author_name", "by_email", "created", "body_html", "files")


@dataclass(frozen=True)
class Said:
    pk: int
    look: str
    heading: str
    moment: str
    when: str
    body_html: str
    files: list[dict]


def _newest():
    files = Attachment.objects.filter(message=OuterRef("pk")).order_by("pk")
    shown = JSONObject(public_id="public_id", filename="filename", kind="kind", size="size")
    messages = Message.objects.filter(ticket=Given("ticket"), pk__gt=Given("after"))
    with_files = messages.annotate(files=ArraySubquery(files.values(shown=shown)))
    return with_files.order_by("-created", "-pk").values_list(*COLUMNS)


_all = Statement(_newest)
_last = Statement(lambda: _newest()[:LAST])


def said(ticket: Ticket, *, whole: bool = False, after: int = 0) -> list[Said]:
    """The last ones in order, or the `whole` thread, from the one after that key on.

    One statement, files and all.
    """
    rows = (_all if whole else _last)(ticket=ticket.pk, after=after)
    return [_said(*row) for row in reversed(rows)]


def _said(pk, kind, author, by_email, created, body_html, files) -> Said:
    who = author or ("Chi ha chiesto" if kind in FROM_ASKER else "Help desk")
    how = ", per e-mail" if by_email else ""
    return Said(
        pk,
        LOOKS.get(kind, ""),
        f"{who} · {KINDS[kind]}{how}",
        created.astimezone(moments.ROME).isoformat(),
        moments.in_words(created),
        body_html,
        files,
    )
