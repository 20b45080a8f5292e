# SPDX-License-Identifier: AGPL-3.0-or-later
"""What time alone does to requests: late ones are told, settled ones are closed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .. import notifications, workflow
from ..models import Ticket, TicketChange
from . import tickets

AT_ONCE = 200


@transaction.atomic
def escalate_late() -> str:
    """Each promise missed is told once; a new due that is missed is told again."""
    untold = Q(escalated=None) | Q(escalated__lt=F("next_due"))
    rows = Ticket.objects.late().filter(untold).order_by("due", "pk")
    related = rows.select_related("queue", "assignee").defer("search")
    now, told = timezone.now(), 0
    for ticket in related.select_for_update(of=("self",), skip_locked=True)[:AT_ONCE]:
        Ticket.objects.filter(pk=ticket.pk).update(escalated=now)
        missed = "prima risposta" if ticket.first_answer_due else "soluzione"
        TicketChange.objects.create(ticket=ticket, field="in ritardo", after=missed)
        notifications.escalated(ticket)
        told += 1
    return f"{told} segnalate"


def close_settled() -> str:
    """Solved, and nobody wrote for so long that it must be settled."""
    since = timezone.now() - workflow.CLOSES_AFTER
    rows = Ticket.objects.filter(state=Ticket.State.SOLVED, solved__lte=since).order_by("solved")
    closed = 0
    for ticket in rows.defer("search")[:AT_ONCE]:
        try:
            tickets.close(ticket=ticket, kind="system")
        except ValidationError:  # it moved meanwhile
            continue
        closed += 1
    return f"{closed} chiuse"
