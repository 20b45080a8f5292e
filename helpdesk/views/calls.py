# SPDX-License-Identifier: AGPL-3.0-or-later
"""Booking a call inside a request, entering it, and the operators' week of calls."""

from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from migliorapa.core import moments
from migliorapa.core.private import private_page
from migliorapa.core.typed import sign_in_required

from .. import links, notifications
from ..actions import calls, shifts
from ..desk.calls import Calls
from ..forms.calls import KEY, OutcomeForm, PeriodForm, ShiftForm, SlotForm, agreed_calls
from ..forms.fields import refuse
from ..models import Call, CallSlot, SlotPattern, Ticket
from ..slots import OPENS
from .access import desk_page
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
    text = notifications.call_file(found, person)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="chiamata.ics"'
    return response


def _period_done(request, form):
    data = form.cleaned_data
    if request.POST.get("do") == "withdraw":
        agreed = agreed_calls(request.POST)
        gone = calls.withdraw_slots(
            operator=request.user, actor=request.user, agreed=agreed, **data
        )
        told = " Chi aveva prenotato riceve un'e-mail." if agreed else ""
        return f"Orari ritirati: {gone}.{told}"
    made = calls.publish_slots(operator=request.user, first=data["first"], last=data["last"])
    return f"Orari pubblicati: {made}."


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def desk_calls(request):
    wanted = request.POST.get("do", "")
    if wanted == "remove_shift":
        return _shift_removed(request)
    form = PeriodForm(request.POST if wanted in {"publish", "withdraw"} else None)
    shift = ShiftForm(request.POST if wanted == "add_shift" else None)
    falling = []
    try:
        if form.is_valid():
            messages.success(request, _period_done(request, form))
            return redirect("helpdesk:desk_calls")
        if shift.is_valid():
            shifts.add(operator=request.user, **shift.cleaned_data)
            messages.success(request, "Turno aggiunto: ora pubblicate gli orari.")
            return redirect("helpdesk:desk_calls")
    except calls.WouldFall:
        period = {name: form.cleaned_data[name] for name in ("first", "last")}
        falling = calls.would_fall(operator=request.user, **period)
    except ValidationError as refusal:
        refuse(shift if shift.is_bound else form, refusal)
    context = {
        "section": "help",
        "form": form,
        "shift": shift,
        "told": shift if shift.is_bound else form,
        "shifts": SlotPattern.objects.filter(operator=request.user, is_active=True),
        "falling": [(call, moments.in_words(call.slot.starts)) for call in falling],
        "calls": Calls.read(timezone.now()),
    }
    is_refused = form.errors or shift.errors or falling
    return render(
        request, "helpdesk/desk_calls.html", context, status=INVALID if is_refused else 200
    )


def _shift_removed(request):
    key = request.POST.get("shift", "")
    if KEY.fullmatch(key):
        shifts.remove(operator=request.user, pk=int(key))
        messages.success(request, "Turno tolto. Gli orari già pubblicati restano.")
    return redirect("helpdesk:desk_calls")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
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
