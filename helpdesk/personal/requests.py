# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's requests, in their profile and in the copy of their data."""

from django.db.models import Q
from django.urls import reverse

from migliorapa.accounts.profile_sections import Line, Section

from .. import selectors, workflow
from ..models import Satisfaction, Ticket
from ..requester.promise import promise_in_words

AT_MOST = 5


def _note(ticket) -> str:
    state = workflow.State(ticket.state).label
    promise = promise_in_words(ticket)
    return f"{ticket.number}, {state}; {promise}" if promise else f"{ticket.number}, {state}"


def section(user) -> Section:
    rows = selectors.own_tickets(user).unfinished().order_by("-updated", "-pk")[:AT_MOST]
    return Section(
        title="Le vostre richieste di aiuto",
        lines=[Line(row.subject, row.get_absolute_url(), _note(row)) for row in rows],
        empty="Non avete richieste aperte.",
        more=Line("Tutte le vostre richieste", reverse("helpdesk:tickets")),
    )


def known_about(user) -> list[dict]:
    """For the person: the requests they opened, and what they wrote in those of colleagues."""
    rows = Ticket.objects.filter(Q(requester=user) | Q(messages__author=user)).distinct()
    return [_told(ticket, user) for ticket in rows.defer("search").order_by("pk")]


def _told(ticket, user) -> dict:
    own = ticket.requester_id == user.pk
    messages = ticket.messages.for_requester().prefetch_related("attachments")
    readable = messages if own else messages.filter(author=user)
    told = {
        "numero": ticket.number,
        "messaggi": [
            {
                "scritto_da": message.author_name,
                "il": message.created,
                "testo": message.body,
                "allegati": [file.filename for file in message.attachments.all()],
            }
            for message in readable
        ],
    }
    if not own:
        return told
    return told | {
        "oggetto": ticket.subject,
        "stato": ticket.get_state_display(),
        "aperta": ticket.created,
        "e_mail": ticket.requester_email,
        "amministrazione": ticket.administration_name,
        "chi_altro_la_vede": ticket.get_visibility_display(),
        "chiamate": [_call(call) for call in ticket.calls.select_related("slot")],
        "giudizio": _judgement(ticket),
    }


def _call(call) -> dict:
    return {
        "il": call.slot.starts,
        "prenotata": call.booked,
        "annullata": call.is_cancelled,
        "annullata_da": call.cancelled_by,
        "motivo": call.reason,
    }


def _judgement(ticket) -> dict | None:
    row = Satisfaction.objects.filter(ticket=ticket).first()
    return row and {
        "importanza": row.importance,
        "soddisfazione": row.satisfaction,
        "commento": row.comment,
    }
