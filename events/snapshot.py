# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole calendar, kept in memory until anything in it is written to.

Triggers give `events_state` a new stamp at every write to events, sessions, series, speakers,
materials and topics, whoever writes. A page reads the stamp (one statement) and finds the rest
here. Who registered is not here: places are counted when they are asked for. Rows kept here are
shared by threads, for reading only. Never the address of an online room: it is not even read.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone

from migliorapa.core import drawings
from migliorapa.core.models import Topic
from migliorapa.core.one_moment import one_moment

from .models import Contribution, Event, Material, Series, Session

AT_MOST_PIECES = 3000
EVENT_LEFT_OUT = ("body", "proceedings_summary", "proceedings_html")
SESSION_LEFT_OUT = ("summary", "room_url", "ics")
LATEST_DAY = date.max
T = TypeVar("T")


def _order(event: Event):
    return event.first_day or LATEST_DAY, event.starts is None, event.starts, event.pk


class Calendar:
    """All events in the order of time, each with its sessions, speakers and public materials."""

    def __init__(self):
        self.topics: dict[str, str] = dict(Topic.objects.values_list("slug", "label"))
        self.series = {row.pk: row for row in Series.objects.all()}
        self.series_by_slug = {row.slug: row for row in self.series.values()}
        self.events = sorted(Event.objects.defer(*EVENT_LEFT_OUT), key=_order)
        sessions, materials = _sessions(), _materials()
        for event in self.events:
            self._complete(event, sessions[event.pk], materials[event.pk])
        self.published = [event for event in self.events if event.status != Event.Status.DRAFT]
        self.by_slug = {event.slug: event for event in self.events}
        self._pieces: dict[Hashable, Any] = {}

    def _complete(self, event: Event, sessions: list[Session], materials: list[Material]) -> None:
        event.url = event.get_absolute_url()
        event.programme = sessions
        for session in sessions:
            session.event = event
        event.offered = materials
        event.series = self.series.get(event.series_id)
        event.shown_body = drawings.expand(event.body_html)
        event.shown_topics = [
            (slug, self.topics[slug]) for slug in event.topics if slug in self.topics
        ]
        event.ends: datetime | None = max(
            (s.ends for s in sessions if s.ends and not s.is_cancelled), default=None
        )

    def visible_to(self, user) -> list[Event]:
        """Drafts are for the staff; one door for every page."""
        return self.events if user.is_authenticated and user.is_staff else self.published

    def get(self, slug: str, user) -> Event | None:
        event = self.by_slug.get(slug)
        if event is None or event.status != Event.Status.DRAFT:
            return event
        return event if user.is_authenticated and user.is_staff else None

    def piece(self, key: Hashable, make: Callable[[], T]) -> T:
        """Something made once. `key` holds all that it depends on, besides the calendar."""
        if key not in self._pieces:
            if len(self._pieces) >= AT_MOST_PIECES:
                self._pieces.clear()
            self._pieces[key] = make()
        return self._pieces[key]


def _sessions() -> dict[int, list[Session]]:
    contributed = defaultdict(list)
    for each in Contribution.objects.select_related("speaker").defer("speaker__bio"):
        contributed[each.session_id].append(each)
    found = defaultdict(list)
    for session in Session.objects.defer(*SESSION_LEFT_OUT):
        session.contributed = contributed[session.pk]
        found[session.event_id].append(session)
    return found


def _materials() -> dict[int, list[Material]]:
    """For everybody, whether or not an embargo is over: that is asked at each page."""
    found = defaultdict(list)
    rows = Material.objects.filter(is_published=True, audience=Material.Audience.PUBLIC)
    for material in rows.defer("transcript", "transcript_html"):
        found[material.event_id].append(material)
    return found


_kept: tuple[str, Calendar] | None = None


def current() -> Calendar:
    """The calendar as it stands now; one statement while nothing changed."""
    kept, stamp = _kept, read_stamp()[0]
    if kept is None or kept[0] != stamp:
        kept = _read_anew()
    return kept[1]


def read_stamp() -> tuple[str, int]:
    """The stamp, and the moment of the last change in seconds since 1970."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp::text, extract(epoch FROM changed)::bigint FROM events_state")
        return cursor.fetchone()


def _read_anew() -> tuple[str, Calendar]:
    global _kept
    with one_moment():
        kept, stamp = _kept, read_stamp()[0]
        if kept is None or kept[0] != stamp:
            kept = _kept = (stamp, Calendar())
        return kept


def materials_out(event: Event) -> list[Material]:
    """What everybody may see now."""
    if event.proceedings_embargo and event.proceedings_embargo > timezone.now():
        return []
    return [material for material in event.offered if not material.is_embargoed]
