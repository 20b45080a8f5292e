# SPDX-License-Identifier: AGPL-3.0-or-later
"""Participations by session, region, kind of administration and channel."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from . import head_counts
from .head_counts import Count
from .models import Event, Figure, Session


class Key(NamedTuple):
    session: int
    region: str
    administration: str
    channel: str


Counts = dict[Key, Count]


def _kept(sessions: list[Session]) -> dict[tuple, Count]:
    """Of people forgotten already."""
    names = ("session_id", "region_code", "administration_type", "channel")
    rows = Figure.objects.filter(session__in=sessions).values_list(*names, "registered", "present")
    return {tuple(key): Count(registered, present) for *key, registered, present in rows}


def of_events(events: Iterable[Event]) -> Counts:
    """Of people still known and of people forgotten; a session may have some of both."""
    rows = Session.objects.filter(event__in=events, is_cancelled=False).select_related("event")
    sessions = list(rows)
    total: Counts = defaultdict(Count)
    for counts in (head_counts.counts(sessions), _kept(sessions)):
        for key, count in counts.items():
            found = total[Key(*key)]
            found.registered += count.registered
            found.present += count.present
    return dict(total)
