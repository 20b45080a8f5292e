# SPDX-License-Identifier: AGPL-3.0-or-later
"""A new link for who has no account; it leaves by mail, to the address on record alone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from migliorapa.core.private import private_page

from .. import links
from ..actions import visitor_links
from . import limits
from .private import broken_link
from .requester import UNHEARD


@require_POST
@private_page
def ask(request, token):
    """Of one that is void or too old; the page is the same when mails are too many."""
    ticket = links.renewable(token)
    if ticket is None:
        return broken_link(request)
    if limits.may_ask_for_link(ticket.requester_email):
        visitor_links.send(ticket=ticket)
    return render(request, "helpdesk/link_sent.html", {"section": "help"})


@require_POST
@private_page
def renew(request, token):
    """Of one that is good, and that somebody else may have."""
    ticket = links.ticket_from("ticket", token)
    if ticket is None or ticket.state in UNHEARD:
        return broken_link(request, token)
    if not limits.may_ask_for_link(ticket.requester_email):
        messages.error(request, "Ne avete già chiesti molti: riprovate tra un'ora.")
        return redirect("helpdesk:ticket_by_link", token)
    visitor_links.renew(ticket=ticket)
    return render(request, "helpdesk/link_sent.html", {"section": "help", "is_renewed": True})
