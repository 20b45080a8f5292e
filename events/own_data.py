# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's appointments: in the profile, and in the copy of their data."""

from django.urls import reverse
from django.utils import timezone

from migliorapa.accounts.profile_sections import Line, Section

from . import links, wording
from .models import Place, Registration

AT_MOST = 20


def _note(registration) -> str:
    parts = [
        f"{wording.when(place.session)}: {place.get_status_display().lower()}"
        for place in registration.places.all()
    ]
    event = registration.event
    if event.is_cancelled or event.is_postponed:
        parts.insert(0, event.get_status_display())
    return "; ".join(parts)


def section(user) -> Section:
    """The nearest ahead; what is over is in the archive."""
    mine = Registration.objects.visible_to(user).filter(user=user)
    ahead = mine.confirmed_email().filter(event__last_day__gte=timezone.localdate())
    rows = ahead.select_related("event").prefetch_related("places__session")
    found = [
        Line(each.event.title, links.path("registration", each), _note(each))
        for each in rows.order_by("event__first_day", "pk")[:AT_MOST]
    ]
    return Section(
        title="I vostri appuntamenti",
        lines=found,
        empty="Non siete iscritti a nessun appuntamento in programma.",
        more=Line("Vedete il calendario", reverse("events:list")),
    )


def _place(place: Place) -> dict:
    return {
        "sessione": place.session.title,
        "quando": wording.when(place.session),
        "stato": place.get_status_display(),
        "numero": place.number,
        "cambiato": place.changed,
        "presente": hasattr(place, "presence"),
    }


def collected(user) -> list[dict]:
    mine = Registration.objects.filter(user=user).select_related("event")
    rows = mine.prefetch_related("places__session", "places__presence", "answers__question")
    return [
        {
            "appuntamento": registration.event.title,
            "nome": registration.name,
            "email": registration.email,
            "amministrazione": registration.administration_name,
            "tipologia": registration.administration_type,
            "regione": registration.get_region_code_display(),
            "esigenze": registration.access_needs,
            "avviso_di_registrazione": registration.recording_consent,
            "condivide_il_contatto": registration.shares_contact,
            "argomenti": registration.shared_topics,
            "iscritto": registration.created,
            "confermato": registration.confirmed,
            "informativa_letta": registration.notice_read,
            "risposte": [
                {"domanda": answer.question.text, "risposta": answer.text}
                for answer in registration.answers.all()
            ],
            "posti": [_place(place) for place in registration.places.all()],
        }
        for registration in rows.order_by("pk")
    ]
