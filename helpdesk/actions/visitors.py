# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests of people without an account, until they confirm their address."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from migliorapa.core import files

from ..models import Attachment, Ticket
from . import reuse, tickets

CONFIRM_WITHIN = timedelta(days=7)


def open_for_visitor(*, visitor: str, topics, **fields) -> Ticket:
    """`visitor`: see `reuse.visitor_key`. Nobody else of a claimed administration sees it."""
    with transaction.atomic():
        reuse.withdraw_visitor(visitor, topics)
        return tickets.open_ticket(
            topics=topics, visibility=Ticket.Visibility.NOBODY, confirmed=False, **fields
        )


def confirm(*, ticket: Ticket) -> Ticket:
    if ticket.state == Ticket.State.SPAM:
        raise ValidationError("Questa richiesta non è stata accolta: scrivete alla redazione.")
    return tickets.confirm_ticket(ticket=ticket)


@transaction.atomic
def forget_unconfirmed() -> str:
    """Text, address and files of who did not confirm in time."""
    waiting = Ticket.objects.filter(state=Ticket.State.UNCONFIRMED)
    late = waiting.filter(created__lt=timezone.now() - CONFIRM_WITHIN)
    pks = list(late.select_for_update(of=("self",)).values_list("pk", flat=True))
    kept = Attachment.objects.filter(message__ticket__in=pks)
    for stored in list(kept.values_list("stored", flat=True)):
        files.remove(stored)
    Ticket.objects.filter(pk__in=pks).delete()
    return f"{len(pks)} cancellate"
