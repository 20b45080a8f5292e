# SPDX-License-Identifier: AGPL-3.0-or-later
"""What follows from a change of a FAQ, and what readers say of it."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from migliorapa.core import search as site_search
from migliorapa.core.registry import to_html

from .. import notifications, review
from ..models import Faq, FaqVote
from ..search import document, key
from . import reuse

REVIEW_AFTER = timedelta(days=365)


def _bring_up_to_date(faq: Faq) -> None:
    faq.body_html = to_html(faq.body)
    if faq.status == Faq.Status.PUBLISHED:
        faq.published = faq.published or timezone.now()
        faq.reviewed = faq.reviewed or timezone.localdate()
        faq.review_due = faq.review_due or faq.reviewed + REVIEW_AFTER


FOLLOWS = ["body_html", "published", "reviewed", "review_due"]


@transaction.atomic
def refresh(faq: Faq) -> Faq:
    """Renders it and tells the search; call it after any write to a FAQ."""
    _bring_up_to_date(faq)
    Faq.objects.filter(pk=faq.pk).update(**{name: getattr(faq, name) for name in FOLLOWS})
    if faq.status == Faq.Status.PUBLISHED:
        site_search.publish([document(faq)])
    else:
        site_search.withdraw([key(faq)])
    return faq


def forget(faq: Faq) -> None:
    """It is about to be deleted: the search must not find it any longer."""
    site_search.withdraw([key(faq)])


@transaction.atomic
def refresh_all(faqs: Iterable[Faq] | None = None) -> int:
    """Many at once: two statements and one publishing, however many they are."""
    faqs = list(Faq.objects.all() if faqs is None else faqs)
    for faq in faqs:
        _bring_up_to_date(faq)
    Faq.objects.bulk_update(faqs, FOLLOWS, batch_size=500)
    public = [faq for faq in faqs if faq.status == Faq.Status.PUBLISHED]
    site_search.publish([document(faq) for faq in public])
    site_search.withdraw([key(faq) for faq in faqs if faq not in public])
    return len(faqs)


@transaction.atomic
def vote(*, faq: Faq, is_useful: bool, voter: str, reason="", comment="", administration=None):
    """One vote a reader and day; voting again changes the vote.

    An administration that finds it useful has used it again.
    """
    Faq.objects.select_for_update().get(pk=faq.pk)
    values = {"is_useful": is_useful, "reason": reason, "comment": comment.strip()[:500]}
    row, _ = FaqVote.objects.update_or_create(faq=faq, voter=voter, defaults=values)
    counts = faq.votes.aggregate(
        useful=Count("pk", filter=Q(is_useful=True)),
        not_useful=Count("pk", filter=Q(is_useful=False)),
    )
    Faq.objects.filter(pk=faq.pk).update(**counts)
    if is_useful and administration:
        reuse.reused(faq=faq, administration=administration)
    return row


def find_stale() -> str:
    """Scheduled: puts in the owner's queue what should be read again, and tells them once."""
    today, asked, found = timezone.localdate(), review.asked_after_reading(), 0
    for faq in Faq.objects.published().select_related("owner"):
        reasons = review.reasons(faq, today=today, asked=asked.get(faq.pk, []))
        if reasons == faq.review_reasons and bool(reasons) == faq.needs_review:
            continue
        faq.needs_review, faq.review_reasons = bool(reasons), reasons
        Faq.objects.filter(pk=faq.pk).update(needs_review=bool(reasons), review_reasons=reasons)
        if reasons:
            found += 1
            notifications.to_review(faq, reasons)
    return f"{found} da rivedere"
