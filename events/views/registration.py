# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form with which one registers, and the page that says to look at the mail."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from migliorapa.accounts.selectors import administration_of
from migliorapa.core import limits

from .. import links, selectors, wording
from ..actions import registration as actions
from ..actions.seats import has_begun
from ..forms.registration import RegistrationForm
from ..models import Event, Place

AN_HOUR = timedelta(hours=1)
MOST_FROM_ONE_PLACE = 40  # a whole office behind one address
MOST_FOR_ONE_MAILBOX = 5
TOO_MANY = (
    "Da questa rete arrivano troppe iscrizioni. Aspettate un'ora e riprovate: quello che avete "
    "scritto è rimasto qui sotto."
)
TOO_MANY_MAILS = (
    "A questo indirizzo abbiamo già scritto molte volte nell'ultima ora. Aspettate un'ora e "
    "riprovate, oppure accedete: quello che avete scritto è rimasto qui sotto."
)
INVALID, REFUSED, TOO_OFTEN = 422, 409, 429


@require_http_methods(["GET", "POST"])
@never_cache
def register(request, slug):
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    mine = selectors.registration_of(request.user, event)
    sessions = _open_sessions(event)
    taken = _taken(mine)
    free = [session for session in sessions if session.pk not in taken]
    context = {
        "event": event,
        "section": "events",
        "taken": list(taken.values()),
        "own_page": links.path("registration", mine) if mine else "",
    }
    if refusal := _refusal(event, sessions, free):
        context["refusal"] = refusal
        status = REFUSED if request.method == "POST" else 200
        return render(request, "events/registration_closed.html", context, status=status)
    form = _form(request, event, free, mine)
    answer, status = _posted(request, event, form) if form.is_bound else (None, 200)
    if answer is not None:
        return answer
    context |= {"form": form, "availability": _with_places(form, free)}
    return render(request, "events/register.html", context, status=status)


def _open_sessions(event):
    sessions = event.sessions.filter(is_cancelled=False)
    return [session for session in sessions if not has_begun(session)]


def _taken(mine) -> dict[int, Place]:
    if mine is None:
        return {}
    places = mine.places.alive().exclude(status=Place.Status.PENDING)
    return {place.session_id: place for place in places.select_related("session")}


def _refusal(event, sessions, free) -> str:
    try:
        actions.check_open(event)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    if not sessions:
        return "Le sessioni di questo appuntamento sono già cominciate o annullate."
    return "" if free else "Siete già iscritti a tutte le sessioni ancora aperte."


def _form(request, event, sessions, mine) -> RegistrationForm:
    user = request.user if request.user.is_authenticated else None
    return RegistrationForm(
        request.POST if request.method == "POST" else None,
        event=event,
        sessions=sessions,
        questions=event.questions.order_by("-is_need", "position", "pk"),
        user=user,
        administration=administration_of(request.user),
        initial=_initial(user, mine, sessions),
    )


def _initial(user, mine, sessions) -> dict:
    initial = {"name": user.name if user else ""}
    if len(sessions) == 1:
        initial["sessions"] = [str(sessions[0].pk)]
    if mine:
        initial |= {
            "name": mine.name,
            "organisation": mine.administration_name,
            "access_needs": mine.access_needs,
            "recording_consent": mine.recording_consent,
            "shares_contact": mine.shares_contact,
        }
        initial |= {f"question_{a.question_id}": a.text for a in mine.answers.all()}
    return initial


def _with_places(form, sessions):
    """Each checkbox with its session, its day and how many places are left."""
    places = selectors.availability(sessions)
    return [
        (box, session, wording.when(session), places[session.pk])
        for box, session in zip(form["sessions"], sessions, strict=True)
    ]


def _posted(request, event, form):
    """A redirect, or None and the status of the page that says what to correct."""
    if not form.is_valid():
        return None, INVALID
    if form.user is None and _is_too_often_for(form.mailbox):
        form.add_error(None, TOO_MANY_MAILS)
        return None, TOO_OFTEN
    if form.user is None and not limits.allow(
        f"events.register:{limits.client_key(request)}",
        at_most=MOST_FROM_ONE_PLACE,
        within=AN_HOUR,
    ):
        form.add_error(None, TOO_MANY)
        return None, TOO_OFTEN
    try:
        registration = _register(event, form)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None, REFUSED
    if form.user is None or registration.user_id != form.user.pk:
        return redirect("events:registration_sent", event.slug), 302
    messages.success(request, "Iscrizione registrata. Qui sotto vedete lo stato di ogni sessione.")
    return redirect(links.path("registration", registration)), 302


def _is_too_often_for(email: str) -> bool:
    key = f"events.register:{actions.email_key(email)}"
    return not limits.allow(key, at_most=MOST_FOR_ONE_MAILBOX, within=AN_HOUR)


def _register(event, form):
    return actions.register(
        event=event,
        sessions=form.chosen(),
        email=form.mailbox,
        user=form.user,
        answers=form.answers(),
        **form.details(),
    )


@require_safe
def sent(request, slug):
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    return render(request, "events/registration_sent.html", {"event": event, "section": "events"})
