# SPDX-License-Identifier: AGPL-3.0-or-later
"""Needs met without a request, counted honestly, and answers used again by others."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..models import Deflection, Faq, FaqReading, Ticket

HONEST_FOR = timedelta(days=7)


@transaction.atomic
def solved(*, text, url="", faq=None, topics=(), administration=None, visitor="") -> Deflection:
    """Somebody said "ho risolto" after reading a page."""
    if faq and administration:
        reused(faq=faq, administration=administration)
    return Deflection.objects.create(
        text=text[:300],
        url=url[:300],
        faq=faq,
        topics=list(topics),
        administration=administration,
        visitor=visitor,
    )


@transaction.atomic
def reused(*, faq: Faq, administration) -> bool:
    """Counts an administration once for each answer; True the first time."""
    row = FaqReading(faq=faq, administration=administration)
    FaqReading.objects.bulk_create([row], ignore_conflicts=True)
    users = FaqReading.objects.filter(faq=faq).count()
    return bool(Faq.objects.filter(pk=faq.pk).exclude(reused_by=users).update(reused_by=users))


def withdraw_deflections(ticket: Ticket) -> int:
    """The same administration asks on the same topic within seven days: it was not solved."""
    if ticket.administration_id is None or not ticket.topics:
        return 0
    recent = Deflection.objects.filter(
        administration=ticket.administration_id,
        topics__overlap=ticket.topics,
        created__gte=timezone.now() - HONEST_FOR,
        withdrawn__isnull=True,
    )
    return recent.update(withdrawn=timezone.now())
