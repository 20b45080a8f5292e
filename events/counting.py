# SPDX-License-Identifier: AGPL-3.0-or-later
"""Participations by session, region, kind of administration and channel."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from . import figures
from .models import Event, Figure, Place, Session


class Key(NamedTuple):
    session: int
    region: str
    administration: str
    channel: str


@dataclass
class Count:
    registered: int = 0
    present: int = 0


Counts = dict[Key, Count]


def live(places=None) -> Counts:
    """Of people still known: who has a place, and who was there without one."""
    rows = Place.objects.all() if places is None else places
    rows = rows.filter(status=Place.Status.CONFIRMED) | rows.filter(presence__is_valid=True)
    found: Counts = defaultdict(Count)
    facts = rows.order_by().values_list(
        *("session_id", "session__kind", "session__event__is_online", "session__event__city"),
        *("registration__region_code", "registration__administration_type"),
        *("presence__is_valid", "presence__source"),
    )
    for session, kind, is_online, city, region, administration, is_valid, source in facts:
        where = figures.channel(
            is_online=is_online or kind == Session.Kind.ONLINE,
            has_place=bool(city) and kind != Session.Kind.ONLINE,
            source=source if is_valid else "",
        )
        count = found[Key(session, region, administration, where)]
        count.registered += 1
        count.present += bool(is_valid)
    return dict(found)


def kept(sessions=None) -> Counts:
    """Of people forgotten already."""
    rows = Figure.objects.all() if sessions is None else Figure.objects.filter(session__in=sessions)
    names = ("session_id", "region_code", "administration_type", "channel")
    return {
        Key(*key): Count(registered, present)
        for *key, registered, present in rows.values_list(*names, "registered", "present")
    }


def of_events(events: Iterable[Event]) -> Counts:
    """Live and kept together; a session has people or figures, and may have some of both."""
    sessions = Session.objects.filter(event__in=events, is_cancelled=False)
    total: Counts = defaultdict(Count)
    for counts in (live(Place.objects.filter(session__in=sessions)), kept(sessions)):
        for key, count in counts.items():
            total[key].registered += count.registered
            total[key].present += count.present
    return dict(total)
