# SPDX-License-Identifier: AGPL-3.0-or-later
"""What time alone does to requests: late ones are told, settled ones are closed, those that wait
for who asked are reminded and then taken for solved."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from .. import workflow
from ..models import Call, Message, Ticket, TicketChange
from ..notifications import ticket_mails
from . import tickets

AT_ONCE = 200
REMINDED = "promemoria"


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
        ticket_mails.escalated(ticket)
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


def _unanswered(days: int):
    """Waiting for so many days since the desk last wrote, with no call ahead; `asked` is when."""
    from_desk = Message.objects.filter(
        ticket=OuterRef("pk"), kind__in=[Message.Kind.ANSWER, Message.Kind.CALL]
    )
    ahead = Call.objects.filter(
        ticket=OuterRef("pk"), is_cancelled=False, slot__ends__gt=timezone.now()
    )
    rows = Ticket.objects.waiting().filter(~Exists(ahead), is_anonymised=False)
    last = from_desk.order_by("-created").values("created")[:1]
    rows = rows.annotate(asked=Subquery(last))
    return rows.filter(asked__lte=timezone.now() - timedelta(days=days)).defer("search")


def _reminders():
    """Those sent since the desk last wrote."""
    return TicketChange.objects.filter(
        ticket=OuterRef("pk"), field=REMINDED, created__gte=OuterRef("asked")
    )


def remind_waiting() -> str:
    days, told = settings.TICKET_REMIND_DAYS, 0
    rows = _unanswered(days).filter(~Exists(_reminders())).order_by("asked", "pk")
    for pk in list(rows.values_list("pk", flat=True)[:AT_ONCE]):
        told += _remind(pk, days)
    return f"{told} promemoria"


@transaction.atomic
def _remind(pk: int, days: int) -> bool:
    rows = Ticket.objects.waiting().select_for_update(of=("self",), skip_locked=True)
    ticket = rows.select_related("queue").defer("search").filter(pk=pk).first()
    if ticket is None:
        return False
    TicketChange.objects.create(ticket=ticket, field=REMINDED, after=f"dopo {days} giorni")
    until = timezone.now() + timedelta(days=settings.TICKET_SETTLE_DAYS - days)
    ticket_mails.waiting_for_reply(ticket, days=days, until=until)
    return True


def settle_waiting() -> str:
    """Nobody is taken for satisfied who was not reminded in time."""
    days = settings.TICKET_SETTLE_DAYS
    reminded_by = timezone.now() - timedelta(days=days - settings.TICKET_REMIND_DAYS)
    told = _reminders().filter(created__lte=reminded_by)
    settled = 0
    for ticket in _unanswered(days).filter(Exists(told)).order_by("asked", "pk")[:AT_ONCE]:
        try:
            tickets.settle_unanswered(ticket=ticket, days=days)
        except ValidationError:  # it moved meanwhile
            continue
        settled += 1
    return f"{settled} risolte"
