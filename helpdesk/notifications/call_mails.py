# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails about calls, each with the call for the calendar of who reads it."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.utils import timezone

from migliorapa.core import moments, outbox

from .. import links
from ..models import Call, Ticket
from .call_file import for_attendee
from .recipients import operators

LEADS = {"giorno": timedelta(days=1), "ora": timedelta(hours=1)}
CHECK = "helpdesk.call"


def stands(argument: str) -> bool:
    """Asked right before a reminder leaves."""
    rows = Call.objects.filter(pk=int(argument), is_cancelled=False)
    return rows.filter(slot__starts__gt=timezone.now()).exists()


def _tell_both(call: Call, key: str, template: str, subject: str, **more) -> int:
    """To who asked and to the operator; each with their own page."""
    ticket, operator = call.ticket, call.slot.operator
    desk = [operator] if operator.is_operator else operators()
    people = (
        (ticket.requester_name, ticket.requester_email, links.call_of(ticket)),
        *((each.name, each.email, links.desk_call_of(ticket)) for each in desk),
    )
    method = "CANCEL" if call.is_cancelled else "REQUEST"
    put = 0
    for number, (name, email, link) in enumerate(people):
        context = {
            "call": call,
            "ticket": ticket,
            "name": name,
            "link": link,
            "is_asker": number == 0,
            "may_book": ticket.state in Ticket.UNFINISHED,
            "when": moments.in_words(call.slot.starts, call.slot.ends),
        }
        put += outbox.put(
            key=f"helpdesk:call:{call.pk}:{key}:{number}",
            to=email,
            subject=f"[MiglioraPA {ticket.number}] {subject}",
            text=render_to_string(f"email/helpdesk/{template}.txt", context),
            attachments=(
                (
                    "chiamata.ics",
                    for_attendee(call, name, email, link).encode(),
                    f"text/calendar; method={method}",
                ),
            ),
            **more,
        )
    return put


def booked(call):
    _tell_both(call, "booked", "call_booked", "chiamata prenotata")


def cancelled(call):
    _tell_both(call, f"cancelled:{call.sequence}", "call_cancelled", "chiamata annullata")


def remind(call) -> int:
    """The reminder whose time has come; how many mails are new."""
    ahead = call.slot.starts - timezone.now()
    which = "ora" if ahead <= LEADS["ora"] else "giorno"
    if timezone.now() - call.booked < LEADS["ora"]:
        return 0  # just booked: the confirmation is enough
    more = {"check": CHECK, "argument": call.pk}
    return _tell_both(call, f"remind:{which}", "call_reminder", "promemoria: la chiamata", **more)
