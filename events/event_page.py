# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of an event shows, besides the frame of the site."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone

from migliorapa.core import registry

from . import days, listing, programme, snapshot, structured_data
from .models import Event, Session


@dataclass(frozen=True)
class Told:
    """All that changes without a write to the calendar: with the moment, and as people register.

    `places` are pairs of a session and its free places in words; `steps` come from the catalogue.
    """

    when: str
    sessions: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]
    door: programme.Door
    places: tuple[tuple[int, str], ...]
    left: tuple[tuple[int, int | None], ...]
    materials: tuple[int, ...]
    is_past: bool
    proceedings_are_out: bool
    steps: tuple[registry.Related, ...]


def tell(event: Event) -> Told:
    """At most two statements: places, and the catalogue for the steps."""
    now = timezone.now()
    open_one = programme.takes_registrations(event, timezone.localdate(now))
    ahead = programme.ahead(event, now) if open_one else []
    places = programme.availabilities(ahead)
    door = programme.door(event, places, now)
    shown = ahead if door.button else []
    steps = registry.entries(event.steps).values() if event.steps else ()
    return Told(
        when=days.of_event(event, event.ends),
        sessions=tuple(days.of_session(session) for session in event.programme),
        marks=tuple(mark for mark in listing.marks(event) if mark[0] != event.status),
        door=door,
        places=tuple((session.pk, str(places[session.pk])) for session in shown),
        left=tuple((session.pk, places[session.pk].left) for session in ahead),
        materials=tuple(material.pk for material in snapshot.materials_out(event)),
        is_past=event.is_past,
        proceedings_are_out=event.proceedings_are_out,
        steps=tuple(steps),
    )


def to_html(event: Event, told: Told, own_page: str = "") -> dict[str, str]:
    """`own_page` is the address of the reader's own registration."""
    materials = [each for each in event.offered if each.pk in told.materials]
    context = {
        "event": event,
        "told": told,
        "own_page": own_page,
        "leaf": days.Leaf.of(event.first_day),
        "programme": list(_programme(event, told)),
        "materials": materials,
    }
    return {
        "json_ld": structured_data.script(event, dict(told.left), materials),
        "body": render_to_string("events/_event.html", context),
    }


def _programme(event: Event, told: Told) -> Iterator[tuple[Session, str, str, str]]:
    """Sessions with title, time and places. A session alone does not repeat the event's."""
    words = dict(told.places)
    alone = len(event.programme) == 1 and not event.programme[0].is_cancelled
    for session, when in zip(event.programme, told.sessions, strict=True):
        places = words.get(session.pk, "")
        if not alone:
            yield session, session.title, when, places
        elif places or session.place or session.summary_html or session.contributed:
            yield session, "", "", places
