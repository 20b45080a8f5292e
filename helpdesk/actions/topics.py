# SPDX-License-Identifier: AGPL-3.0-or-later
"""Topics of requests that came without any, from the pages that say the same. In a job: who sends
a request does not wait for it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .. import selectors
from ..models import Message, Ticket, TicketChange
from . import reuse

TRIED_FOR = timedelta(days=3)
AT_MOST = 200
LONGEST = 300
PORTAL = "Il portale"


def fill() -> str:
    """Scheduled; requests whose words are like those of no page stay without."""
    since = timezone.now() - TRIED_FOR
    rows = Ticket.objects.heard().filter(created__gte=since, topics=[], is_anonymised=False)
    filled = sum(_fill(ticket) for ticket in rows.defer("search").order_by("pk")[:AT_MOST])
    return f"{filled} con gli argomenti"


def _words(ticket: Ticket) -> str:
    asked = ticket.messages.filter(kind=Message.Kind.QUESTION).values_list("body", flat=True)
    return f"{ticket.subject} {(asked.first() or '')[:LONGEST]}"


@transaction.atomic
def _fill(ticket: Ticket) -> bool:
    topics = selectors.topics_like(ticket.subject) or selectors.topics_like(_words(ticket))
    if not topics or not Ticket.objects.filter(pk=ticket.pk, topics=[]).update(topics=topics):
        return False
    TicketChange.objects.create(
        ticket=ticket, actor_name=PORTAL, field="argomenti", after=", ".join(topics)[:300]
    )
    ticket.topics = topics
    reuse.withdraw_deflections(ticket)
    return True
