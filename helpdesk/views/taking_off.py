# SPDX-License-Identifier: AGPL-3.0-or-later
"""A public question leaves the site, after a page that says what goes with it; and comes back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from migliorapa.core.typed import sign_in_required

from ..actions import questions
from ..models import PublicQuestion
from .access import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
@never_cache
def withdraw(request, slug):
    found = get_object_or_404(PublicQuestion.objects.visible_to(request.user), slug=slug)
    if not (request.user.is_operator or found.author_id == request.user.pk):
        raise PermissionDenied
    if found.status == PublicQuestion.Status.WITHDRAWN:
        raise Http404
    if request.method == "POST":
        questions.withdraw(question=found, actor=request.user)
        messages.success(request, "La domanda non si legge più.")
        return redirect("helpdesk:questions")
    context = {
        "section": "help",
        "question": found,
        "replies": found.answers.published().count(),
        "is_own": found.author_id == request.user.pk,
    }
    return render(request, "helpdesk/withdraw_question.html", context)


@require_POST
@desk_page
def republish(request, slug):
    found = get_object_or_404(PublicQuestion, slug=slug)
    try:
        questions.republish(question=found, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "La domanda è di nuovo pubblica. Chi ha chiesto lo sa.")
    return redirect(found)
