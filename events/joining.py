# SPDX-License-Identifier: AGPL-3.0-or-later
"""When the room of a session is open, and for whom."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone

from migliorapa.core import moments

from .models import Event, Place, Session

WITHOUT_END = timedelta(hours=6)
A_DAY, AN_HOUR, A_MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


class State(StrEnum):
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    NO_PLACE = "no_place"
    OFFERED = "offered"
    IN_PERSON = "in_person"
    OVER = "over"
    EARLY = "early"
    NO_ROOM = "no_room"
    OPEN = "open"


def window(session: Session) -> tuple[datetime, datetime]:
    """From when to when one may enter; the whole day of Rome while the time is unknown."""
    if session.starts:
        opens = session.starts - timedelta(minutes=session.room_opens_minutes)
        return opens, session.ends or session.starts + WITHOUT_END
    midnight = datetime.combine(session.day, time(0), moments.ROME)
    next_midnight = datetime.combine(session.day + A_DAY, time(0), moments.ROME)
    return midnight.astimezone(UTC), next_midnight.astimezone(UTC)


def is_over(session: Session, now: datetime | None = None) -> bool:
    return window(session)[1] <= (now or timezone.now())


def is_online(session: Session) -> bool:
    return session.event.is_online or session.kind == Session.Kind.ONLINE or bool(session.room_url)


def room_is_ready(session: Session) -> bool:
    """Also a guard against addresses that no browser should be sent to."""
    return session.room_url.startswith(("https://", "http://"))


def state_of(place: Place, now: datetime | None = None) -> State:
    now, session = now or timezone.now(), place.session
    if session.is_cancelled or session.event.status in (Event.Status.CANCELLED, Event.Status.DRAFT):
        return State.CANCELLED
    if session.event.is_postponed:
        return State.POSTPONED
    if place.status == Place.Status.OFFERED:
        return State.OFFERED
    if place.status != Place.Status.CONFIRMED:
        return State.NO_PLACE
    if not is_online(session):
        return State.IN_PERSON
    return _state_in_time(session, now)


def _state_in_time(session: Session, now: datetime) -> State:
    opens, closes = window(session)
    if now >= closes:
        return State.OVER
    if now < opens:
        return State.EARLY
    return State.OPEN if room_is_ready(session) else State.NO_ROOM


def _some(number: int, one: str, many: str) -> str:
    return one if number == 1 else f"{number} {many}"


@dataclass(frozen=True)
class Countdown:
    """How long it takes until the room opens; minutes are rounded up."""

    opens: datetime
    now: datetime

    @property
    def minutes(self) -> int:
        return -(-(self.opens - self.now) // A_MINUTE)

    def __str__(self):
        days, rest = divmod(self.minutes, A_DAY // A_MINUTE)
        hours, minutes = divmod(rest, AN_HOUR // A_MINUTE)
        parts = []
        if days:
            parts.append(_some(days, "un giorno", "giorni"))
        if hours:
            parts.append(_some(hours, "un'ora", "ore"))
        if minutes and not days:
            parts.append(_some(minutes, "un minuto", "minuti"))
        alone = len(parts) == 1 and 1 in (days, hours, minutes)
        verb = "Manca" if alone else "Mancano"
        return f"{verb} {' e '.join(parts)}"

    @property
    def opens_iso(self) -> str:
        return self.opens.astimezone(UTC).isoformat()
