# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands beside a request on its requester's page: the call ahead, and the FAQ born of it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from migliorapa.core import moments

from .. import links
from ..models import Faq, Ticket

SQL = """
(SELECT 'call', extract(epoch FROM s.starts)::bigint, u.name, '', '' FROM helpdesk_call c
  JOIN helpdesk_callslot s ON s.id = c.slot_id JOIN accounts_user u ON u.id = s.operator_id
  WHERE c.ticket_id = %(ticket)s AND NOT c.is_cancelled AND s.ends > %(now)s
  ORDER BY s.starts LIMIT 1)
UNION ALL
(SELECT 'faq', o.id, f.question, f.slug, f.status FROM helpdesk_faqorigin o
  JOIN helpdesk_faq f ON f.id = o.faq_id
  WHERE o.ticket_id = %(ticket)s AND (o.told IS NOT NULL OR f.status = %(published)s)
  ORDER BY o.id)
"""


@dataclass(frozen=True)
class Born:
    """A FAQ that comes from the request, once its requester was told; `objection` for them."""

    question: str
    url: str
    objection: str


@dataclass(frozen=True)
class Beside:
    """`url` of a FAQ is empty while nobody reads it."""

    caller: str = ""
    call_when: str = ""
    faqs: list[Born] = field(default_factory=list)

    @classmethod
    def of(cls, ticket: Ticket) -> "Beside":
        """One statement."""
        values = {
            "ticket": ticket.pk,
            "now": timezone.now(),
            "published": Faq.Status.PUBLISHED.value,
        }
        with connection.cursor() as cursor:
            cursor.execute(SQL, values)
            rows = cursor.fetchall()
        calls = [row for row in rows if row[0] == "call"]
        faqs = [_born(ticket, *row[1:]) for row in rows if row[0] == "faq"]
        if not calls:
            return cls(faqs=faqs)
        starts = datetime.fromtimestamp(calls[0][1], UTC)
        return cls(calls[0][2], moments.in_words(starts), faqs)


def _born(ticket: Ticket, origin: int, question: str, slug: str, status: str) -> Born:
    is_read = status == Faq.Status.PUBLISHED
    url = reverse("helpdesk:faq", args=[slug]) if is_read else ""
    return Born(question, url, links.objection_path(origin, ticket.nonce))
