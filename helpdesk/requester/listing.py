# SPDX-License-Identifier: AGPL-3.0-or-later
"""The requests of one's side of the counter, a line each."""

from dataclasses import dataclass

from django.urls import reverse

from migliorapa.core import moments

from .. import workflow
from ..pagination import Page

SHOWN = ("pk", "public_id", "subject", "state", "requester_name", "created", "updated")


@dataclass(frozen=True)
class Row:
    url: str
    subject: str
    state: str
    facts: str
    days: str


def own_list(rows, before: str, *, named: bool) -> Page:
    """`named`: whether each line says whose the request is. One statement."""
    page = Page.of(rows.values_list(*SHOWN, "queue__label", named=True), before)
    address = reverse("helpdesk:tickets")
    return Page([_row(each, address, named) for each in page.rows], page.after, page.is_first)


def _row(ticket, address: str, named: bool) -> Row:
    opened, updated = (
        moments.day_in_words(moment.astimezone(moments.ROME))
        for moment in (ticket.created, ticket.updated)
    )
    whose = f", di {ticket.requester_name}" if named else ""
    later = f", aggiornata {updated}" if updated != opened else ""
    return Row(
        f"{address}{ticket.public_id}/",
        ticket.subject,
        workflow.State(ticket.state).label.capitalize(),
        f"R{ticket.pk}, {ticket.queue__label}{whose}",
        f"Aperta {opened}{later}",
    )
