# SPDX-License-Identifier: AGPL-3.0-or-later
"""What readers of a public question do to its answers: each gives a sentence."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from migliorapa.core.typed import sign_in_required

from ..actions import public_answers, questions
from ..forms.fields import refuse
from ..forms.questions import AnswerForm
from ..models import PublicAnswer, PublicQuestion

Status = PublicQuestion.Status
INVALID = 422
LONGEST_KEY = 9


def _number(text: str) -> int:
    """A key as the form sends it; 0, that no row has, for anything else."""
    known = text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY
    return int(text) if known else 0


def _answer_named(request, question) -> PublicAnswer:
    rows = question.answers.visible_to(request.user)
    return get_object_or_404(rows, pk=_number(request.POST.get("answer", "")))


def _vote(request, question):
    answer = _answer_named(request, question)
    public_answers.vote(answer=answer, actor=request.user)
    return "Il vostro voto è contato."


def _unvote(request, question):
    answer = _answer_named(request, question)
    public_answers.vote(answer=answer, actor=request.user, is_given=False)
    return "Il vostro voto è tolto."


def _accept(request, question):
    answer = _answer_named(request, question)
    questions.accept(question=question, answer=answer, actor=request.user)
    return "La risposta scelta è la prima della pagina."


def _unaccept(request, question):
    questions.accept(question=question, answer=None, actor=request.user)
    return "Nessuna risposta è scelta."


def _withdraw_answer(request, question):
    public_answers.withdraw(answer=_answer_named(request, question), actor=request.user)
    return "La risposta non si legge più."


DONE = {
    "vote": _vote,
    "unvote": _unvote,
    "accept": _accept,
    "unaccept": _unaccept,
    "withdraw_answer": _withdraw_answer,
}


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
@never_cache
def edit_answer(request, slug, pk):
    """One's own, before an operator has read it."""
    own = PublicAnswer.objects.filter(author=request.user, status=Status.WAITING)
    found = get_object_or_404(
        own.select_related("question", "administration"), pk=pk, question__slug=slug
    )
    form = AnswerForm(
        request.POST if request.method == "POST" else None, initial={"body": found.body}
    )
    if request.method == "POST" and form.is_valid():
        try:
            public_answers.rewrite(answer=found, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "La risposta è cambiata e aspetta l'operatore.")
            return redirect(found.question)
    context = {"section": "help", "form": form, "question": found.question}
    status = INVALID if form.errors else 200
    return render(request, "helpdesk/edit_answer.html", context, status=status)
