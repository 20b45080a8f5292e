# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails that wait for an operator, and what became of the others."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ..actions import quarantine
from ..forms.fields import refuse
from ..forms.mail import AcceptForm, JoinForm
from ..mail import incoming
from ..models import InboundMail
from ..pagination import Page
from .access import desk_page

Outcome = InboundMail.Outcome
INVALID, REFUSED = 422, 409
RECENT = 30


def _rows():
    return InboundMail.objects.select_related("ticket").defer("raw", "body")


@require_safe
@desk_page
def waiting(request):
    quarantined = _rows().filter(outcome=Outcome.QUARANTINE)
    recent = _rows().exclude(outcome=Outcome.QUARANTINE).order_by("-pk")[:RECENT]
    context = {
        "section": "help",
        "listing": Page.of(quarantined, request.GET.get("dopo", "")),
        "recent": recent,
        "address": incoming.reachable_address(),
    }
    return render(request, "helpdesk/desk_mail.html", context)


def _accept(letter, form, actor) -> str:
    ticket = quarantine.accept(
        mail=letter,
        name=form.cleaned_data["name"],
        subject=form.cleaned_data["subject"],
        organisation=form.cleaned_data["organisation"],
        actor=actor,
    )
    return f"È diventata la richiesta {ticket.number}: abbiamo scritto a {letter.sender}."


def _join(letter, form, actor) -> str:
    ticket = form.cleaned_data["number"]
    as_reply = form.cleaned_data["kind"] == JoinForm.REPLY
    quarantine.join(mail=letter, ticket=ticket, as_reply=as_reply, actor=actor)
    return f"È nella richiesta {ticket.number}."


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def decide(request, pk):
    letter = get_object_or_404(InboundMail, pk=pk, outcome=Outcome.QUARANTINE)
    name = letter.sender.partition("@")[0].replace(".", " ").title()
    accept = AcceptForm(initial={"name": name, "subject": letter.subject[:200]})
    join, status = JoinForm(), 200
    if request.method == "POST":
        verb = request.POST.get("do")
        if verb == "discard":
            return _discarded(request, letter)
        if verb == "accept":
            form = accept = AcceptForm(request.POST)
            act = _accept
        elif verb == "join":
            form = join = JoinForm(request.POST)
            act = _join
        else:
            raise Http404
        answer, status = _tried(request, letter, form, act)
        if answer:
            return answer
    context = {
        "section": "help",
        "letter": letter,
        "files": [file.name for file in quarantine.content(letter).files],
        "accept": accept,
        "join": join,
        "form": join if join.is_bound else accept,
    }
    return render(request, "helpdesk/desk_mail_decide.html", context, status=status)


def _tried(request, letter, form, act):
    """A redirect, or None and the status of the page that says what is wrong."""
    if not form.is_valid():
        return None, INVALID
    try:
        messages.success(request, act(letter, form, request.user))
    except ValidationError as refusal:
        refuse(form, refusal)
        return None, REFUSED
    return redirect("helpdesk:desk_mail"), 302


def _discarded(request, letter):
    try:
        quarantine.discard(mail=letter, actor=request.user)
        messages.success(request, "Scartata: chi l'ha scritta non riceve nulla.")
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("helpdesk:desk_mail")
