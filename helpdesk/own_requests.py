# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's requests, in their profile."""

from django.urls import reverse

from migliorapa.accounts.profile_sections import Line, Section

from . import notifications, selectors, workflow

AT_MOST = 5


def _note(ticket) -> str:
    state = workflow.State(ticket.state).label
    promise = notifications.promise(ticket)
    return f"{ticket.number}, {state}; {promise}" if promise else f"{ticket.number}, {state}"


def section(user) -> Section:
    rows = selectors.own_tickets(user).unfinished().order_by("-updated", "-pk")[:AT_MOST]
    return Section(
        title="Le vostre richieste di aiuto",
        lines=[Line(row.subject, row.get_absolute_url(), _note(row)) for row in rows],
        empty="Non avete richieste aperte.",
        more=Line("Tutte le vostre richieste", reverse("helpdesk:tickets")),
    )
