# SPDX-License-Identifier: AGPL-3.0-or-later
"""From private requests and public questions to a FAQ that everybody reads: draft and approval.

Nothing of who asked may be left in it, and who writes it does not approve it. A change of what is
published waits beside it until a colleague approves.
"""

from collections.abc import Iterable, Mapping
from copy import copy

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from ..as_read import check_read
from ..models import Faq, FaqObjection, FaqOrigin, PublicQuestion, Ticket
from ..notifications import faq_mails
from . import clearing, faqs, objections, reuse
from .faq_check import FIELDS, check, marks_of, origins_in, origins_of, texts_of
from .guards import operators_only

CODES = 0x464151  # any number, the same for all who give a new code
Status = Faq.Status
SAVED_MEANWHILE = (
    "Un collega ha salvato un'altra versione mentre scrivevate: leggetela dal collegamento qui "
    "sopra. Se salvate di nuovo, la vostra ne prende il posto."
)


def _locked(faq: Faq) -> Faq:
    return Faq.objects.select_for_update().get(pk=faq.pk)


def _new_code() -> str:
    """One at a time: nobody else gives a code until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CODES])
    taken = Faq.objects.filter(code__regex=r"^Q\d{1,9}$").values_list("code", flat=True)
    return f"Q{max((int(code[1:]) for code in taken), default=0) + 1:03}"


def _new_slug(question: str, code: str) -> str:
    slug = slugify(question)[:80].strip("-") or code.lower()
    return f"{slug}-{code.lower()}" if Faq.objects.filter(slug=slug).exists() else slug


def _put(faq: Faq, texts: dict) -> None:
    for name, value in texts.items():
        setattr(faq, name, value.strip() if isinstance(value, str) else value)


@transaction.atomic
def draft(
    *,
    actor,
    tickets: Iterable[Ticket] = (),
    asked: PublicQuestion | None = None,
    replacements: Iterable[dict] = (),
    is_finished: bool = True,
    reasons: Mapping[str, str] | None = None,
    **texts,
) -> Faq:
    """A new FAQ waiting for approval. Raises ValidationError while it tells who asked.

    `asked`: the public question it comes from, with its chosen answer. What is not finished may
    have placeholders, which its approval refuses. `reasons`: see `clearing`. The same words twice,
    of one person from the same requests, are one.
    """
    operators_only(actor)
    origins = [FaqOrigin(ticket=ticket) for ticket in tickets]
    origins += origins_in(asked) if asked else []
    said = clearing.cleared(texts, origins, known=(), reasons=reasons or {}, actor=actor)
    check(texts, origins, is_finished=is_finished, cleared=marks_of(said))
    code = _new_code()
    if known := _drafted(actor, texts, origins):
        return known
    faq = Faq(
        code=code,
        slug=_new_slug(texts["question"], code),
        status=Status.IN_REVIEW,
        author=actor,
        owner=actor,
        born_at=origins[0].administration if origins else None,
        replacements=list(replacements),
        cleared=said,
    )
    _put(faq, texts)
    faq.full_clean(exclude=["body_html"])
    faq.save()
    for origin in origins:
        origin.faq = faq
        origin.save()
    return faqs.refresh(faq)


def _drafted(actor, texts: dict, origins: list[FaqOrigin]) -> Faq | None:
    same = {name: texts.get(name, "").strip() for name in ("question", "answer", "body")}
    rows = Faq.objects.filter(author=actor, **same).exclude(status=Status.WITHDRAWN)
    asked = {(each.ticket_id, each.question_id, each.answer_id) for each in origins}
    for faq in rows.prefetch_related("origins"):
        known = {(each.ticket_id, each.question_id, each.answer_id) for each in faq.origins.all()}
        if known == asked:
            return faq
    return None


@transaction.atomic
def rewrite(
    *, faq: Faq, actor, read: str = "", reasons: Mapping[str, str] | None = None, **texts
) -> Faq:
    """Changes a draft, or keeps the change of a published answer until somebody approves it.

    Who rewrites becomes its author. `read`: see `as_read`, of `texts_of`. `reasons`: see
    `clearing`.
    """
    operators_only(actor)
    faq = _locked(faq)
    check_read(read, texts_of(faq), told=SAVED_MEANWHILE)
    wanted, origins = texts_of(faq) | texts, origins_of(faq)
    said = clearing.cleared(wanted, origins, known=faq.cleared, reasons=reasons or {}, actor=actor)
    check(wanted, origins, cleared=marks_of(said))
    changed = copy(faq)
    _put(changed, wanted)
    changed.full_clean(exclude=["body_html"])
    if faq.status == Status.PUBLISHED:
        now = {name: getattr(changed, name) for name in FIELDS}
        same = all(now[name] == getattr(faq, name) for name in FIELDS)
        faq.pending, faq.pending_author = ({}, None) if same else (now, actor)
        of_now = [row for row in faq.cleared if row["mark"] not in marks_of(said)]
        faq.cleared = of_now + said
    else:
        _put(faq, wanted)
        faq.pending, faq.pending_author, faq.cleared = {}, None, said
        faq.author, faq.status, faq.approved_by = actor, Status.IN_REVIEW, None
    faq.save()
    return faqs.refresh(faq)


@transaction.atomic
def discard(*, faq: Faq, actor) -> Faq:
    """The published answer stays as it is; the change that waited is gone."""
    operators_only(actor)
    faq = _locked(faq)
    faq.pending, faq.pending_author = {}, None
    faq.save()
    return faq


@transaction.atomic
def add_origin(*, faq: Faq, ticket: Ticket, actor) -> FaqOrigin:
    """Several requests may feed one answer; the new one must not be told by it either."""
    operators_only(actor)
    faq = _locked(faq)
    new = [FaqOrigin(faq=faq, ticket=ticket)]
    marks = marks_of(faq.cleared)
    check({name: getattr(faq, name) for name in FIELDS}, new, is_finished=False, cleared=marks)
    check(texts_of(faq), new, is_finished=False, cleared=marks)
    origin, is_new = FaqOrigin.objects.get_or_create(faq=faq, ticket=ticket)
    reuse.recount(faq)
    if is_new and faq.status == Status.PUBLISHED:
        _tell(origin)
    return origin


def _tell(origin: FaqOrigin) -> None:
    """That it is public; again when it comes back after an objection."""
    past = list(origin.objections.all())
    if origin.told and not (past and past[0].created > origin.told):
        return
    if origin.email:
        origin.told = timezone.now()
        origin.save(update_fields=["told"])
        faq_mails.published(origin, times=len(past))


def writer_of(faq: Faq) -> int | None:
    """Who wrote what waits for approval."""
    return faq.pending_author_id if faq.pending else faq.author_id


def _open_objections(faq: Faq):
    return FaqObjection.objects.filter(origin__faq=faq, decided__isnull=True)


@transaction.atomic
def approve(*, faq: Faq, actor, read: str = "", seen: Iterable[str] = ()) -> Faq:
    """By a second person, of what they have `read`; who asked is told and may object.

    `seen`: marks of what was said of nobody, see `clearing`.
    """
    operators_only(actor)
    faq = _locked(faq)
    if faq.status == Status.PUBLISHED and not faq.pending:
        return faq
    check_read(read, texts_of(faq))
    if writer_of(faq) == actor.pk:
        raise ValidationError("Chi ha scritto la FAQ non può anche approvarla: serve un collega.")
    if _open_objections(faq).exists():
        raise ValidationError("C'è un'obiezione da decidere prima di pubblicare.")
    wanted, origins = texts_of(faq), origins_of(faq)
    said = clearing.in_these(faq, wanted, origins)
    check(wanted, origins, cleared=marks_of(said))
    clearing.check_seen(said, seen)
    faq.cleared = said
    if faq.pending:
        faq.author = faq.pending_author
    _put(faq, wanted)
    faq.pending, faq.pending_author = {}, None
    faq.status, faq.approved_by, faq.owner = Status.PUBLISHED, actor, faq.owner or actor
    faq.reviewed, faq.review_due = timezone.localdate(), None
    faq.needs_review, faq.review_reasons = False, []
    faq.save()
    faqs.refresh(faq)
    for origin in origins:
        _tell(origin)
    return faq


@transaction.atomic
def send_back(*, faq: Faq, actor, reason: str) -> Faq:
    """To the author, with the reason; what is published stays."""
    operators_only(actor)
    reason = reason.strip()
    if not reason:
        raise ValidationError("Scrivete che cosa manca: chi l'ha scritta deve saperlo.")
    faq = _locked(faq)
    if faq.status == Status.PUBLISHED:
        if not faq.pending:
            raise ValidationError("Nessuna modifica aspetta l'approvazione.")
        faq.pending["sent_back"] = reason
        writer = faq.pending_author
    else:
        faq.status, faq.approved_by, faq.review_reasons = Status.DRAFT, None, [reason]
        writer = faq.author
    faq.save()
    faq_mails.sent_back(faq, reason, writer)
    return faqs.refresh(faq)


@transaction.atomic
def withdraw(*, faq: Faq, actor, reason: str = "") -> Faq:
    """Off the site; an objection is upheld by it, and its reason is what who objected reads."""
    operators_only(actor)
    faq = _locked(faq)
    open_ones = list(_open_objections(faq))
    faq.status, faq.approved_by = Status.WITHDRAWN, None
    faq.review_reasons = [reason.strip()] if reason.strip() else []
    faq.save()
    for objection in open_ones:
        objections.decide(objection=objection, actor=actor, decision=reason)
    return faqs.refresh(faq)


@transaction.atomic
def verified(*, faq: Faq, actor) -> Faq:
    """Read again and still right: a year more."""
    operators_only(actor)
    faq = _locked(faq)
    faq.needs_review, faq.review_reasons = False, []
    faq.reviewed, faq.review_due = timezone.localdate(), None
    faq.save()
    return faqs.refresh(faq)
