# SPDX-License-Identifier: AGPL-3.0-or-later
"""An operator reads what members wrote: it is published, or sent back with the reason."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..as_read import check_read
from ..models import PublicAnswer, PublicQuestion
from ..notifications import question_mails
from .guards import operators_only
from .questions import Status, check, refresh

NO_REASON = "Scrivete il motivo: lo legge chi ha scritto."


def _waiting(model, entry):
    """Locked and still to moderate; raises ValidationError when a colleague was faster."""
    fresh = model.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if fresh.status != Status.WAITING:
        raise ValidationError("Qualcuno l'ha già moderata: ricaricate la pagina.")
    return fresh


def words_of(entry: PublicQuestion | PublicAnswer) -> list[str]:
    return [entry.title, entry.body] if isinstance(entry, PublicQuestion) else [entry.body]


@transaction.atomic
def approve_question(*, question: PublicQuestion, actor, read: str = "") -> PublicQuestion:
    operators_only(actor)
    question = _waiting(PublicQuestion, question)
    texts = words_of(question)
    check_read(read, *texts)
    check(texts, person=question.author, administration=question.administration)
    question.status, question.published = Status.PUBLISHED, timezone.now()
    question.moderated_by = actor
    question.save()
    question_mails.question_approved(question)
    return refresh(question)


@transaction.atomic
def refuse_question(*, question: PublicQuestion, actor, reason: str) -> PublicQuestion:
    operators_only(actor)
    if not reason.strip():
        raise ValidationError(NO_REASON)
    question = _waiting(PublicQuestion, question)
    question.status, question.moderated_by = Status.WITHDRAWN, actor
    question.save()
    question_mails.question_refused(question, reason.strip())
    return refresh(question)


@transaction.atomic
def approve_answer(*, answer: PublicAnswer, actor, read: str = "") -> PublicAnswer:
    """Its author may have changed it meanwhile: `read` is what the operator saw."""
    operators_only(actor)
    answer = _waiting(PublicAnswer, answer)
    check_read(read, *words_of(answer))
    question = answer.question
    if question.status != Status.PUBLISHED:
        raise ValidationError("La domanda non è più pubblica: la risposta non si pubblica.")
    check(
        words_of(answer),
        person=answer.author,
        administration=answer.administration,
        ticket=question.ticket,
    )
    answer.status = Status.PUBLISHED
    answer.save(update_fields=["status"])
    question_mails.answer_approved(answer)
    question_mails.answered(answer)
    refresh(question)
    return answer


@transaction.atomic
def refuse_answer(*, answer: PublicAnswer, actor, reason: str) -> PublicAnswer:
    operators_only(actor)
    if not reason.strip():
        raise ValidationError(NO_REASON)
    answer = _waiting(PublicAnswer, answer)
    answer.status = Status.WITHDRAWN
    answer.save(update_fields=["status"])
    question_mails.answer_refused(answer, reason.strip())
    return answer
