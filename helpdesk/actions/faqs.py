# SPDX-License-Identifier: AGPL-3.0-or-later
"""What follows from a change of a FAQ, and what readers say of it."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from migliorapa.core import moments
from migliorapa.core import search as site_search
from migliorapa.core.registry import to_html

from ..faq import feedback, review
from ..models import Faq, FaqVote
from ..notifications import faq_mails
from ..search import document, key
from . import reuse

REVIEW_AFTER = timedelta(days=365)


def _bring_up_to_date(faq: Faq) -> None:
    faq.body_html = to_html(faq.body)
    if faq.status == Faq.Status.PUBLISHED:
        faq.published = faq.published or timezone.now()
        faq.reviewed = faq.reviewed or timezone.localdate()
        if faq.review_due is None or _day_of(faq.reviewed_at) != faq.reviewed:
            faq.reviewed_at, faq.review_kinds = _moment_of(faq.reviewed), []
        faq.review_due = faq.review_due or faq.reviewed + REVIEW_AFTER


def _day_of(moment: datetime | None):
    return moment and timezone.localdate(moment)


def _moment_of(day) -> datetime:
    """Now for who verifies today; the morning of another day."""
    return timezone.now() if day == timezone.localdate() else moments.to_utc(day, time(0))


FOLLOWS = [
    *("body_html", "published", "reviewed", "review_due"),
    *("reviewed_at", "review_kinds"),
]


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
    """One vote a reader: voting again changes the vote (`voter` tells them apart).

    An administration that finds it useful has used it again; not who thinks better of it.
    """
    reuse.lock(faq)
    before = {"faq": faq, "voter": voter, "is_useful": True}
    if administration and not is_useful and FaqVote.objects.filter(**before).exists():
        reuse.unused(faq=faq, administration=administration)
    values = {
        "is_useful": is_useful,
        "reason": reason,
        "comment": comment.strip()[:500],
        "created": timezone.now(),
    }
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
    """Scheduled: puts in the owner's queue what should be read again, and writes to them when
    there is a reason that they do not know."""
    faqs, today = list(Faq.objects.published().select_related("owner")), timezone.localdate()
    evidence, told = review.Evidence(faqs), 0
    for faq in faqs:
        reasons = evidence.reasons(faq, today)
        kinds, texts = [reason.kind for reason in reasons], [reason.text for reason in reasons]
        if (texts, kinds) == (faq.review_reasons, faq.review_kinds) and bool(
            reasons
        ) == faq.needs_review:
            continue
        new = sorted({*kinds} - {*faq.review_kinds})
        faq.needs_review, faq.review_reasons, faq.review_kinds = bool(reasons), texts, kinds
        Faq.objects.filter(pk=faq.pk).update(
            needs_review=bool(reasons), review_reasons=texts, review_kinds=kinds
        )
        if new:
            told += 1
            heard = feedback.of(faq, only_new=True, at_most=feedback.IN_THE_MAIL)
            faq_mails.to_review(faq, texts, heard, new=new)
    return f"{told} da rivedere"
