# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions that administrations answer to each other.

What a member writes waits for an operator; what an operator writes is read at once. No text may
tell who wrote it, nor whose request it comes from.
"""

import secrets
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from migliorapa.accounts.models import User
from migliorapa.accounts.selectors import administration_of
from migliorapa.core import search as site_search
from migliorapa.core.registry import to_html

from .. import proposal
from ..models import Faq, PublicAnswer, PublicQuestion, Ticket
from ..notifications import question_mails
from ..private_data import leaks_in, leaks_of_person
from ..redaction import is_empty_after
from ..search import question_document, question_key
from . import publication
from .guards import operators_only

Status = PublicQuestion.Status
RESERVED = {"nuova"}
UNHEARD = {Ticket.State.UNCONFIRMED, Ticket.State.SPAM}
TRIES = 5


def member_of(actor):
    """Their administration; PermissionDenied for who neither has one nor is an operator."""
    administration = administration_of(actor)
    if administration is None and not actor.is_operator:
        raise PermissionDenied
    return administration


def check(texts: Iterable[str], *, person=None, administration=None, ticket=None) -> None:
    """Raises ValidationError with everything that would tell who writes or who asked."""
    texts = list(texts)
    found = leaks_of_person(texts, person, administration)
    if ticket:
        found += leaks_in(texts, [ticket])
    if found:
        raise ValidationError(list(dict.fromkeys(leak.what for leak in found)))
    if any(is_empty_after(text) for text in texts):
        raise ValidationError("Tolti i dati personali non resta nulla: riscrivete il testo.")


def refresh(question: PublicQuestion) -> PublicQuestion:
    """Tells the search; call it after any write to a question or to its answers."""
    if question.status == Status.PUBLISHED:
        site_search.publish([question_document(question)])
    else:
        site_search.withdraw([question_key(question)])
    return question


def _save_new(question: PublicQuestion) -> PublicQuestion:
    """With an address of its own, even when two ask the same at once."""
    base = slugify(question.title)[:90].strip("-") or "domanda"
    slug = f"domanda-{base}" if base in RESERVED else base
    question.body_html = to_html(question.body)
    for _ in range(TRIES):
        question.slug = slug
        try:
            with transaction.atomic():
                question.full_clean(exclude=["slug", "body_html"], validate_unique=False)
                question.save()
            return question
        except IntegrityError:
            slug = f"{base}-{secrets.token_hex(3)}"
    raise ValidationError("Non siamo riusciti a salvare la domanda: riprovate.")


@transaction.atomic
def ask(*, title: str, body: str, actor, topics: Iterable[str] = ()) -> PublicQuestion:
    """By a person with an administration, or by an operator.

    The same words twice, of one person, are one question.
    """
    administration = member_of(actor)
    check([title, body], person=actor, administration=administration)
    User.objects.select_for_update().get(pk=actor.pk)
    same = PublicQuestion.objects.filter(author=actor, title=title.strip(), body=body.strip())
    if known := same.exclude(status=Status.WITHDRAWN).first():
        return known
    published = actor.is_operator
    question = PublicQuestion(
        title=title.strip(),
        body=body.strip(),
        topics=list(topics),
        author=actor,
        administration=administration,
        status=Status.PUBLISHED if published else Status.WAITING,
        published=timezone.now() if published else None,
        moderated_by=actor if published else None,
    )
    _save_new(question)
    if not published:
        question_mails.to_moderate(question)
    return refresh(question)


@transaction.atomic
def publish_ticket(
    *, ticket: Ticket, title: str, body: str, actor, topics: Iterable[str] = ()
) -> PublicQuestion:
    """A request becomes a question for all; who asked is told and may take it off."""
    operators_only(actor)
    rows = Ticket.objects.select_for_update(of=("self",)).defer("search")
    ticket = rows.select_related("administration", "requester").get(pk=ticket.pk)
    if ticket.state in UNHEARD:
        raise ValidationError("Questa richiesta non è confermata: non si pubblica.")
    if ticket.public_questions.exclude(status=Status.WITHDRAWN).exists():
        raise ValidationError("Questa richiesta è già tra le domande pubbliche.")
    check([title, body], ticket=ticket)
    question = PublicQuestion(
        title=title.strip(),
        body=body.strip(),
        topics=list(topics),
        ticket=ticket,
        author=ticket.requester,
        administration=ticket.administration,
        status=Status.PUBLISHED,
        published=timezone.now(),
        moderated_by=actor,
    )
    _save_new(question)
    question_mails.made_public(question)
    return refresh(question)


@transaction.atomic
def withdraw(*, question: PublicQuestion, actor=None) -> PublicQuestion:
    """By its author, by an operator, or by who asked with the link of the mail (`actor` None)."""
    question = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    if actor is not None and not (actor.is_operator or question.author_id == actor.pk):
        raise PermissionDenied
    own = actor is None or question.author_id == actor.pk
    if question.status == Status.WITHDRAWN and not own:
        return question
    question.status, question.withdrawn_by_desk = Status.WITHDRAWN, not own
    question.save(update_fields=["status", "withdrawn_by_desk"])
    return refresh(question)


@transaction.atomic
def republish(*, question: PublicQuestion, actor) -> PublicQuestion:
    """With its answers, as it was before an operator took it off."""
    operators_only(actor)
    question = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    if question.status == Status.PUBLISHED:
        return question
    if not question.may_be_republished:
        raise ValidationError("L'ha tolta chi l'ha chiesta, o non è mai stata pubblica.")
    ticket = question.ticket
    if ticket and ticket.public_questions.exclude(status=Status.WITHDRAWN).exists():
        raise ValidationError("Questa richiesta è già tra le domande pubbliche.")
    texts = [question.title, question.body]
    person = None if ticket else question.author
    check(texts, person=person, administration=question.administration, ticket=ticket)
    question.status, question.moderated_by = Status.PUBLISHED, actor
    question.withdrawn_by_desk = False
    question.save(update_fields=["status", "moderated_by", "withdrawn_by_desk"])
    question_mails.republished(question)
    return refresh(question)


@transaction.atomic
def accept(*, question: PublicQuestion, answer: PublicAnswer | None, actor) -> PublicQuestion:
    """The answer that settles the question; None takes the choice back."""
    question = PublicQuestion.objects.select_for_update().get(pk=question.pk)
    if not (actor.is_operator or question.author_id == actor.pk):
        raise PermissionDenied
    if question.status != Status.PUBLISHED:
        raise ValidationError("La domanda non è pubblica.")
    if answer and (answer.question_id != question.pk or answer.status != Status.PUBLISHED):
        raise ValidationError("Questa risposta non è pubblica.")
    changed = question.accepted_id != (answer.pk if answer else None)
    question.accepted = answer
    question.save(update_fields=["accepted"])
    if answer and changed and answer.author_id != actor.pk:
        question_mails.accepted(answer)
    return question


@transaction.atomic
def to_faq(*, question: PublicQuestion, actor) -> Faq:
    """A FAQ to approve, from the question and the answer that settled it."""
    operators_only(actor)
    rows = PublicQuestion.objects.select_for_update(of=("self",))
    question = rows.select_related("ticket", "author", "administration").get(pk=question.pk)
    if Faq.objects.filter(question=question.title).exclude(status=Faq.Status.WITHDRAWN).exists():
        raise ValidationError("C'è già una FAQ con questa domanda.")
    if question.accepted is None or question.status != Status.PUBLISHED:
        raise ValidationError("Serve una domanda pubblica con una risposta scelta.")
    made = proposal.from_question(question)
    return publication.draft(
        actor=actor,
        asked=question,
        question=made.question,
        answer=made.answer,
        body=made.body,
        topics=question.topics,
        replacements=made.told(),
        is_finished=False,
    )
