# SPDX-License-Identifier: AGPL-3.0-or-later
"""On the day: the list at the door, on screen and on paper, and corrections afterwards."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from .. import links, people, wording
from ..actions import presence as actions
from ..models import Place, Presence, Session
from . import attendance_pages
from .pages import event_crumb, page, sentence, staff_page

Status = Place.Status
AT_THE_DOOR = (Status.CONFIRMED, Status.OFFERED, Status.WAITING)


def session_crumb(session: Session) -> tuple[str, str]:
    return str(session), reverse("admin:events_session_change", args=[session.pk])


def _expected(session: Session) -> list[Place]:
    rows = session.places.filter(status__in=AT_THE_DOOR)
    rows = rows.select_related("registration", "presence")
    return sorted(rows, key=lambda place: people.fold(place.registration.name))


@require_safe
@staff_page("view_registration", Session, related=("event",))
def door(request, session):
    text = request.GET.get("q", "")[:100]
    expected = _expected(session)
    shown = [place for place in expected if people.matches(place.registration, text)]
    return page(
        request,
        "door.html",
        "Ingresso",
        crumbs=[event_crumb(session.event), session_crumb(session)],
        session=session,
        when=wording.when(session),
        text=text,
        confirmed=[place for place in shown if place.status == Status.CONFIRMED],
        others=[place for place in shown if place.status != Status.CONFIRMED],
        here=sum(people.is_present(place) for place in expected),
        expected=sum(place.status == Status.CONFIRMED for place in expected),
    )


@require_safe
@staff_page("view_registration", Session, related=("event",))
def paper(request, session):
    places = [place for place in _expected(session) if place.status == Status.CONFIRMED]
    return page(
        request,
        "paper.html",
        f"Elenco di «{session}»",
        crumbs=[event_crumb(session.event), session_crumb(session)],
        session=session,
        when=wording.when(session),
        where=wording.where(session),
        places=places,
        with_needs=request.GET.get("esigenze") == "si",
    )


def _back(request, place: Place):
    """To the list as it was searched, or to the person whose code was read."""
    if (token := request.POST.get("token", "")) and links.place_from("check_in", token):
        return redirect("admin:events_session_entrance", token)
    query = urlencode({"q": request.POST.get("q", "")[:100]})
    url = reverse("admin:events_session_door", args=[place.session_id])
    return redirect(f"{url}?{query}#p{place.pk}")


@require_POST
@staff_page("change_presence", Place, related=("registration",))
def present(request, place):
    known = Presence.objects.filter(place=place).first()
    try:
        if known and not known.is_valid:
            actions.correct(known, actor=request.user, reason="Di nuovo presente", is_valid=True)
        else:
            actions.mark_present(place, source=Presence.Source.CHECK_IN, actor=request.user)
    except ValidationError as error:
        messages.error(request, sentence(error))
    return _back(request, place)


@require_POST
@staff_page("change_presence", Place, related=("registration",))
def absent(request, place):
    known = Presence.objects.filter(place=place, is_valid=True).first()
    if known:
        actions.invalidate(known, actor=request.user, reason="Segnata presente per errore")
    return _back(request, place)


@require_safe
@staff_page("view_registration")
def entrance(request, token):
    """What the code on a person's page opens, for staff alone."""
    place = links.place_from("check_in", token)
    if place is None:
        raise Http404
    session = place.session
    return page(
        request,
        "entrance.html",
        place.registration.name,
        crumbs=[event_crumb(session.event), session_crumb(session)],
        session=session,
        when=wording.when(session),
        place=place,
        token=token,
        is_present=people.is_present(place),
    )


class CorrectionForm(forms.ModelForm):
    reason = forms.CharField(label="Motivo della correzione", max_length=300)

    class Meta:
        model = Presence
        fields = ["is_valid", "minutes"]


@staff_page("change_presence", Presence, related=("place__registration", "place__session__event"))
def correct(request, presence):
    form = CorrectionForm(request.POST if request.method == "POST" else None, instance=presence)
    registration = presence.place.registration
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        try:
            actions.correct(presence, actor=request.user, **changes)
        except ValidationError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, "Presenza corretta: l'attestato segue la correzione.")
            return redirect("admin:events_registration_card", registration.pk)
    card = reverse("admin:events_registration_card", args=[registration.pk])
    return page(
        request,
        "correct.html",
        "Correggete la presenza",
        crumbs=[event_crumb(presence.place.session.event), (registration.name, card)],
        form=form,
        registration=registration,
        session=presence.place.session,
        changes=presence.changes.select_related("actor"),
        card=card,
    )


def urls(site):
    pages = {
        "events_session_door": ("<int:pk>/ingresso/", door),
        "events_session_paper": ("<int:pk>/elenco/", paper),
        "events_session_attendance": ("<int:pk>/presenze/", attendance_pages.attendance),
        "events_session_entrance": ("ingresso/<str:token>/", entrance),
        "events_place_present": ("posti/<int:pk>/presente/", present),
        "events_place_absent": ("posti/<int:pk>/assente/", absent),
        "events_presence_correct": ("presenze/<int:pk>/correggi/", correct),
    }
    return [path(where, site.admin_view(view), name=name) for name, (where, view) in pages.items()]


DOORS = {"door": "Ingresso", "paper": "Elenco da stampare", "attendance": "Importate le presenze"}


def doors(session: Session) -> list[tuple[str, str]]:
    return [
        (words, reverse(f"admin:events_session_{name}", args=[session.pk]))
        for name, words in DOORS.items()
    ]
