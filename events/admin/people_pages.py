# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who registered for an event: list, spreadsheet, one person, a message to many."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from migliorapa.accounts.regions import REGIONS
from migliorapa.core.spreadsheet import csv_response, xlsx_response

from .. import notifications, people
from ..actions import by_hand
from ..actions import registration as actions
from ..models import Event, Place, Registration, StaffMessage
from .pages import event_crumb, page, sentence, staff_page

FORMATS = {"csv": csv_response, "xlsx": xlsx_response}


def people_crumb(event: Event) -> tuple[str, str]:
    return "Iscritti", reverse("admin:events_event_people", args=[event.pk])


@require_safe
@staff_page("view_registration", Event)
def event_people(request, event):
    sessions = list(event.sessions.all())
    asked = people.Asked.read(request.GET, sessions)
    places = people.places_of(event, asked)
    respond = FORMATS.get(request.GET.get("formato", ""))
    if respond:
        name = f"iscritti-{event.slug}.{request.GET['formato']}"
        return respond(name, *people.table(event, places))
    query = request.GET.copy()
    query.pop("formato", None)
    return page(
        request,
        "people.html",
        "Iscritti",
        crumbs=[event_crumb(event)],
        event=event,
        sessions=sessions,
        asked=asked,
        states=Place.Status.choices,
        places=places,
        query=query.urlencode(),
    )


def log(request, registration: Registration, words: str) -> None:
    admin.site.get_model_admin(Registration).log_change(request, registration, words)


def to_card(registration: Registration) -> HttpResponseRedirect:
    return redirect("admin:events_registration_card", registration.pk)


@require_safe
@staff_page("view_registration", Registration, related=("event", "user"))
def card(request, registration):
    places = list(
        registration.places.select_related("session", "presence").order_by(
            "session__day", "session__starts", "pk"
        )
    )
    for place in places:
        place.session.event = registration.event
    return page(
        request,
        "card.html",
        registration.name,
        crumbs=[event_crumb(registration.event), people_crumb(registration.event)],
        registration=registration,
        region=REGIONS.get(registration.region_code, ""),
        kind=people.kind_of_administration(registration.administration_type),
        places=places,
        answers=registration.answers.select_related("question"),
    )


@require_POST
@staff_page("change_place", Place, related=("registration__event", "session"))
def cancel_place(request, place):
    registration = place.registration
    try:
        actions.cancel_places(registration=registration, sessions=[place.session])
    except ValidationError as error:
        messages.error(request, sentence(error))
    else:
        log(request, registration, f"Posto annullato: {place.session}.")
        messages.success(request, "Posto annullato: la persona riceve una mail.")
    return to_card(registration)


class GiveForm(forms.Form):
    reason = forms.CharField(label="Motivo", max_length=300)
    one_more = forms.BooleanField(required=False)


@require_POST
@staff_page("change_place", Place, related=("registration__event", "session"))
def give_place(request, place):
    form, registration = GiveForm(request.POST), place.registration
    if not form.is_valid():
        messages.error(request, "Scrivete il motivo: resta nella cronologia dell'iscrizione.")
        return to_card(registration)
    try:
        by_hand.give_place(place=place, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, sentence(error))
    else:
        reason = form.cleaned_data["reason"]
        log(request, registration, f"Posto dato a mano in «{place.session}»: {reason}")
        messages.success(request, "Posto dato: la persona riceve la conferma.")
    return to_card(registration)


@require_POST
@staff_page("change_registration", Registration)
def renew_links(request, registration):
    actions.renew_links(registration=registration)
    log(request, registration, "Collegamenti personali rinnovati.")
    messages.success(
        request, "I collegamenti nelle mail già inviate non funzionano più. Scrivete alla persona."
    )
    return to_card(registration)


class MessageForm(forms.ModelForm):
    class Meta:
        model = StaffMessage
        fields = ["session", "audience", "subject", "body"]
        widgets = {"body": forms.Textarea({"rows": 10})}

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.event = event
        self.fields["session"].queryset = event.sessions.all()
        self.fields["session"].empty_label = "Tutte le sessioni"

    def clean_subject(self):
        return " ".join(self.cleaned_data["subject"].split())

    def clean_body(self):
        return self.cleaned_data["body"].replace("\r\n", "\n")


@staff_page("add_staffmessage", Event)
def message(request, event):
    """Written, read again with the count of who receives it, sent."""
    form = MessageForm(request.POST if request.method == "POST" else None, event=event)
    count = None
    if request.method == "POST" and form.is_valid():
        draft = form.save(commit=False)
        if "send" in request.POST:
            try:
                sent = by_hand.send_message(message=draft, actor=request.user)
            except ValidationError as error:
                form.add_error(None, sentence(error))
            else:
                messages.success(request, f"Messaggio in partenza. Destinatari: {sent.recipients}.")
                return redirect(people_crumb(event)[1])
        else:
            count = notifications.addressed(draft).count()
    return page(
        request,
        "message.html",
        "Scrivete agli iscritti",
        crumbs=[event_crumb(event), people_crumb(event)],
        event=event,
        form=form,
        count=count,
        sent=event.messages.all()[:10],
    )


def event_urls(site):
    return [
        path("<int:pk>/iscritti/", site.admin_view(event_people), name="events_event_people"),
        path("<int:pk>/messaggio/", site.admin_view(message), name="events_event_message"),
    ]


def registration_urls(site):
    pages = {
        "events_registration_card": ("<int:pk>/scheda/", card),
        "events_registration_renew": ("<int:pk>/collegamenti/", renew_links),
        "events_place_cancel": ("posti/<int:pk>/annulla/", cancel_place),
        "events_place_give": ("posti/<int:pk>/dai/", give_place),
    }
    return [path(where, site.admin_view(view), name=name) for name, (where, view) in pages.items()]
