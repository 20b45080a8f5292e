# SPDX-License-Identifier: AGPL-3.0-or-later
"""What was promised and until when. Call with the ticket locked; the caller saves it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .. import sla
from ..models import Office, Ticket, TicketChange, TicketPause
from ..notifications import ticket_mails
from ..offices import working

MINUTE = timedelta(minutes=1)


def start(ticket: Ticket) -> None:
    ticket.clock_started = timezone.now()
    recompute(ticket)


def pause(ticket: Ticket) -> None:
    """The requester has the word: the clock stands still."""
    if not ticket.pauses.filter(until__isnull=True).exists():
        TicketPause.objects.create(ticket=ticket, since=timezone.now())
    recompute(ticket)


def resume(ticket: Ticket) -> None:
    ticket.pauses.filter(until__isnull=True).update(until=timezone.now())
    recompute(ticket)


def recompute(ticket: Ticket, office: sla.Office | None = None) -> None:
    """Both dues, and the earlier one still to meet. All empty while paused or finished."""
    ticket.first_answer_due = ticket.solution_due = ticket.next_due = None
    if ticket.clock_started is None or ticket.state not in Ticket.UNFINISHED:
        return
    office = office or working(ticket.queue.office)
    pauses = tuple(ticket.pauses.values_list("since", "until")) if ticket.pk else ()

    def due(minutes: int):
        return sla.Clock(office, ticket.clock_started, minutes, pauses).due

    if ticket.first_answered is None:
        ticket.first_answer_due = due(ticket.queue.first_answer_minutes)
    ticket.solution_due = due(ticket.queue.solution_minutes)
    dues = [moment for moment in (ticket.first_answer_due, ticket.solution_due) if moment]
    ticket.next_due = min(dues, default=None)


def measure_answer(ticket: Ticket) -> None:
    """How long the first answer took, in working minutes, and whether it kept the target."""
    target = ticket.queue.first_answer_minutes
    ticket.answered_minutes, ticket.answered_on_time = _measured(
        ticket, target, ticket.first_answered
    )


def measure_solution(ticket: Ticket) -> None:
    target = ticket.queue.solution_minutes
    ticket.solved_minutes, ticket.solved_on_time = _measured(ticket, target, ticket.solved)


def _measured(ticket, target: int, until) -> tuple[int | None, bool | None]:
    if ticket.clock_started is None:
        return None, None
    pauses = tuple(ticket.pauses.values_list("since", "until"))
    spent = sla.Clock(working(ticket.queue.office), ticket.clock_started, target, pauses).elapsed(
        until
    )
    return spent // MINUTE, spent <= target * MINUTE


def _words(moment) -> str:
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M") if moment else "nessuna"


@transaction.atomic
def recompute_office(office: Office, *, actor=None, reason: str) -> int:
    """After a change of hours, closures or targets: the promises that move are logged, and who
    waits is told of those that move later."""
    hours, moved = working(office), 0
    tickets = Ticket.objects.unfinished().filter(queue__office=office)
    for ticket in tickets.select_for_update(of=("self",)).select_related("queue").order_by("pk"):
        before, told = _dues(ticket), _told(ticket)
        recompute(ticket, hours)
        changed = [pair for pair in zip(before, _dues(ticket), strict=True) if len(set(pair)) > 1]
        if not changed:
            continue
        ticket.save(update_fields=["first_answer_due", "solution_due", "next_due"])
        TicketChange.objects.create(
            ticket=ticket,
            actor=actor,
            actor_name=str(actor or ""),
            field=f"scadenza ({reason})",
            before=_words(changed[0][0]),
            after=_words(changed[0][1]),
        )
        if told and _told(ticket) and _told(ticket) > told:
            ticket_mails.promise_moved(ticket)
        moved += 1
    return moved


def _dues(ticket: Ticket):
    return ticket.first_answer_due, ticket.solution_due


def _told(ticket: Ticket):
    """The moment that who asked has read."""
    return ticket.first_answer_due or ticket.solution_due
