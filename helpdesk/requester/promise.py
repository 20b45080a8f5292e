# SPDX-License-Identifier: AGPL-3.0-or-later
from django.utils import timezone

from .. import sla
from ..models import Ticket


def promise_in_words(ticket: Ticket, *, dated: bool = False) -> str:
    """In words, for instance "risposta entro giovedì 4 luglio, ore 11:30"; empty while paused."""
    if ticket.first_answer_due:
        return sla.promise(ticket.first_answer_due, timezone.now(), dated=dated)
    if ticket.solution_due:
        return sla.promise(ticket.solution_due, timezone.now(), "soluzione", dated=dated)
    return ""
