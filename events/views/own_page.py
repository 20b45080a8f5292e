# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's own page for one event: what they have, and what they can do about it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from migliorapa.core.private import private_page

from .. import invitation, links
from ..actions import registration as actions
from ..own_page import lines_of, materials_of, may_give_feedback, others_of
from .private import broken_link

ALL = "tutto"
DONE = {
    "cancel": "Fatto: il posto è annullato e vi abbiamo scritto per conferma.",
    "accept": "Il posto è vostro: vi abbiamo scritto con tutto quello che serve.",
    "decline": "Grazie di averlo detto: il posto passa a chi segue nella lista.",
    "add": "Fatto: qui sotto vedete se avete il posto. Vi abbiamo anche scritto.",
    "contact": "Fatto: non vi mettiamo in contatto con gli altri.",
}


@require_http_methods(["GET", "POST"])
@private_page
def confirm(request, token):
    registration = links.registration_from("confirm", token)
    if registration is None:
        return broken_link(request)
    own_page = links.path("registration", registration)
    refusal = ""
    if request.method == "POST":
        try:
            actions.confirm_email(registration=registration)
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, "Indirizzo confermato. Ecco lo stato dell'iscrizione.")
            return redirect(own_page)
    if registration.confirmed:
        return redirect(own_page)
    context = {
        "registration": registration,
        "event": registration.event,
        "lines": lines_of(registration),
        "refusal": refusal,
        "section": "events",
    }
    return render(request, "events/confirm.html", context, status=409 if refusal else 200)


@require_http_methods(["GET", "POST"])
@private_page
def own_page(request, token):
    registration = links.registration_from("registration", token)
    if registration is None:
        return broken_link(request)
    if request.method == "POST":
        _do(request, registration)
        return redirect("events:registration", token)
    lines = lines_of(registration)
    context = {
        "registration": registration,
        "event": registration.event,
        "token": token,
        "lines": lines,
        "to_cancel": _to_cancel(request.GET.get("annulla", ""), lines),
        "has_place": any(line.is_confirmed and not line.is_off for line in lines),
        "can_cancel_all": sum(line.can_cancel for line in lines) > 1,
        "cancels_all": request.GET.get("annulla") == ALL,
        "others": others_of(registration, lines),
        "materials": materials_of(registration, token),
        "feedback": may_give_feedback(registration, lines),
        "section": "events",
    }
    return render(request, "events/own_page.html", context)


def _to_cancel(wanted: str, lines) -> list:
    can = [line for line in lines if line.can_cancel]
    return can if wanted == ALL else [line for line in can if str(line.session.pk) == wanted]


def _do(request, registration) -> None:
    wanted, where = request.POST.get("do", ""), request.POST.get("session", "")
    programme = registration.event.sessions.all()
    sessions = [session for session in programme if where in (ALL, str(session.pk))]
    try:
        _carry_out(wanted, registration, sessions, whole=where == ALL)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, DONE[wanted])


def _carry_out(wanted, registration, sessions, *, whole) -> None:
    if wanted not in DONE or (wanted != "contact" and not sessions):
        raise ValidationError("Non abbiamo capito la richiesta: usate i pulsanti della pagina.")
    match wanted:
        case "cancel":
            actions.cancel_places(registration=registration, sessions=None if whole else sessions)
        case "accept":
            actions.accept_offer(registration=registration, session=sessions[0])
        case "decline":
            actions.decline_offer(registration=registration, session=sessions[0])
        case "add":
            actions.add_sessions(registration=registration, sessions=sessions)
        case "contact":
            actions.withdraw_contact(registration=registration)


@require_safe
@private_page
def own_calendar(request, token):
    registration = links.registration_from("registration", token)
    if registration is None:
        return broken_link(request)
    places = list(registration.places.confirmed().select_related("session"))
    for place in places:
        place.session.event, place.registration = registration.event, registration
    response = HttpResponse(
        invitation.calendar(places, method="PUBLISH"), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="appuntamento.ics"'
    return response
