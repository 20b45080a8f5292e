# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a published answer should be read again, in words."""

from datetime import date, timedelta

from django.utils import timezone

from migliorapa.core import moments, registry

from .models import Faq, Ticket

FEWEST_VOTES = 5
USEFUL_FLOOR = 60  # per cent
ASKED_ALL_THE_SAME = 3
WINDOW = timedelta(days=365)


def asked_after_reading() -> dict[int, list]:
    """By FAQ, when requests of the last year were opened by who had just read it."""
    recent = Ticket.objects.filter(created__gte=timezone.now() - WINDOW).exclude(read_faqs=[])
    moments_of: dict[int, list] = {}
    for created, read in recent.values_list("created", "read_faqs"):
        for pk in set(read):
            moments_of.setdefault(pk, []).append(created)
    return moments_of


def reasons(faq: Faq, *, today: date, asked: list) -> list[str]:
    """`asked`: moments of requests opened after reading it."""
    found = []
    if faq.review_due and faq.review_due <= today:
        found.append(f"la revisione era prevista entro {moments.day_in_words(faq.review_due)}")
    for item in registry.entries([*faq.steps, *faq.tools, *faq.deep_dives]).values():
        if item.reviewed and faq.reviewed and item.reviewed > faq.reviewed:
            found.append(f"è cambiato ciò a cui rimanda: {item.kind} «{item.title}»")
    votes = faq.useful + faq.not_useful
    if votes >= FEWEST_VOTES and faq.useful * 100 < USEFUL_FLOOR * votes:
        found.append(f"è utile per {faq.useful} lettori su {votes}")
    after = [moment for moment in asked if not faq.reviewed or moment.date() >= faq.reviewed]
    if len(after) >= ASKED_ALL_THE_SAME:
        found.append(f"{len(after)} richieste sono state aperte dopo averla letta")
    return found
