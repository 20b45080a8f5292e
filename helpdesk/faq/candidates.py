# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers that a request may already have."""

from collections.abc import Collection

from migliorapa.core import search

from ..models import Faq, Message, Ticket

PUBLISHED, IN_PROGRESS = 8, 4
AS_GOOD = 0.5  # part of the best one's score
SURE = 0.12  # part of what was asked: little, because people tell their whole case
OPENING = 600
WRITING = (Faq.Status.DRAFT, Faq.Status.IN_REVIEW)


def like(ticket: Ticket, *, leaving_out: Collection[Faq] = ()) -> list[Faq]:
    """Those whose words are like what was asked, the best first; then those being written on the
    same topics, which the search does not know."""
    known = {faq.pk for faq in leaving_out}
    codes = [hit.code for hit in _hits(ticket)]
    rows = Faq.objects.published().exclude(pk__in=known).in_bulk(codes, field_name="code")
    found = [rows[code] for code in codes if code in rows][:PUBLISHED]
    writing = Faq.objects.filter(status__in=WRITING).about(ticket.topics).exclude(pk__in=known)
    return found + list(writing[:IN_PROGRESS])


def _hits(ticket: Ticket) -> list[search.Hit]:
    asked = [m.body for m in ticket.messages.all() if m.kind == Message.Kind.QUESTION]
    text = f"{ticket.subject} {' '.join(asked)[:OPENING]}"
    hits = search.find(text, limit=PUBLISHED * 2, kinds=["FAQ"], topics=ticket.topics)
    return [hit for hit in hits if hit.share >= SURE and hit.score >= AS_GOOD * hits[0].score]
