# SPDX-License-Identifier: AGPL-3.0-or-later
"""The calendar file of a person's places, as calendars take it from a mail (RFC 5546)."""

from collections.abc import Iterable
from dataclasses import replace
from email.utils import parseaddr

from django.conf import settings

from migliorapa.core import ical

from .calendar_entry import entry
from .models import Place

ALARM_MINUTES = 30


def _entry(place: Place, *, cancelled: bool) -> ical.Entry:
    """Each change of the place counts too: who registers again must not be ignored."""
    registration = place.registration
    written = entry(
        place.session,
        organizer=("MiglioraPA", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        attendee=(registration.name, registration.email),
        alarm_minutes=ALARM_MINUTES,
    )
    return replace(
        written,
        sequence=written.sequence + place.revision,
        modified=max(written.modified, place.changed),
        status="CANCELLED" if cancelled else written.status,
    )


def calendar(places: Iterable[Place], *, method: str, cancelled: bool = False) -> str:
    entries = [ical.vevent(_entry(place, cancelled=cancelled)) for place in places]
    return ical.calendar(entries, method=method)


def attachments(places: Iterable[Place], *, cancelled: bool = False):
    """For the outbox; nothing where there is no place to tell of."""
    places = list(places)
    if not places:
        return ()
    method = "CANCEL" if cancelled else "REQUEST"
    name = "annullamento.ics" if cancelled else "appuntamento.ics"
    body = calendar(places, method=method, cancelled=cancelled)
    return ((name, body.encode(), f"text/calendar; method={method}"),)
