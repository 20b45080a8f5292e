# SPDX-License-Identifier: AGPL-3.0-or-later
"""Attendance from the platform's CSV: who is who is shown, chosen, then recorded."""

from dataclasses import astuple
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse

from .. import attendance as matching
from .. import attendance_file
from ..actions import presence as actions
from ..attendance_file import Line
from ..models import Presence, Session
from .pages import event_crumb, page, sentence, staff_page

SALT = "events.attendance"
LARGEST = 2 * 1024 * 1024
KEPT = 3600 * 4  # seconds between the preview and the choice
GONE = "È passato troppo tempo, oppure il modulo è di un'altra sessione: caricate di nuovo il file."


class UploadForm(forms.Form):
    file = forms.FileField(
        label="CSV delle presenze",
        help_text="Scaricatelo dalla piattaforma dopo l'incontro. Non resta sul portale.",
        widget=forms.ClearableFileInput({"accept": ".csv,.txt,text/csv"}),
    )

    def __init__(self, *args, session: Session, **kwargs):
        super().__init__(*args, **kwargs)
        self.session = session

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise ValidationError("Il file supera 2 MB: non è un elenco di presenze.")
        try:
            lines = attendance_file.read(upload.read(), self.session.day)
        except ValueError as error:
            raise ValidationError(str(error))
        if not lines:
            raise ValidationError("Nel file non c'è nessuna persona.")
        return lines


def sealed(session: Session, lines: list[Line]) -> str:
    rows = [
        [value.isoformat() if isinstance(value, datetime) else value for value in astuple(line)]
        for line in lines
    ]
    return signing.dumps([session.pk, rows], salt=SALT, compress=True)


def unsealed(session: Session, text: str) -> list[Line] | None:
    try:
        pk, rows = signing.loads(text, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return None
    if pk != session.pk:
        return None
    return [
        Line(
            name, email, *(datetime.fromisoformat(each) if each else None for each in times), length
        )
        for name, email, *times, length in rows
    ]


def _record(request, session, lines, places) -> None:
    known = {str(place.pk): place for place in places}
    done = 0
    for number, line in enumerate(lines):
        place = known.get(request.POST.get(f"row-{number}", ""))
        if place is None:
            continue
        try:
            actions.mark_present(
                place,
                source=Presence.Source.IMPORT,
                actor=request.user,
                first=line.first,
                last=line.last,
                minutes=line.minutes,
                reason="Elenco della piattaforma",
            )
            done += 1
        except ValidationError as error:
            messages.error(request, f"{place.registration.name}: {sentence(error)}")
    messages.success(request, f"Presenze registrate: {done} su {len(lines)} persone del file.")


def _others(places, matches):
    """Whom a line without a certain match may still be."""
    taken = {found.place.pk for found in matches if found.kind == matching.CERTAIN}
    return [place for place in places if place.pk not in taken]


@staff_page("change_presence", Session, related=("event",))
def attendance(request, session):
    places = matching.candidates(session)
    form, matches, seal = UploadForm(session=session), None, ""
    if request.method == "POST" and "sealed" in request.POST:
        lines = unsealed(session, request.POST["sealed"])
        if lines is not None:
            _record(request, session, lines, places)
            return redirect("admin:events_session_door", session.pk)
        messages.error(request, GONE)
    elif request.method == "POST":
        form = UploadForm(request.POST, request.FILES, session=session)
        if form.is_valid():
            matches = matching.match(form.cleaned_data["file"], places)
            seal = sealed(session, [found.line for found in matches])
    crumb = str(session), reverse("admin:events_session_change", args=[session.pk])
    return page(
        request,
        "attendance.html",
        "Importate le presenze",
        crumbs=[event_crumb(session.event), crumb],
        session=session,
        form=form,
        matches=matches,
        others=_others(places, matches or []),
        sealed=seal,
    )
