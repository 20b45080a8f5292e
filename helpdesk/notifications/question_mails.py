# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails about public questions and answers, in the outbox of the same transaction."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.core import outbox

from .. import links
from ..models import PublicAnswer, PublicCorrection, PublicQuestion


def _mail(key, name, to, subject, template, **context) -> None:
    outbox.put(
        key=f"helpdesk:{key}",
        to=to,
        subject=f"[MiglioraPA] {subject}",
        text=render_to_string(f"email/helpdesk/{template}.txt", {"name": name} | context),
    )


def _page(question: PublicQuestion) -> str:
    return settings.SITE_URL + question.get_absolute_url()


def _to(person: User | None, *arguments, **context) -> None:
    """To nobody when who wrote is no longer here."""
    if person is not None and person.is_active:
        key, *rest = arguments
        _mail(key, person.name, person.email, *rest, **context)


def to_moderate(entry: PublicQuestion | PublicAnswer) -> None:
    """To every operator: of the first text that waits, then once a day while some still do."""
    waiting = PublicQuestion.Status.WAITING
    many = sum(
        model.objects.filter(status=waiting).count() for model in (PublicQuestion, PublicAnswer)
    )
    today = f"{timezone.localdate():%Y%m%d}"
    which = today if many > 1 else f"{entry._meta.model_name}-{entry.pk}"
    for operator in User.objects.filter(role=User.Role.OPERATOR, is_active=True):
        key = f"to-moderate:{which}:{operator.pk}"
        link = links.absolute("desk_moderation")
        _to(operator, key, "domande e risposte da moderare", "to_moderate", link=link)


def made_public(question: PublicQuestion) -> None:
    """To who asked, account or not: it is public without their name, and how to take it off."""
    _made_public(question, f"question-public:{question.pk}")


def _made_public(question: PublicQuestion, key: str) -> None:
    ticket = question.ticket
    if ticket.is_anonymised:
        return  # nobody is left to tell
    _mail(
        key,
        ticket.requester_name,
        ticket.requester_email,
        f"{ticket.number}: la vostra domanda è pubblica, senza nomi",
        "question_public",
        question=question,
        ticket=ticket,
        link=_page(question),
        withdraw_link=links.question_of(question),
    )


def republished(question: PublicQuestion) -> None:
    """To who asked, each time."""
    key = f"question-republished:{question.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    if question.ticket:
        _made_public(question, key)
    else:
        subject = "la vostra domanda è di nuovo pubblica"
        context = {"question": question, "link": _page(question)}
        _to(question.author, key, subject, "question_approved", **context)


def corrected(correction: PublicCorrection) -> None:
    """To who wrote the text, with the words as they are now."""
    entry = correction.answer or correction.question
    question = correction.question or correction.answer.question
    what = "risposta" if correction.answer else "domanda"
    after = "\n\n".join(correction.after.values())
    context = {"question": question, "link": _page(question), "what": what, "after": after}
    subject = f"abbiamo corretto la vostra {what}"
    _to(entry.author, f"public-corrected:{correction.pk}", subject, "public_corrected", **context)


def _moderated(entry, key, subject, template, **context) -> None:
    question = entry if isinstance(entry, PublicQuestion) else entry.question
    mail = {"question": question, "link": _page(question)} | context
    _to(entry.author, f"{key}:{entry.pk}", subject, template, **mail)


def question_approved(question: PublicQuestion) -> None:
    _moderated(question, "question-approved", "la vostra domanda è pubblica", "question_approved")


def question_refused(question: PublicQuestion, reason: str) -> None:
    subject = "la vostra domanda non è pubblica"
    _moderated(question, "question-refused", subject, "question_refused", reason=reason)


def answer_approved(answer: PublicAnswer) -> None:
    subject = "la vostra risposta è pubblica"
    _moderated(answer, "answer-approved", subject, "public_answer_approved")


def answer_refused(answer: PublicAnswer, reason: str) -> None:
    subject = "la vostra risposta non è pubblica"
    _moderated(
        answer, "answer-refused", subject, "public_answer_refused", reason=reason, answer=answer
    )


def accepted(answer: PublicAnswer) -> None:
    subject = "la vostra risposta è stata scelta"
    _moderated(answer, "answer-accepted", subject, "public_answer_accepted")


def answered(answer: PublicAnswer) -> None:
    """To who asked, with an account or through the request it comes from; never to oneself."""
    question, ticket = answer.question, answer.question.ticket
    if answer.author_id and answer.author_id == question.author_id:
        return
    key, subject = f"public-answered:{answer.pk}", "una risposta alla vostra domanda"
    context = {"question": question, "answer": answer, "link": _page(question)}
    if question.author:
        _to(question.author, key, subject, "public_answered", **context)
    elif ticket and not ticket.is_anonymised:
        name, to = ticket.requester_name, ticket.requester_email
        _mail(key, name, to, subject, "public_answered", **context)
