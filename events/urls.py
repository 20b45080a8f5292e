# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fixed first parts come before `<slug>/`: an event may not be called like one of them.

They are listed in `events.addresses`, which a test compares with this file.
"""

from django.urls import path

from .views import (
    calendar,
    certificates,
    event,
    feedback,
    feeds,
    join,
    materials,
    open_data,
    own_page,
    proceedings,
    registration,
)

app_name = "events"


def materials_at(start: str, name: str) -> list:
    """A material and its files, at their lasting addresses or behind a personal link."""
    own = name != "material"
    views = {
        "": (materials.page, ""),
        "_file": (materials.file, "scarica/"),
        "_version": (materials.version, "versioni/<int:number>/"),
        "_play": (materials.play, "guarda/"),
        "_captions": (materials.captions, "sottotitoli/"),
    }
    return [
        path(start + ending, view.own if own else view, name=name + suffix)
        for suffix, (view, ending) in views.items()
    ]


urlpatterns = [
    path("", calendar.upcoming, name="list"),
    path("mese/<int:year>/<int:month>/", calendar.month, name="month"),
    path("archivio/", calendar.archive, name="archive"),
    path("calendario.ics", feeds.calendar, name="feed"),
    path("atom.xml", feeds.atom, name="atom"),
    path("dati.json", open_data.as_json, name="open_data_json"),
    path("dati.csv", open_data.as_csv, name="open_data_csv"),
    path("serie/<slug:slug>/", calendar.series, name="series"),
    path("iscrizione/<str:token>/", own_page.own_page, name="registration"),
    path("iscrizione/<str:token>/conferma/", own_page.confirm, name="confirm"),
    path("iscrizione/<str:token>/calendario.ics", own_page.own_calendar, name="own_calendar"),
    path("iscrizione/<str:token>/atti.zip", proceedings.own_archive, name="own_archive"),
    path("partecipa/<str:token>/", join.join, name="join"),
    path("attestato/<str:token>/", certificates.own, name="certificate"),
    path("attestato/<str:token>/attestato.pdf", certificates.own_pdf, name="certificate_pdf"),
    path("questionario/<str:token>/", feedback.sheet, name="feedback"),
    path("attestati/", certificates.verify, name="verify"),
    path("attestati/<str:code>/", certificates.verify_code, name="verify_code"),
    *materials_at("materiali/<uuid:uid>/", "material"),
    *materials_at("iscrizione/<str:token>/materiali/<uuid:uid>/", "own_material"),
    path("atti.xml", proceedings.atom, name="proceedings_atom"),
    path("<slug:slug>/", event.detail, name="event"),
    path("<slug:slug>/atti/", proceedings.detail, name="proceedings"),
    path("<slug:slug>/questionario/", feedback.results, name="feedback_results"),
    path("<slug:slug>/atti.zip", proceedings.archive, name="proceedings_zip"),
    path("<slug:slug>/evento.ics", feeds.event, name="event_ics"),
    path("<slug:slug>/iscrizione/", registration.register, name="register"),
    path("<slug:slug>/iscrizione/inviata/", registration.sent, name="registration_sent"),
]
