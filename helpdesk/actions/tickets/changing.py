# SPDX-License-Identifier: AGPL-3.0-or-later
"""The frame of every verb: the request locked, its next state with clocks and history."""

from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from ... import workflow
from ...models import Ticket
from .. import clocks
from ..history import log

State = Ticket.State


class Unchanged(Exception):
    """What is asked is so already: no history, no revision."""


@contextmanager
def change(ticket: Ticket, *, actor=None):
    """The request as it is now, locked; saved at the end with a new revision, unless Unchanged.

    Read once it is locked: what is joined to a row that waits for its lock is that of before.
    """
    with transaction.atomic():
        list(Ticket.objects.select_for_update().filter(pk=ticket.pk).values("pk"))
        rows = Ticket.objects.select_related(
            "queue__office", "requester", "administration", "assignee"
        )
        fresh = rows.defer("search").get(pk=ticket.pk)
        if fresh.is_anonymised:
            raise ValidationError("La richiesta è stata resa anonima: non cambia più.")
        try:
            yield fresh
        except Unchanged:
            return
        fresh.revision += 1
        fresh.updated = timezone.now()
        fresh.save()


def _since(ticket) -> timedelta:
    """How long a finished request has been so."""
    ended = ticket.closed or ticket.solved
    return timezone.now() - ended if ended else timedelta(0)


def move(ticket, verb: str, *, actor, kind: str) -> None:
    """The next state, with its clocks and one line of history; what nobody has in charge is to
    take, not in progress."""
    before, label = ticket.state, ticket.get_state_display()
    try:
        after = workflow.next_state(before, verb, kind, since=_since(ticket))
    except workflow.NotAllowed as refusal:
        raise ValidationError(str(refusal))
    effects, now = workflow.effects(before, verb), timezone.now()
    is_nobodys = after == State.OPEN and ticket.assignee_id is None
    ticket.state = State.NEW if is_nobodys else State(after)
    if effects.answers and ticket.first_answered is None:
        ticket.first_answered = now
        clocks.measure_answer(ticket)
    if ticket.state in (State.SOLVED, State.CLOSED):
        if ticket.solved is None:
            ticket.solved = now
            clocks.measure_solution(ticket)
        ticket.closed = now if ticket.state == State.CLOSED else None
    else:
        ticket.solved = ticket.closed = ticket.solved_minutes = ticket.solved_on_time = None
    if effects.starts_clock and ticket.clock_started is None:
        clocks.start(ticket)
    elif effects.pauses_clock or effects.stops_solution:
        clocks.pause(ticket)
    elif effects.resumes_clock:
        clocks.resume(ticket)
    else:
        clocks.recompute(ticket)
    if ticket.state != before:
        reached = ticket.get_state_display()
        log(ticket, actor, "stato", label, reached, by_portal=kind == "system")


def party_of(ticket, actor) -> str:
    """In which part somebody acts; PermissionDenied for who has none."""
    if actor is None or actor.pk == ticket.requester_id:
        return "requester"
    if actor.is_operator:
        return "operator"
    if Ticket.objects.visible_to(actor).filter(pk=ticket.pk).exists():
        return "colleague"
    raise PermissionDenied


def set_assignee(ticket, assignee, actor) -> None:
    if ticket.assignee != assignee:
        log(ticket, actor, "in carico a", ticket.assignee or "nessuno", assignee or "nessuno")
        ticket.assignee = assignee
