# SPDX-License-Identifier: AGPL-3.0-or-later
"""What changes a request without a word to it: who has it, how urgent, where, for whom."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError

from ...models import Ticket
from ...notifications import ticket_mails
from .. import call_endings, clocks
from ..guards import operators_only
from ..history import log
from .changing import Unchanged, change, move, party_of, set_assignee

State = Ticket.State


def take(*, ticket, actor) -> Ticket:
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        set_assignee(fresh, actor, actor)
        move(fresh, "take", actor=actor, kind="operator")
    return fresh


def take_charge(ticket, actor) -> None:
    """Of what nobody has: who writes first has it."""
    if ticket.assignee is None:
        set_assignee(ticket, actor, actor)


def assign(*, ticket, assignee, actor) -> Ticket:
    """To another operator, or to nobody."""
    operators_only(actor)
    if assignee is not None:
        operators_only(assignee)
    with change(ticket, actor=actor) as fresh:
        if fresh.assignee == assignee:
            raise Unchanged
        set_assignee(fresh, assignee, actor)
        if assignee and assignee != actor:
            ticket_mails.assigned(fresh)
    return fresh


def close(*, ticket, actor=None, kind: str | None = None) -> Ticket:
    """By the requester ("ho risolto"), or by the system when nobody answers."""
    with change(ticket, actor=actor) as fresh:
        party = kind or party_of(fresh, actor)
        move(fresh, "close", actor=actor, kind=party)
        by = "MiglioraPA" if party == "system" else str(actor or fresh.requester_name)
        call_endings.end_ahead(fresh, by=by, reason="la richiesta è chiusa")
        ticket_mails.closed(fresh, by=party)
    return fresh


def settle_unanswered(*, ticket, days: int) -> Ticket:
    """Solved by the portal: who asked was asked something, reminded, and did not write."""
    with change(ticket) as fresh:
        move(fresh, "solve", actor=None, kind="system")
        ticket_mails.unanswered(fresh, days=days)
    return fresh


def set_priority(*, ticket, priority: int, actor) -> Ticket:
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        if fresh.priority == priority:
            raise Unchanged
        before = fresh.get_priority_display()
        fresh.priority = priority
        log(fresh, actor, "priorità", before, fresh.get_priority_display())
    return fresh


def move_to_queue(*, ticket, queue, actor) -> Ticket:
    """The promise is counted anew with the targets of the other queue."""
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        if fresh.queue == queue:
            raise Unchanged
        log(fresh, actor, "coda", fresh.queue, queue)
        fresh.queue = queue
        clocks.recompute(fresh)
    return fresh


def set_visibility(*, ticket, visibility: str, colleagues: Iterable, actor=None) -> Ticket:
    """Only the requester decides who else of the administration sees the request."""
    with change(ticket, actor=actor) as fresh:
        if party_of(fresh, actor) != "requester":
            raise PermissionDenied
        before, named = fresh.get_visibility_display(), {each.pk for each in colleagues}
        known = set(fresh.colleagues.values_list("pk", flat=True))
        if (fresh.visibility, known) == (visibility, named):
            raise Unchanged
        fresh.visibility = visibility
        fresh.colleagues.set(named)
        log(fresh, actor, "visibilità", before, fresh.get_visibility_display())
    return fresh


def mark_spam(*, ticket, actor) -> Ticket:
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        move(fresh, "spam", actor=actor, kind="operator")
        call_endings.end_ahead(fresh, by=str(actor), reason="la richiesta non è stata accolta")
    return fresh


def unmark_spam(*, ticket, actor) -> Ticket:
    """Back among those to take: it was not unwanted after all."""
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        if fresh.state != State.SPAM:
            raise ValidationError("La richiesta non è tra le indesiderate.")
        move(fresh, "reopen", actor=actor, kind="operator")
    return fresh
