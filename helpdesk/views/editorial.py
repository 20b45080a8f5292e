# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a request to a FAQ: draft, approval, objections, review, what is missing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import gaps, links, proposal
from ..actions import publication
from ..forms.editorial import FaqForm, ObjectionForm, ReasonForm, initial
from ..models import Faq, FaqObjection, Ticket
from .only import operators
from .private import broken_link

SECTION = {"section": "help"}


def _told(form, refusal: ValidationError) -> None:
    for sentence in refusal.messages:
        form.add_error(None, sentence)


def _show(request, template, status=200, **context):
    return render(request, f"helpdesk/{template}.html", SECTION | context, status=status)


def _from_search(request) -> dict:
    """A draft begun from the page of what is missing, or from another app."""
    found = {"question": request.GET.get("domanda", ""), "body": request.GET.get("testo", "")}
    return {name: text.replace("\0", " ")[:10000] for name, text in found.items()}


@operators
@require_http_methods(["GET", "HEAD", "POST"])
def make_faq(request, public_id=None):
    """From a request, or from nothing when a gap asks for it."""
    ticket, drafted = None, None
    if public_id:
        rows = Ticket.objects.visible_to(request.user).select_related("administration")
        ticket = get_object_or_404(rows.prefetch_related("messages"), public_id=public_id)
        drafted = proposal.from_ticket(ticket)
    if request.method == "POST":
        form = FaqForm(request.POST)
        if form.is_valid():
            try:
                faq = publication.draft(
                    tickets=[ticket] if ticket else [], actor=request.user, **form.texts()
                )
            except ValidationError as refusal:
                _told(form, refusal)
            else:
                messages.success(
                    request, f"{faq.code} aspetta l'approvazione di un collega. Poi sarà pubblica."
                )
                return redirect("helpdesk:faq_draft", faq.code)
    elif ticket:
        codes = {"topics": ticket.topics, "codes": ticket.step}
        form = FaqForm(initial={**vars(drafted), **codes})
    else:
        form = FaqForm(initial=_from_search(request))
    existing = Faq.objects.filter(topics__overlap=ticket.topics)[:10] if ticket else []
    status = 422 if form.errors else 200
    return _show(
        request,
        "make_faq",
        status,
        form=form,
        ticket=ticket,
        drafted=drafted,
        existing=existing,
    )


@operators
@require_POST
def add_origin(request, public_id):
    """This request too is answered by a FAQ that is there already."""
    ticket = get_object_or_404(Ticket.objects.visible_to(request.user), public_id=public_id)
    faq = get_object_or_404(Faq, code=request.POST.get("faq", "").replace("\0", "")[:20])
    try:
        publication.add_origin(faq=faq, ticket=ticket, actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, f"La richiesta {ticket.number} è collegata a {faq.code}.")
    return redirect("helpdesk:desk_ticket", ticket.public_id)


@operators
@require_safe
def faq_drafts(request):
    rows = Faq.objects.select_related("author", "owner")
    return _show(
        request,
        "faq_drafts",
        waiting=rows.filter(status=Faq.Status.IN_REVIEW),
        drafts=rows.filter(status=Faq.Status.DRAFT),
        to_review=rows.to_review(),
        withdrawn=rows.filter(status=Faq.Status.WITHDRAWN),
    )


def _draft_or_404(code) -> Faq:
    rows = Faq.objects.select_related("author", "approved_by", "owner")
    return get_object_or_404(rows, code=code)


def _draft_page(request, faq, form, reason_form=None):
    origins = faq.origins.select_related("ticket", "objection")
    return _show(
        request,
        "faq_draft",
        422 if form.errors or (reason_form and reason_form.errors) else 200,
        faq=faq,
        form=form,
        reason_form=reason_form or ReasonForm(),
        origins=origins,
        may_approve=faq.author_id != request.user.pk,
    )


@operators
@require_http_methods(["GET", "HEAD", "POST"])
def faq_draft(request, code):
    faq = _draft_or_404(code)
    form = FaqForm(request.POST if request.method == "POST" else None, initial=initial(faq))
    if request.method == "POST" and form.is_valid():
        try:
            publication.rewrite(faq=faq, actor=request.user, **form.texts())
        except ValidationError as refusal:
            _told(form, refusal)
        else:
            messages.success(request, f"{faq.code} è salvata e aspetta l'approvazione.")
            return redirect("helpdesk:faq_draft", faq.code)
    return _draft_page(request, faq, form)


def _approve(faq, actor, reason):
    publication.approve(faq=faq, actor=actor)
    return f"{faq.code} è pubblicata. Chi ha fatto la domanda lo sa e può obiettare."


def _send_back(faq, actor, reason):
    publication.send_back(faq=faq, actor=actor, reason=reason)
    return f"{faq.code} è tornata in bozza, con il motivo."


def _withdraw(faq, actor, reason):
    publication.withdraw(faq=faq, actor=actor, reason=reason)
    return f"{faq.code} non è più pubblica."


def _verify(faq, actor, reason):
    publication.verified(faq=faq, actor=actor)
    return f"{faq.code} è verificata oggi: la prossima revisione è tra un anno."


def _decide(faq, actor, reason):
    for objection in FaqObjection.objects.filter(origin__faq=faq, decided__isnull=True):
        publication.decide(objection=objection, actor=actor, decision=reason)
    return "La decisione è scritta e chi ha obiettato la riceve."


DECISIONS = {
    "approva": _approve,
    "rimanda": _send_back,
    "ritira": _withdraw,
    "verifica": _verify,
    "decidi": _decide,
}


@operators
@require_POST
def faq_decision(request, code, decision):
    if decision not in DECISIONS:
        raise Http404
    faq = _draft_or_404(code)
    reason = request.POST.get("reason", "").replace("\0", " ")[:1000]
    try:
        sentence = DECISIONS[decision](faq, request.user, reason)
    except ValidationError as refusal:
        reason_form = ReasonForm({"reason": reason})
        _told(reason_form, refusal)
        return _draft_page(request, faq, FaqForm(initial=initial(faq)), reason_form)
    messages.success(request, sentence)
    return redirect("helpdesk:faq_draft", faq.code)


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request, token):
    """By the signed link of the mail, without signing in."""
    origin = links.origin_from(token)
    if origin is None:
        return broken_link(request)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    already = FaqObjection.objects.filter(origin=origin).first()
    if request.method == "POST" and form.is_valid() and not already:
        already = publication.object_to(origin=origin, text=form.cleaned_data["text"])
    status = 422 if form.errors else 200
    return _show(request, "objection", status, form=form, origin=origin, objection=already)


@operators
@require_safe
def desk_gaps(request):
    return _show(request, "gaps", **gaps.found())
