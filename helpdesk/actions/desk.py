# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small writes of the operators' pages that are not changes to a request."""

import re
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from ..models import CannedAnswer, Ticket, TicketViewing

STILL_LOOKING = timedelta(minutes=2)
PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
PLACEHOLDERS = ("nome", "ente", "numero", "operatore")


def look(*, ticket: Ticket, operator) -> None:
    """That an operator has the request before their eyes now."""
    TicketViewing.objects.update_or_create(
        ticket=ticket, operator=operator, defaults={"seen": timezone.now()}
    )


def forget_looks() -> str:
    old = TicketViewing.objects.filter(seen__lt=timezone.now() - STILL_LOOKING)
    return f"{old.delete()[0]} cancellati"


def fill(text: str, *, ticket: Ticket, operator) -> str:
    values = {
        "nome": ticket.requester_name,
        "ente": ticket.administration_name,
        "numero": ticket.number,
        "operatore": operator.name,
    }
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def use_canned(*, slug: str, ticket: Ticket, operator) -> str:
    """Its text for this request; empty when there is no such answer."""
    canned = CannedAnswer.objects.filter(slug=slug, is_active=True).first()
    if canned is None:
        return ""
    CannedAnswer.objects.filter(pk=canned.pk).update(used=F("used") + 1)
    return fill(canned.body, ticket=ticket, operator=operator)
