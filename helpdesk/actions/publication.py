# SPDX-License-Identifier: AGPL-3.0-or-later
"""From private requests to a FAQ that everybody reads: draft, approval, objection, review.

Nothing of the requests it comes from may be left in it, and who writes it does not approve it.
"""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from .. import notifications
from ..models import Faq, FaqObjection, FaqOrigin, Ticket
from ..private_data import leaks_in
from . import faqs

TEXTS = ("question", "answer", "body")


def _operators_only(actor) -> None:
    if not (actor.is_operator or actor.is_staff):
        raise PermissionDenied


def _origins(faq: Faq) -> list[Ticket]:
    rows = Ticket.objects.filter(faq_origins__faq=faq).select_related("administration")
    return list(rows.prefetch_related("messages"))


def _check(faq: Faq, tickets: Iterable[Ticket]) -> None:
    """Raises ValidationError with everything that would tell who asked."""
    texts = [getattr(faq, name) for name in TEXTS] + list(faq.also_asked)
    if found := leaks_in(texts, tickets):
        raise ValidationError(list(dict.fromkeys(leak.what for leak in found)))


def check_origins(faq: Faq, texts: dict) -> None:
    """Raises ValidationError if these texts would tell who asked what the FAQ comes from."""
    for name in (*TEXTS, "also_asked"):
        setattr(faq, name, texts.get(name) or type(getattr(faq, name))())
    _check(faq, _origins(faq))


def _new_code() -> str:
    taken = Faq.objects.filter(code__regex=r"^Q\d+$").values_list("code", flat=True)
    return f"Q{max((int(code[1:]) for code in taken), default=0) + 1:03}"


def _new_slug(question: str, code: str) -> str:
    slug = slugify(question)[:80].strip("-") or code.lower()
    return f"{slug}-{code.lower()}" if Faq.objects.filter(slug=slug).exists() else slug


@transaction.atomic
def draft(
    *, tickets: Iterable[Ticket], actor, question, answer, body="", topics=(), steps=(), tools=()
) -> Faq:
    """A new FAQ waiting for approval. Raises ValidationError while it tells who asked."""
    _operators_only(actor)
    tickets = list(tickets)
    code = _new_code()
    faq = Faq(
        code=code,
        slug=_new_slug(question, code),
        question=question.strip(),
        answer=answer.strip(),
        body=body.strip(),
        topics=list(topics),
        steps=list(steps),
        tools=list(tools),
        status=Faq.Status.IN_REVIEW,
        author=actor,
        owner=actor,
        born_at=tickets[0].administration if tickets else None,
    )
    _check(faq, tickets)
    faq.full_clean(exclude=["body_html"])
    faq.save()
    for ticket in tickets:
        FaqOrigin.objects.create(faq=faq, ticket=ticket)
    return faqs.refresh(faq)


@transaction.atomic
def rewrite(*, faq: Faq, actor, **texts) -> Faq:
    """Changes a draft or a published answer; who rewrites becomes its author."""
    _operators_only(actor)
    faq = Faq.objects.select_for_update().get(pk=faq.pk)
    for name, value in texts.items():
        setattr(faq, name, value)
    _check(faq, _origins(faq))
    faq.full_clean(exclude=["body_html"])
    faq.author, faq.status = actor, Faq.Status.IN_REVIEW
    faq.save()
    return faqs.refresh(faq)


@transaction.atomic
def add_origin(*, faq: Faq, ticket: Ticket, actor) -> FaqOrigin:
    """Several requests may feed one answer; the new one must not be told by it either."""
    _operators_only(actor)
    _check(faq, [ticket])
    origin, is_new = FaqOrigin.objects.get_or_create(faq=faq, ticket=ticket)
    if is_new and faq.status == Faq.Status.PUBLISHED:
        _tell(origin)
    return origin


def _tell(origin: FaqOrigin) -> None:
    origin.told = timezone.now()
    origin.save(update_fields=["told"])
    notifications.published(origin)


@transaction.atomic
def approve(*, faq: Faq, actor) -> Faq:
    """By a second person; the requesters are told and may object."""
    _operators_only(actor)
    faq = Faq.objects.select_for_update().get(pk=faq.pk)
    if faq.author_id == actor.pk:
        raise ValidationError("Chi ha scritto la FAQ non può anche approvarla: serve un collega.")
    if faq.status == Faq.Status.PUBLISHED:
        return faq
    open_objection = FaqObjection.objects.filter(origin__faq=faq, decided__isnull=True)
    if open_objection.exists():
        raise ValidationError("C'è un'obiezione da decidere prima di pubblicare.")
    _check(faq, _origins(faq))
    faq.status, faq.approved_by = Faq.Status.PUBLISHED, actor
    faq.reviewed, faq.review_due = timezone.localdate(), None
    faq.save()
    faqs.refresh(faq)
    for origin in faq.origins.filter(told__isnull=True).select_related("ticket"):
        _tell(origin)
    return faq


@transaction.atomic
def send_back(*, faq: Faq, actor, reason: str) -> Faq:
    """To the author, with the reason."""
    _operators_only(actor)
    if not reason.strip():
        raise ValidationError("Scrivete che cosa manca: chi l'ha scritta deve saperlo.")
    faq = Faq.objects.select_for_update().get(pk=faq.pk)
    faq.status, faq.review_reasons = Faq.Status.DRAFT, [reason.strip()]
    faq.save()
    notifications.sent_back(faq, reason.strip())
    return faqs.refresh(faq)


@transaction.atomic
def withdraw(*, faq: Faq, actor, reason: str = "") -> Faq:
    _operators_only(actor)
    faq = Faq.objects.select_for_update().get(pk=faq.pk)
    faq.status = Faq.Status.WITHDRAWN
    faq.review_reasons = [reason] if reason else []
    faq.save()
    return faqs.refresh(faq)


@transaction.atomic
def object_to(*, origin: FaqOrigin, text: str) -> FaqObjection:
    """By who asked: the answer leaves the site until somebody decides."""
    if not text.strip():
        raise ValidationError("Scrivete in due parole che cosa non volete che si legga.")
    faq = Faq.objects.select_for_update().get(pk=origin.faq_id)
    objection, is_new = FaqObjection.objects.get_or_create(
        origin=origin, defaults={"text": text.strip()[:2000]}
    )
    if is_new:
        faq.status = Faq.Status.IN_REVIEW
        faq.save()
        faqs.refresh(faq)
        notifications.objected(objection)
    return objection


@transaction.atomic
def decide(*, objection: FaqObjection, actor, decision: str) -> FaqObjection:
    """Closes an objection; publishing again is an approval of its own."""
    _operators_only(actor)
    if not decision.strip():
        raise ValidationError("Scrivete la decisione: la legge chi ha fatto l'obiezione.")
    objection.decided, objection.decision = timezone.now(), decision.strip()
    objection.save()
    notifications.objection_decided(objection)
    return objection


@transaction.atomic
def verified(*, faq: Faq, actor) -> Faq:
    """Read again and still right: a year more."""
    _operators_only(actor)
    faq = Faq.objects.select_for_update().get(pk=faq.pk)
    faq.needs_review, faq.review_reasons = False, []
    faq.reviewed, faq.review_due = timezone.localdate(), None
    faq.save()
    return faqs.refresh(faq)
