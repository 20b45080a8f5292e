# SPDX-License-Identifier: AGPL-3.0-or-later
"""Operators: what members wrote and waits, and a request published as a question."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from .. import proposal
from ..actions import moderation, questions
from ..as_read import mark_of
from ..forms.fields import refuse
from ..forms.questions import DecisionForm, QuestionForm
from ..models import PublicAnswer, PublicQuestion, Ticket
from ..questions.bodies_in_words import body_in_words
from .access import desk_page

Status = PublicQuestion.Status
INVALID = 422
AT_ONCE = 50


def _waiting_questions():
    rows = PublicQuestion.objects.filter(status=Status.WAITING)
    return rows.select_related("author", "administration").order_by("pk")


def _waiting_answers():
    rows = PublicAnswer.objects.filter(status=Status.WAITING, question__status=Status.PUBLISHED)
    return rows.select_related("author", "administration", "question").order_by("pk")


def _decide(entry: str, wanted: str, reason: str, read: str, actor) -> str:
    """Raises ValidationError with what forbids it, Http404 for what is not waiting."""
    kind, pk = entry.split("-")
    rows = _waiting_questions() if kind == "domanda" else _waiting_answers()
    found = get_object_or_404(rows, pk=int(pk))
    given = {("question" if kind == "domanda" else "answer"): found, "actor": actor}
    if wanted == "refuse":
        verbs = {"domanda": moderation.refuse_question, "risposta": moderation.refuse_answer}
        verbs[kind](reason=reason, **given)
        return "Non è pubblica. Chi ha scritto riceve il motivo."
    verbs = {"domanda": moderation.approve_question, "risposta": moderation.approve_answer}
    verbs[kind](read=read, **given)
    return "È pubblica. Chi ha scritto lo sa."


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def desk_moderation(request):
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        wanted = request.POST.get("do", "")
        if wanted not in {"approve", "refuse"}:
            raise Http404
        if form.is_valid():
            try:
                told = _decide(actor=request.user, wanted=wanted, **form.cleaned_data)
                messages.success(request, told)
                return redirect("helpdesk:desk_moderation")
            except ValidationError as refusal:
                refuse(form, refusal)
    asked, answered = _told("domanda", _waiting_questions()), _told("risposta", _waiting_answers())
    context = {
        "section": "help",
        "form": form,
        "about": form.cleaned_data.get("entry", "") if form.is_bound else "",
        "reason": form.data.get("reason", "")[:1000] if form.is_bound else "",
        "questions": asked,
        "answers": answered,
        "waits": {} if AT_ONCE in {len(asked), len(answered)} else _counted(asked, answered),
    }
    status = INVALID if form.errors else 200
    return render(request, "helpdesk/desk_moderation.html", context, status=status)


def _counted(*lists) -> dict[str, str]:
    """For the tab, without asking again."""
    return {"questions": str(sum(map(len, lists)))}


def _told(kind, rows):
    """Each text with the name and the mark its form sends, and the words its author will be read
    under."""
    return [
        (
            f"{kind}-{row.pk}",
            mark_of(*moderation.words_of(row)),
            row,
            body_in_words(row.administration),
        )
        for row in rows[:AT_ONCE]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def make_question(request, public_id):
    """A request as a question for all, with what was taken away shown beside."""
    rows = Ticket.objects.visible_to(request.user).select_related("administration")
    ticket = get_object_or_404(rows.prefetch_related("messages"), public_id=public_id)
    drafted = proposal.question_from_ticket(ticket)
    form = QuestionForm(
        request.POST if request.method == "POST" else None,
        initial={"title": drafted.question, "body": drafted.body, "topics": ticket.topics},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = questions.publish_ticket(ticket=ticket, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(
                request, "La domanda è pubblica. Chi ha chiesto lo sa e può toglierla."
            )
            return redirect(made)
    context = {"section": "help", "form": form, "ticket": ticket, "drafted": drafted}
    status = INVALID if form.errors else 200
    return render(request, "helpdesk/make_question.html", context, status=status)
