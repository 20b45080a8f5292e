# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asked by the outbox right before a mail leaves: is it still true?"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from migliorapa.core import outbox
from migliorapa.core.moments import ROME

from .models import Event, Place, Registration, Session

PLACE = "events.place"
REMINDER = "events.reminder"
CHANGED = "events.changed"
UNCONFIRMED = "events.unconfirmed"
REGISTRATION = "events.registration"

LEADS = {"week": timedelta(days=7), "day": timedelta(days=1), "hour": timedelta(hours=1)}
MORNING = time(9)
LONGEST_VERSION = 150


def beginning(session: Session) -> str:
    """Changes whenever the session moves."""
    return f"{session.starts:%Y%m%dT%H%M%z}" if session.starts else f"{session.day:%Y%m%d}"


def reminder_key(place: Place, which: str) -> str:
    return f"events:remind:{which}:{place.pk}:{beginning(place.session)}"


def reminder_window(session: Session, which: str) -> tuple[datetime, datetime] | None:
    """From when a reminder is sent to when it is too late; None where it makes no sense.

    Never late by more than half of its lead. Without a time: at nine of the day before.
    """
    lead = LEADS[which]
    if session.starts:
        return session.starts - lead, session.starts - lead / 2
    if which != "day":
        return None
    opens = datetime.combine(session.day - lead, MORNING, ROME)
    return opens, opens + lead / 2


def version(places: Iterable[Place]) -> str:
    """The sessions a mail speaks of, each with the count of its changes."""
    told = (f"{place.session_id}.{place.session.sequence}" for place in places)
    return ",".join(told)[:LONGEST_VERSION]


def place_is_so(argument: str) -> bool:
    pk, revision = argument.split(":")
    return Place.objects.filter(pk=pk, revision=revision).exists()


def reminder_holds(argument: str) -> bool:
    pk, revision, which, begins = argument.split(":")
    rows = Place.objects.confirmed().filter(pk=pk, revision=revision)
    place = rows.select_related("session__event").first()
    if place is None or place.session.is_cancelled or beginning(place.session) != begins:
        return False
    window = reminder_window(place.session, which)
    is_on = place.session.event.status == Event.Status.PUBLISHED
    return is_on and window is not None and timezone.now() <= window[1]


def change_is_news(argument: str) -> bool:
    """Dropped when each of its sessions has changed again, or nothing is left there."""
    registration, versions = argument.split(":")
    told = dict(each.split(".") for each in versions.split(",") if each.count(".") == 1)
    alive = Place.objects.alive().filter(registration=registration, session__in=told)
    now = alive.values_list("session_id", "session__sequence")
    return any(told[str(pk)] == str(sequence) for pk, sequence in now)


def _registration(argument: str):
    pk, nonce = argument.split(":")
    return Registration.objects.filter(pk=pk, nonce=nonce)


def still_unconfirmed(argument: str) -> bool:
    return _registration(argument).filter(confirmed=None).exists()


def still_registered(argument: str) -> bool:
    return _registration(argument).exists()


def offer() -> None:
    outbox.offer_check(PLACE, place_is_so)
    outbox.offer_check(REMINDER, reminder_holds)
    outbox.offer_check(CHANGED, change_is_news)
    outbox.offer_check(UNCONFIRMED, still_unconfirmed)
    outbox.offer_check(REGISTRATION, still_registered)
