# SPDX-License-Identifier: AGPL-3.0-or-later
"""What becomes of booked calls when their request ends or goes on in another one.

Call with the request locked.
"""

from django.utils import timezone

from migliorapa.core import moments

from ..models import Call, Ticket
from ..notifications import call_mails
from .history import log


def end(call: Call, *, by: str, reason: str) -> Call:
    """Its half hour is free again, and both sides are told."""
    call.is_cancelled, call.cancelled_by, call.reason = True, by[:150], reason.strip()[:300]
    call.sequence += 1
    call.save()
    log(call.ticket, None, "chiamata annullata", "", moments.in_words(call.slot.starts), name=by)
    call_mails.cancelled(call)
    return call


def _ahead(ticket: Ticket):
    """One that has begun goes on, and what is said in it can be written."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("slot__operator")
    return rows.filter(ticket=ticket, is_cancelled=False, slot__starts__gt=timezone.now())


def end_ahead(ticket: Ticket, *, by: str, reason: str) -> None:
    for call in _ahead(ticket):
        call.ticket = ticket
        end(call, by=by, reason=reason)


def move_ahead(ticket: Ticket, into: Ticket, *, by: str) -> None:
    """Who booked keeps the appointment when both requests are theirs; else it ends, told."""
    if ticket.requester_id != into.requester_id or ticket.requester_email != into.requester_email:
        return end_ahead(ticket, by=by, reason=f"la richiesta prosegue nella {into.number}")
    for call in _ahead(ticket):
        call.ticket = into
        call.save(update_fields=["ticket"])
        when = moments.in_words(call.slot.starts)
        log(ticket, None, "chiamata spostata", when, into.number, by_portal=True)
