# SPDX-License-Identifier: AGPL-3.0-or-later
"""Places of sessions, and whether one may register: what lists and event pages share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from migliorapa.core import moments

from . import selectors
from .models import Event, Session
from .wording import Availability

Availabilities = Mapping[int, Availability]


@dataclass(frozen=True)
class Door:
    """Whether one may register: the words of the button when one may, and why not otherwise."""

    button: str = ""
    note: str = ""


def availabilities(sessions: Iterable[Session]) -> Availabilities:
    """By primary key; one statement, or none when no session has a limit."""
    sessions = list(sessions)
    limited = [session for session in sessions if session.capacity is not None]
    unlimited = {session.pk: Availability(None) for session in sessions}
    return unlimited | (selectors.availability(limited) if limited else {})


def ahead(event: Event, now: datetime) -> list[Session]:
    """Which sessions will still take place."""
    today = timezone.localdate(now)
    return [
        session
        for session in event.programme
        if not session.is_cancelled
        and (session.starts > now if session.starts else session.day >= today)
    ]


def takes_registrations(event: Event, today) -> bool:
    return (
        event.status == Event.Status.PUBLISHED
        and event.takes_registrations
        and event.last_day is not None
        and event.last_day >= today
    )


def is_full(sessions: list[Session], places: Availabilities) -> bool:
    return bool(sessions) and all(places[session.pk].left == 0 for session in sessions)


def door(event: Event, places: Availabilities, now: datetime) -> Door:
    if event.status != Event.Status.PUBLISHED or event.is_past:
        return Door()
    if not event.takes_registrations:
        return Door(note="Per partecipare non serve iscriversi.")
    if event.registration_opens and event.registration_opens > now:
        return Door(note=f"Le iscrizioni aprono {moments.in_words(event.registration_opens)}.")
    if event.registration_closes and event.registration_closes <= now:
        return Door(note=f"Le iscrizioni sono chiuse: {_until(event)}.")
    sessions = ahead(event, now)
    if not sessions:
        return Door(note="L'appuntamento è già cominciato: non ci si può più iscrivere.")
    if all(places[session.pk].is_closed for session in sessions):
        return Door(note="I posti sono finiti e non c'è una lista d'attesa.")
    note = f"Potete iscrivervi: {_until(event)}." if event.registration_closes else ""
    if is_full(sessions, places):
        return Door("Mettetevi in lista d'attesa", f"I posti sono finiti. {note}".strip())
    return Door("Iscrivetevi", note)


def _until(event: Event) -> str:
    return f"il termine è {moments.in_words(event.registration_closes)}"


def with_free_places(events: Iterable[Event], now: datetime) -> list[Event]:
    """Where somebody who registers now gets a place at once. One statement."""
    wanted = [event for event in events if takes_registrations(event, timezone.localdate(now))]
    places = availabilities(session for event in wanted for session in ahead(event, now))
    return [
        event
        for event in wanted
        if door(event, places, now).button
        if any(places[session.pk].left != 0 for session in ahead(event, now))
    ]
