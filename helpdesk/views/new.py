# SPDX-License-Identifier: AGPL-3.0-or-later
"""A new request: the form, what becomes of it, and the second half of a visitor's opt-in."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from migliorapa.accounts.selectors import administration_of
from migliorapa.core.private import private_page

from .. import links, selectors
from ..actions import reuse, tickets, visitors
from ..forms.fields import refuse
from ..forms.new import MemberNeedForm, VisitorNeedForm
from ..models import Ticket
from ..need import Need
from ..requester.promise import promise_in_words
from ..requester.thread import Thread
from . import drafts, limits
from .came_from import with_faq_read
from .private import broken_link

INVALID, REFUSED, TOO_OFTEN = 422, 409, 429
LONGEST_SUBJECT = 200


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request):
    posted = request.method == "POST"
    need = Need.of(request.POST) if posted else with_faq_read(request, Need.of(request.GET))
    if not posted and not need.topics:
        need = replace(need, topics=_topics(need))
    form = _form(request, need)
    answer, status = _posted(request, form, need) if posted else (None, 200)
    if answer is not None:
        return answer
    return render(
        request,
        "helpdesk/new.html",
        {
            "section": "help",
            "form": form,
            "need": need,
            "signed_out": drafts.was_signed_out(request),
            "resumed": not posted and bool(form.initial.get("text")),
        },
        status=status,
    )


def _topics(need: Need) -> tuple[str, ...]:
    if need.place and need.place.topics:
        return need.place.topics
    return tuple(selectors.topics_like(need.text)) if need.text else ()


def _form(request, need: Need):
    queues = selectors.queues()
    options = {"queues": queues, "initial": _initial(request, need, queues)}
    if request.method == "POST":
        options |= {"data": request.POST, "files": request.FILES}
    if not request.user.is_authenticated:
        return VisitorNeedForm(**options)
    administration = administration_of(request.user)
    asks = request.method != "POST" or request.POST.get("visibility") == Ticket.Visibility.NAMED
    people = selectors.colleagues(request.user, administration) if asks else ()
    return MemberNeedForm(
        **options, user=request.user, administration=administration, people=people
    )


def _initial(request, need: Need, queues) -> dict:
    wanted = set(need.topics or need.around)
    shared = {queue.slug: len(wanted & set(queue.topics)) for queue in queues}
    best = max(shared, key=shared.get, default="")
    return {
        "subject": need.text[:LONGEST_SUBJECT],
        "queue": best if shared.get(best) else "",
        "visibility": Ticket.Visibility.COORDINATOR,
    } | drafts.taken_up(request)


def _posted(request, form, need: Need):
    """A redirect, or None and the status of the page that says what to correct."""
    if drafts.was_signed_out(request):
        drafts.put_by(request)
        return None, REFUSED
    if not form.is_valid():
        return None, INVALID
    try:
        if request.user.is_authenticated:
            return _open(request, form, need), 302
        return _open_for_visitor(request, form, need)
    except ValidationError as refusal:
        refuse(form, refusal)
        return None, REFUSED


def _whole(form, need: Need) -> dict:
    """What was written, and where from."""
    request = form.request()
    request["queue"] = request["queue"] or tickets.choose_queue(
        need.topics or need.around, form.queues.values()
    )
    return request | {
        "topics": need.topics,
        "step": need.step,
        "page": need.page,
        "profile": need.profile,
        "read_faqs": selectors.faq_keys(need.read),
    }


def _open(request, form, need: Need):
    ticket = tickets.open_ticket(**_whole(form, need))
    drafts.forget(request)
    promise = promise_in_words(ticket)
    promise = f" Avrete {promise}." if promise else ""
    messages.success(
        request,
        f"La richiesta {ticket.number} è arrivata.{promise} Vi abbiamo scritto a "
        f"{ticket.requester_email}: potete seguirla anche da qui.",
    )
    page = "helpdesk:call" if need.call else "helpdesk:ticket"
    return redirect(page, ticket.public_id)


def _open_for_visitor(request, form, need: Need):
    if not limits.may_write_to(form.cleaned_data["email"]):
        form.add_error(None, limits.TOO_MANY_MAILS)
        return None, TOO_OFTEN
    if not limits.may_open(request):
        form.add_error(None, limits.TOO_MANY)
        return None, TOO_OFTEN
    visitor = reuse.visitor_key(limits.client(request))
    visitors.open_for_visitor(visitor=visitor, **_whole(form, need))
    return redirect("helpdesk:sent"), 302


@require_safe
def sent(request):
    return render(request, "helpdesk/sent.html", {"section": "help"})


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def confirm(request, token):
    ticket = links.ticket_from("confirm", token)
    if ticket is None:
        return broken_link(request)
    refusal = ""
    if request.method == "POST":
        try:
            ticket = visitors.confirm(ticket=ticket)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, "Indirizzo confermato: la richiesta è arrivata.")
    if ticket.state not in {Ticket.State.UNCONFIRMED, Ticket.State.SPAM}:
        return redirect(links.path_of(ticket))
    context = {
        "section": "help",
        "ticket": ticket,
        "thread": Thread.of(ticket),
        "refusal": refusal,
    }
    return render(request, "helpdesk/confirm.html", context, status=REFUSED if refusal else 200)
