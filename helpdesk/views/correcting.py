# SPDX-License-Identifier: AGPL-3.0-or-later
"""Operators correct a word in a public question or answer, before or after it is public."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from migliorapa.core.editing.differences import differences

from ..actions import correcting
from ..forms.fields import refuse
from ..forms.questions import CorrectAnswerForm, CorrectQuestionForm
from ..models import PublicAnswer, PublicQuestion
from .access import desk_page

INVALID = 422
LABELS = {"title": "La domanda", "body": "Il testo"}
KINDS = {
    "domanda": (PublicQuestion.objects.all(), CorrectQuestionForm),
    "risposta": (PublicAnswer.objects.select_related("question"), CorrectAnswerForm),
}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def correct(request, kind, pk):
    if kind not in KINDS:
        raise Http404
    rows, form_class = KINDS[kind]
    shown = rows.exclude(status=PublicQuestion.Status.WITHDRAWN).select_related("author")
    entry = get_object_or_404(shown, pk=pk)
    now = {name: getattr(entry, name) for name in form_class.base_fields}
    form = form_class(request.POST if request.method == "POST" else None, initial=now)
    question = entry if kind == "domanda" else entry.question
    if request.method == "POST" and form.is_valid():
        try:
            correcting.correct(entry=entry, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "Il testo è corretto. Chi l'ha scritto lo sa.")
            waits = entry.status == PublicQuestion.Status.WAITING
            return redirect("helpdesk:desk_moderation") if waits else redirect(question)
    context = {
        "section": "help",
        "form": form,
        "entry": entry,
        "question": question,
        "is_answer": kind == "risposta",
        "corrections": [_told(each) for each in entry.corrections.select_related("actor")],
    }
    status = INVALID if form.errors else 200
    return render(request, "helpdesk/correct_public.html", context, status=status)


def _told(correction):
    changes = [
        (LABELS[name], differences(correction.before[name], text))
        for name, text in correction.after.items()
        if correction.before[name] != text
    ]
    return correction, changes
