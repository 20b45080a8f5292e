# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publish, put off, cancel, copy: one page each, which says what happens before it happens."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse

from migliorapa.accounts.regions import REGIONS

from ..actions import editing
from ..models import Event
from . import figures_page, month_page, people_pages
from .pages import event_crumb, page, sentence, staff_page

Status = Event.Status
STEPS = {
    "pubblica": (Status.PUBLISHED, "Pubblicate"),
    "rinvia": (Status.POSTPONED, "Rinviate"),
    "annulla": (Status.CANCELLED, "Annullate"),
    "bozza": (Status.DRAFT, "Riportate in bozza"),
}
POSSIBLE = {
    Status.DRAFT: ("pubblica",),
    Status.PUBLISHED: ("rinvia", "annulla", "bozza"),
    Status.POSTPONED: ("pubblica", "annulla"),
    Status.CANCELLED: ("pubblica",),
}


class ReasonForm(forms.Form):
    note = forms.CharField(
        label="Motivo",
        max_length=300,
        required=False,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text="Si legge sulla pagina dell'appuntamento e nella mail agli iscritti.",
    )


class CopyForm(forms.Form):
    city = forms.CharField(label="Città", max_length=80, required=False)
    region_code = forms.ChoiceField(
        label="Regione", required=False, choices=[("", "Scegliete"), *REGIONS.items()]
    )
    day = forms.DateField(
        label="Primo giorno", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["city"].required = not event.is_online

    def clean_city(self):
        return " ".join(self.cleaned_data["city"].split())


def to_event(event: Event):
    return redirect("admin:events_event_change", event.pk)


@staff_page("change_event", Event)
def status(request, event, step):
    if step not in STEPS:
        raise Http404
    wanted, label = STEPS[step]
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            event = editing.change_status(
                event=event, status=wanted, note=form.cleaned_data["note"]
            )
        except ValidationError as error:
            form.add_error("note", sentence(error))
        else:
            messages.success(request, f"{event}: {event.get_status_display().lower()}.")
            return to_event(event)
    needs_reason = wanted in (Status.POSTPONED, Status.CANCELLED)
    return page(
        request,
        "status.html",
        f"{label} l'appuntamento",
        crumbs=[event_crumb(event)],
        event=event,
        label=label,
        wanted=wanted,
        form=form,
        needs_reason=needs_reason,
        told=editing.people_of(event),
    )


@staff_page("add_event", Event)
def duplicate(request, event):
    initial = {"region_code": "" if event.city else event.region_code}
    form = CopyForm(
        request.POST if request.method == "POST" else None, event=event, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            copy = editing.duplicate(event=event, **form.cleaned_data)
        except ValidationError as error:
            form.add_error("day", sentence(error))
        else:
            messages.success(
                request, "Ecco la copia, in bozza. Scrivete la sede e controllate gli orari."
            )
            return to_event(copy)
    return page(
        request,
        "duplicate.html",
        "Copiate l'appuntamento in un'altra città",
        crumbs=[event_crumb(event)],
        event=event,
        form=form,
    )


PAGES = {
    "events_event_this_month": ("mese/", month_page.month),
    "events_event_month": ("mese/<int:year>/<int:number>/", month_page.month),
    "events_event_figures": ("cifre/", figures_page.figures),
    "events_event_status": ("<int:pk>/stato/<slug:step>/", status),
    "events_event_duplicate": ("<int:pk>/copia/", duplicate),
}


DOORS = {
    "people": "Iscritti",
    "message": "Scrivete agli iscritti",
    "duplicate": "Copiate in un'altra città",
}


def urls(site):
    own = [path(where, site.admin_view(view), name=name) for name, (where, view) in PAGES.items()]
    return own + people_pages.event_urls(site)


def doors(object_id: str) -> list[tuple[str, str]]:
    """What one may do from the form of an event: words and address."""
    event = Event.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
    if event is None:
        return []
    found = [
        (STEPS[step][1], reverse("admin:events_event_status", args=[event.pk, step]))
        for step in POSSIBLE[event.status]
    ]
    at = {name: reverse(f"admin:events_event_{name}", args=[event.pk]) for name in DOORS}
    found += [(words, at[name]) for name, words in DOORS.items()]
    found.append(("Atti", reverse("admin:events_atti", args=[event.pk])))
    if event.is_past:
        results = reverse("events:feedback_results", args=[event.slug])
        found.append(("Risultati del questionario", results))
    seen = "Vedete l'anteprima" if event.status == Status.DRAFT else "Vedete la pagina"
    return [*found, (seen, event.get_absolute_url())]


def list_doors() -> list[tuple[str, str]]:
    pages = {
        "events_event_this_month": "Il mese in una pagina",
        "events_need_listen": "Ascolto",
        "events_event_figures": "Cifre",
    }
    return [(words, reverse(f"admin:{name}")) for name, words in pages.items()]
