# SPDX-License-Identifier: AGPL-3.0-or-later
"""What other apps hand to the help desk: a need told in a lab, a question from the room."""

from urllib.parse import urlencode

from django.urls import reverse

from .actions import tickets
from .models import Ticket


def take_request(*, title, text, actor, topics=(), source_url="") -> str:
    """Opens a request in the name of who hands it over; the address of its page for operators."""
    ticket = tickets.open_ticket(
        subject=title,
        text=text,
        requester=actor,
        name=actor.name,
        email=actor.email,
        topics=topics,
        page=source_url[:300],
        channel=Ticket.Channel.EVENT,
    )
    return reverse("helpdesk:desk_ticket", args=[ticket.public_id])


def take_faq(*, title, text="", **_) -> str:
    """The form of a new FAQ with the question in it: an answer is a person's work."""
    return f"{reverse('helpdesk:write_faq')}?{urlencode({'domanda': title, 'testo': text})}"
