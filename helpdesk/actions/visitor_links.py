# SPDX-License-Identifier: AGPL-3.0-or-later
"""The link of who has no account: sent again, or made void with a new one in its place."""

from django.core.exceptions import ValidationError

from ..models import Ticket
from ..notifications import ticket_mails
from .history import log
from .tickets import change


def send(*, ticket: Ticket) -> None:
    """To the address on record, whoever asks for it."""
    ticket_mails.new_link(ticket)


def renew(*, ticket: Ticket, actor=None) -> Ticket:
    """All links given so far open nothing more. By an operator, or by who has the link."""
    with change(ticket, actor=actor) as fresh:
        if fresh.requester_id:
            raise ValidationError("Chi ha chiesto ha un profilo: non usa un collegamento.")
        fresh.link_version += 1
        log(fresh, actor, "nuovo collegamento")
        ticket_mails.new_link(fresh)
    return fresh
