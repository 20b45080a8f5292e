# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operators' week of calls, and what came of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from migliorapa.core import moments

from ..actions import calls, shifts
from ..desk.calls import Calls
from ..forms.calls import KEY, OutcomeForm, PeriodForm, ShiftForm, agreed_calls
from ..forms.fields import refuse
from ..models import Call, SlotPattern
from .access import desk_page

INVALID = 422


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
