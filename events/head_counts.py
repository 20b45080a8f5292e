# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many had a place and how many were there, by region, kind of administration and channel."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from .models import Figure, Place, Presence, Session

Channel = Figure.Channel


@dataclass
class Count:
    registered: int = 0
    present: int = 0


def channel_of(session: Session, source: str | None) -> str:
    """How somebody took part; where both ways are open, the personal link tells.

    `source` is of the presence, None for who was not there.
    """
    if session.kind == Session.Kind.ONLINE:
        return Channel.ONLINE
    if not session.event.is_online:
        return Channel.IN_PERSON
    if not session.event.city or source in (Presence.Source.JOIN, Presence.Source.IMPORT):
        return Channel.ONLINE
    return Channel.IN_PERSON


def counts(sessions: Iterable[Session]) -> dict[tuple, Count]:
    """By (session pk, region, kind of administration, channel), in one statement."""
    by_pk = {session.pk: session for session in sessions}
    there = Q(presence__is_valid=True)
    rows = Place.objects.filter(
        Q(status=Place.Status.CONFIRMED) | there,
        session__in=by_pk,
        registration__confirmed__isnull=False,
    ).values_list(
        *("session_id", "registration__region_code", "registration__administration_type"),
        *("presence__is_valid", "presence__source"),
    )
    found = defaultdict(Count)
    for pk, region, kind, is_valid, source in rows:
        channel = channel_of(by_pk[pk], source if is_valid else None)
        count = found[pk, region, kind, channel]
        count.registered += 1
        count.present += bool(is_valid)
    return dict(found)
