# SPDX-License-Identifier: AGPL-3.0-or-later
"""A call as an .ics file."""

from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone

from migliorapa.core import ical

from .. import links
from ..models import Call


def for_attendee(call: Call, name: str, email: str, link: str) -> str:
    """Of one attendee, with the address where they enter: a visitor's opens their request."""
    entry = ical.Entry(
        uid=f"chiamata-{call.room}@migliorapa",
        sequence=call.sequence,
        summary=f"Videochiamata con l'help desk: {call.ticket.subject}",
        start=call.slot.starts,
        end=call.slot.ends,
        status="CANCELLED" if call.is_cancelled else "CONFIRMED",
        created=call.booked,
        modified=timezone.now() if call.is_cancelled else call.booked,
        description=f"Richiesta {call.ticket.number}. Si entra da questa pagina: {link}",
        url=link,
        organizer=("MiglioraPA", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        attendee=(name, email),
        alarm_minutes=15,
    )
    method = "CANCEL" if call.is_cancelled else "REQUEST"
    return ical.calendar([ical.vevent(entry)], method=method)


def for_person(call: Call, person=None) -> str:
    """The .ics of a call, for who downloads it; without a person it is the visitor who asked."""
    ticket = call.ticket
    if person is None or person.pk == ticket.requester_id:
        return for_attendee(
            call, ticket.requester_name, ticket.requester_email, links.call_of(ticket)
        )
    link = (
        links.desk_call_of(ticket)
        if person.is_operator
        else links.absolute("call", ticket.public_id)
    )
    return for_attendee(call, person.name, person.email, link)
