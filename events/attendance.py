# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who of a platform's list is who of the registered."""

from dataclasses import dataclass

from migliorapa.core.text import fold

from .actions.registration import email_key
from .attendance_file import Line
from .models import Place, Session

CERTAIN, PROBABLE, NOBODY = "certo", "probabile", "nessuno"


@dataclass(frozen=True)
class Match:
    """`place` is proposed; staff decide."""

    line: Line
    kind: str
    place: Place | None = None


def candidates(session: Session) -> list[Place]:
    """Who may have been there: everybody but who never confirmed the e-mail."""
    rows = session.places.exclude(status=Place.Status.PENDING)
    return list(rows.select_related("registration").order_by("registration__name", "pk"))


def match(lines: list[Line], places: list[Place]) -> list[Match]:
    by_mailbox = {place.registration.email_key: place for place in places}
    by_name: dict[frozenset, list[Place]] = {}
    for place in places:
        by_name.setdefault(_words(place.registration.name), []).append(place)
    return [_match(line, by_mailbox, by_name) for line in lines]


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).replace("'", " ").split())


def _match(line: Line, by_mailbox, by_name) -> Match:
    place = by_mailbox.get(email_key(line.email)) if line.email else None
    if place:
        return Match(line, CERTAIN, place)
    same = by_name.get(_words(line.name), [])
    if len(same) == 1 and line.name:
        return Match(line, PROBABLE, same[0])
    return Match(line, NOBODY)
