# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheet after a meeting behind its personal link, and what all sheets say together."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from migliorapa.core.private import private_page

from .. import links
from ..actions import afterwards
from ..feedback_results import FEWEST, Results
from ..forms.feedback import FeedbackForm, NeedForm
from ..models import Event
from .private import broken_link

INVALID, REFUSED = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def sheet(request, token):
    registration = links.registration_from("feedback", token)
    if registration is None:
        return broken_link(request)
    context = {
        "section": "events",
        "event": registration.event,
        "registration": registration,
        "own_page": links.path("registration", registration),
    }
    try:
        afterwards.check(registration)
    except ValidationError as refusal:
        context["refusal"] = " ".join(refusal.messages)
        status = REFUSED if request.method == "POST" else 200
        return render(request, "events/feedback_closed.html", context, status=status)
    wants = request.POST.get("do", "sheet") if request.method == "POST" else ""
    form = FeedbackForm(request.POST if wants == "sheet" else None)
    need = NeedForm(request.POST if wants == "need" else None, prefix="bisogno")
    status = 200
    if wants:
        done, status = _need(registration, need) if wants == "need" else _sheet(registration, form)
        if done:
            messages.success(request, done)
            return redirect("events:feedback", token)
    context |= {"form": form, "need": need}
    return render(request, "events/feedback.html", context, status=status)


def _sheet(registration, form) -> tuple[str, int]:
    """What to say when it is done, or empty and the status of the page with its faults."""
    if not form.is_valid():
        return "", INVALID
    try:
        afterwards.give_feedback(
            registration=registration,
            overall=form.cleaned_data["overall"],
            ratings=form.ratings(),
            comment=form.cleaned_data["comment"],
        )
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return "", REFUSED
    return "Grazie: abbiamo ricevuto il questionario, senza il vostro nome.", 302


def _need(registration, form) -> tuple[str, int]:
    if not form.is_valid():
        return "", INVALID
    try:
        afterwards.tell_need(registration=registration, text=form.cleaned_data["text"])
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return "", REFUSED
    return "Grazie: la redazione legge che cosa vi serve e ne tiene conto.", 302


@require_safe
def results(request, slug):
    """Comments are for the staff: people may have written names in them."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    is_staff = request.user.is_staff
    if not (event.feedback_public or is_staff):
        raise Http404
    found = Results(event)
    shown = found.count > 0 if is_staff else not found.is_too_little
    context = {
        "section": "events",
        "event": event,
        "results": found if shown else None,
        "fewest": FEWEST,
        "shows_comments": is_staff,
    }
    return render(request, "events/feedback_results.html", context)
