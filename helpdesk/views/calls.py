# SPDX-License-Identifier: AGPL-3.0-or-later
"""Booking a call inside a request, entering it, and the operators' week of calls."""

from datetime import timedelta
from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from migliorapa.core import moments
from migliorapa.core.private import private_page

from .. import links, notifications
from ..actions import calls
from ..desk.calls import Calls
from ..forms.calls import OutcomeForm, PeriodForm, SlotForm
from ..forms.fields import refuse
from ..models import Call, CallSlot, Ticket
from .only import operators
from .private import broken_link

OPENS = timedelta(minutes=15)
SHOWN_SLOTS = 60
INVALID = 422


def _visible(request, public_id) -> Ticket:
    rows = Ticket.objects.visible_to(request.user).select_related("administration")
    return get_object_or_404(rows, public_id=public_id)


def current_call(ticket: Ticket) -> Call | None:
    """The one ahead or going on."""
    rows = ticket.calls.filter(is_cancelled=False, slot__ends__gt=timezone.now())
    return rows.select_related("slot__operator").order_by("slot__starts").first()


def is_open(call: Call) -> bool:
    return call.slot.starts - OPENS <= timezone.now() <= call.slot.ends


def _by_day(slots):
    """Free slots under the name of their day; one time is offered once, whoever answers."""
    once = {slot.starts: slot for slot in slots}

    def day(slot):
        return timezone.localdate(slot.starts)

    return [
        (moments.day_in_words(when), list(group))
        for when, group in groupby(sorted(once.values(), key=lambda s: s.starts), key=day)
    ]


def _page(request, ticket, *, actor, token=""):
    call, form = current_call(ticket), None
    slots = CallSlot.objects.free().order_by("starts")
    if not call:
        form = SlotForm(request.POST if request.method == "POST" else None, slots=slots)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "cancel" and call:
                calls.cancel(call=call, actor=actor)
                messages.success(request, "La chiamata è annullata: abbiamo avvisato l'operatore.")
                return HttpResponseRedirect(request.path)
            if form and form.is_valid():
                calls.book(ticket=ticket, slot=form.cleaned_data["slot"], actor=actor)
                messages.success(request, "La chiamata è prenotata: vi abbiamo scritto.")
                return HttpResponseRedirect(request.path)
        except ValidationError as refusal:
            call = current_call(ticket)
            form = form or SlotForm({}, slots=slots)
            refuse(form, refusal)
    context = {
        "section": "help",
        "ticket": ticket,
        "call": call,
        "when": moments.in_words(call.slot.starts, call.slot.ends) if call else "",
        "is_open": bool(call) and is_open(call),
        "days": [] if call else _by_day(slots[:SHOWN_SLOTS]),
        "form": form,
        "token": token,
        "back": links.page_of(ticket) if token else ticket.get_absolute_url(),
    }
    status = INVALID if form is not None and form.errors else 200
    return render(request, "helpdesk/call.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def call(request, public_id):
    return _page(request, _visible(request, public_id), actor=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def call_by_link(request, token):
    ticket = links.ticket_from("ticket", token)
    if ticket is None or ticket.state in (Ticket.State.UNCONFIRMED, Ticket.State.SPAM):
        return broken_link(request)
    return _page(request, ticket, actor=None, token=token)


def _enter(call: Call | None):
    """To the room, in its window: its address is in no page and in no mail."""
    if call is None or not is_open(call):
        raise Http404
    response = HttpResponseRedirect(settings.CALL_ROOM_URL.format(room=call.room))
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
@login_required
def room(request, public_id):
    return _enter(current_call(_visible(request, public_id)))


@require_POST
@private_page
def room_by_link(request, token):
    ticket = links.ticket_from("ticket", token)
    return _enter(current_call(ticket) if ticket else None)


@require_safe
@login_required
@never_cache
def call_ics(request, public_id):
    found = current_call(_visible(request, public_id))
    if found is None:
        raise Http404
    response = HttpResponse(
        notifications.call_file(found), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="chiamata.ics"'
    return response


def _period_done(request, form):
    data = form.cleaned_data
    if request.POST.get("do") == "withdraw":
        gone = calls.withdraw_slots(
            operator=request.user,
            actor=request.user,
            **data,
        )
        return f"Orari ritirati: {gone}. Chi aveva prenotato è stato avvisato."
    made = calls.publish_slots(operator=request.user, first=data["first"], last=data["last"])
    return f"Orari pubblicati: {made}."


@operators
@require_http_methods(["GET", "HEAD", "POST"])
def desk_calls(request):
    form = PeriodForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _period_done(request, form))
            return redirect("helpdesk:desk_calls")
        except ValidationError as refusal:
            refuse(form, refusal)
    context = {"section": "help", "form": form, "calls": Calls.read(timezone.now())}
    return render(
        request, "helpdesk/desk_calls.html", context, status=INVALID if form.errors else 200
    )


@operators
@require_http_methods(["GET", "HEAD", "POST"])
def call_outcome(request, pk):
    found = get_object_or_404(Call.objects.select_related("slot__operator", "ticket"), pk=pk)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            calls.write_outcome(call=found, actor=request.user, text=form.cleaned_data["text"])
            messages.success(request, "L'esito è scritto nella richiesta.")
            return redirect("helpdesk:desk_ticket", found.ticket.public_id)
        except ValidationError as refusal:
            refuse(form, refusal)
    context = {
        "section": "help",
        "form": form,
        "call": found,
        "when": moments.in_words(found.slot.starts, found.slot.ends),
    }
    return render(
        request, "helpdesk/call_outcome.html", context, status=INVALID if form.errors else 200
    )
