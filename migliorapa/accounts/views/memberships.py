# SPDX-License-Identifier: AGPL-3.0-or-later
"""For which administration a person works, and who says so."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from .. import actions
from ..forms import AdministrationSearchForm, DecisionForm
from ..models import Administration, Membership

MOST_FOUND = 20
DONE = {
    DecisionForm.APPROVE: "Richiesta approvata: abbiamo scritto alla persona.",
    DecisionForm.REFUSE: "Fatto: abbiamo scritto alla persona.",
    DecisionForm.COORDINATE: "Ora anche questa persona coordina i colleghi.",
}

LEFT = "Non siete più collegati a {}."


@require_http_methods(["GET", "POST"])
@login_required
def choose(request):
    if request.method == "POST":
        return _ask(request)
    form = AdministrationSearchForm(request.GET if "q" in request.GET else None)
    found = []
    if form.is_bound and form.is_valid():
        found = list(Administration.objects.matching(form.cleaned_data["q"])[: MOST_FOUND + 1])
    context = {"form": form, "found": found[:MOST_FOUND], "more": len(found) > MOST_FOUND}
    return render(request, "accounts/choose_administration.html", context)


def _ask(request):
    code = request.POST.get("ipa_code", "").replace("\0", "").lower()
    administration = get_object_or_404(Administration, ipa_code=code)
    try:
        membership = actions.ask_membership(user=request.user, administration=administration)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("accounts:choose_administration")
    if membership.is_approved:
        messages.success(request, f"Siete collegati a {administration}.")
    else:
        messages.info(request, "Richiesta inviata. Vi scriviamo appena c'è una risposta.")
    return redirect("accounts:profile")


def _decide(membership, *, actor, decision, reason):
    match decision:
        case DecisionForm.APPROVE:
            actions.approve(membership=membership, actor=actor)
        case DecisionForm.COORDINATE:
            actions.make_coordinator(membership=membership, actor=actor)
        case DecisionForm.REFUSE:
            actions.refuse(membership=membership, actor=actor, reason=reason)


@require_http_methods(["GET", "POST"])
@login_required
def membership(request, pk):
    decidable = Membership.objects.decidable_by(request.user)
    found = get_object_or_404(decidable.select_related("user", "administration"), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(found, actor=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, DONE[form.cleaned_data["decision"]])
            return redirect("accounts:profile")
    return render(request, "accounts/membership.html", {"membership": found, "form": form})


@require_http_methods(["GET", "POST"])
@login_required
def leave(request, pk):
    mine = request.user.memberships.exclude(status=Membership.Status.REFUSED)
    found = get_object_or_404(mine.select_related("administration"), pk=pk)
    if request.method == "POST":
        _leave(request, found)
        return redirect("accounts:profile")
    return render(request, "accounts/leave.html", {"membership": found})


def _leave(request, membership):
    try:
        actions.leave(membership=membership, user=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        done = "La richiesta per {} è ritirata." if membership.is_waiting else LEFT
        messages.success(request, done.format(membership.administration))
