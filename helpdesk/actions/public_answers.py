# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers to public questions, and the votes on them."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from migliorapa.core.registry import to_html

from ..models import PublicAnswer, PublicQuestion, PublicVote
from ..notifications import question_mails
from .questions import Status, check, member_of, refresh


def _open_question(question: PublicQuestion) -> PublicQuestion:
    """Locked; raises ValidationError when nobody may answer it."""
    rows = PublicQuestion.objects.select_for_update(of=("self",)).select_related("ticket")
    question = rows.get(pk=question.pk)
    if question.status != Status.PUBLISHED:
        raise ValidationError("Questa domanda non è più pubblica: non si risponde.")
    return question


@transaction.atomic
def answer(*, question: PublicQuestion, body: str, actor) -> PublicAnswer:
    """Official, and read at once, when an operator writes it. The same words twice are one."""
    administration = member_of(actor)
    official = actor.is_operator
    question = _open_question(question)
    ticket = question.ticket if official else None  # to others a refusal would tell who asked
    check([body], person=actor, administration=administration, ticket=ticket)
    same = question.answers.filter(author=actor, body=body.strip())
    if known := same.exclude(status=Status.WITHDRAWN).first():
        return known
    given = PublicAnswer.objects.create(
        question=question,
        body=body.strip(),
        body_html=to_html(body),
        author=actor,
        administration=administration,
        is_official=official,
        status=Status.PUBLISHED if official else Status.WAITING,
    )
    if official:
        question_mails.answered(given)
        refresh(question)
    else:
        question_mails.to_moderate(given)
    return given


@transaction.atomic
def rewrite(*, answer: PublicAnswer, body: str, actor) -> PublicAnswer:
    """By who wrote it, while nobody has read it yet."""
    answer = PublicAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if answer.author_id != actor.pk:
        raise PermissionDenied
    if answer.status != Status.WAITING:
        raise ValidationError("La risposta è già stata letta dagli operatori: non si cambia più.")
    check([body], person=actor, administration=answer.administration)
    answer.body, answer.body_html = body.strip(), to_html(body)
    answer.save(update_fields=["body", "body_html"])
    return answer


@transaction.atomic
def withdraw(*, answer: PublicAnswer, actor) -> PublicAnswer:
    """By who wrote it or by an operator; it is no longer the chosen one either."""
    question = PublicQuestion.objects.select_for_update().get(pk=answer.question_id)
    answer = PublicAnswer.objects.select_for_update().get(pk=answer.pk)
    if not (actor.is_operator or answer.author_id == actor.pk):
        raise PermissionDenied
    answer.status = Status.WITHDRAWN
    answer.save(update_fields=["status"])
    if question.accepted_id == answer.pk:
        question.accepted = None
        question.save(update_fields=["accepted"])
    refresh(question)
    return answer


@transaction.atomic
def vote(*, answer: PublicAnswer, actor, is_given: bool = True) -> int:
    """One a person, never on one's own; False takes it back. How many votes it has now."""
    member_of(actor)
    rows = PublicAnswer.objects.select_for_update(of=("self",)).select_related("question")
    answer = rows.get(pk=answer.pk)
    if {answer.status, answer.question.status} != {Status.PUBLISHED}:
        raise ValidationError("Questa risposta non è pubblica: non si vota.")
    if answer.author_id == actor.pk:
        raise ValidationError("Non si vota la propria risposta.")
    if is_given:
        PublicVote.objects.get_or_create(answer=answer, user=actor)
    else:
        PublicVote.objects.filter(answer=answer, user=actor).delete()
    answer.votes = answer.given_votes.count()
    answer.save(update_fields=["votes"])
    return answer.votes
