# SPDX-License-Identifier: AGPL-3.0-or-later
"""What who asked says of the answer: how much it mattered, how satisfied they are."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import Satisfaction, Ticket
from .tickets import party_of

CHANGEABLE = timedelta(days=7)


def changeable_until(given: Satisfaction):
    return given.created + CHANGEABLE


@transaction.atomic
def rate(
    *, ticket: Ticket, importance: int, satisfaction: int, comment: str = "", actor=None
) -> Satisfaction:
    """One judgement a request, by who asked (`actor` None: a visitor with the link).

    Given again within seven days it takes the place of the first.
    """
    if party_of(ticket, actor) != "requester":
        raise PermissionDenied
    ticket = Ticket.objects.select_for_update(of=("self",)).defer("search").get(pk=ticket.pk)
    if not ticket.is_finished:
        raise ValidationError("Il giudizio si dà quando la richiesta è risolta.")
    given = Satisfaction.objects.filter(ticket=ticket).first() or Satisfaction(ticket=ticket)
    if given.pk and timezone.now() > changeable_until(given):
        raise ValidationError("Sono passati più di 7 giorni: il giudizio non cambia più.")
    given.importance, given.satisfaction = importance, satisfaction
    given.comment = comment.strip()
    given.full_clean(exclude=["ticket"])
    given.save()
    return given
