# SPDX-License-Identifier: AGPL-3.0-or-later
"""Booking a call inside a request, and entering it."""

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from migliorapa.core import moments
from migliorapa.core.private import private_page
from migliorapa.core.typed import sign_in_required

from .. import links
from ..actions import calls
from ..forms.calls import SlotForm
from ..forms.fields import refuse
from ..models import Call, CallSlot, Ticket
from ..notifications import call_file
from ..slots import OPENS
from .private import broken_link

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


def _offered():
    return CallSlot.objects.bookable().order_by("starts")[:SHOWN_SLOTS]


def _page(request, ticket, *, actor, token=""):
    call, form = current_call(ticket), None
    may_book = not call and ticket.state in Ticket.UNFINISHED
    if not call:
        form = SlotForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            if request.POST.get("do") == "cancel" and call:
                calls.cancel(call=call, actor=actor)
                messages.success(
                    request, "La chiamata è annullata: l'altra parte riceve un'e-mail."
                )
                return HttpResponseRedirect(request.path)
            if form and form.is_valid():
                calls.book(ticket=ticket, slot=form.cleaned_data["slot"], actor=actor)
                messages.success(request, "La chiamata è prenotata: vi abbiamo scritto.")
                return HttpResponseRedirect(request.path)
        except ValidationError as refusal:
            call = current_call(ticket)
            form = form or SlotForm({})
            refuse(form, refusal)
    context = {
        "section": "help",
        "ticket": ticket,
        "call": call,
        "when": moments.in_words(call.slot.starts, call.slot.ends) if call else "",
        "is_open": bool(call) and is_open(call),
        "may_book": may_book,
        "days": _by_day(_offered()) if may_book else [],
        "form": form,
        "token": token,
        "back": links.page_of(ticket) if token else ticket.get_absolute_url(),
    }
    status = INVALID if form is not None and form.errors else 200
    return render(request, "helpdesk/call.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@sign_in_required
@never_cache
def call(request, public_id):
    return _page(request, _visible(request, public_id), actor=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def call_by_link(request, token):
    ticket = links.ticket_from("ticket", token)
    if ticket is None or ticket.state in (Ticket.State.UNCONFIRMED, Ticket.State.SPAM):
        return broken_link(request, token)
    return _page(request, ticket, actor=None, token=token)


def _enter(call: Call | None):
    """To the room, in its window: its address is in no page and in no mail."""
    if call is None or not is_open(call):
        raise Http404
    response = HttpResponseRedirect(settings.CALL_ROOM_URL.format(room=call.room))
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
@sign_in_required
def room(request, public_id):
    return _enter(current_call(_visible(request, public_id)))


@require_POST
@private_page
def room_by_link(request, token):
    ticket = links.ticket_from("ticket", token)
    return _enter(current_call(ticket) if ticket else None)


@require_safe
@sign_in_required
@never_cache
def call_ics(request, public_id):
    return _calendar_file(current_call(_visible(request, public_id)), request.user)


@require_safe
@private_page
def call_ics_by_link(request, token):
    ticket = links.ticket_from("ticket", token)
    return _calendar_file(current_call(ticket) if ticket else None)


def _calendar_file(found: Call | None, person=None) -> HttpResponse:
    if found is None:
        raise Http404
    text = call_file.for_person(found, person)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="chiamata.ics"'
    return response
