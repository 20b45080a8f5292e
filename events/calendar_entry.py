# SPDX-License-Identifier: AGPL-3.0-or-later
"""A session as calendars are told of it. Never the address of an online room."""

from django.conf import settings

from migliorapa.core import ical

from .models import Event, Session

STATUSES = {
    Event.Status.CANCELLED: "CANCELLED",
    Event.Status.POSTPONED: "TENTATIVE",
}


def _location(session: Session) -> str:
    event = session.event
    place = [session.place, event.venue, event.address, event.city]
    found = ", ".join(part for part in place if part)
    if event.is_online:
        return f"{found}; anche online" if found else "Online"
    return found


def _title(session: Session) -> str:
    event = session.event
    return event.title if session.title == event.title else f"{event.title}: {session.title}"


def entry(session: Session, **extra) -> ical.Entry:
    """`extra`: organizer, attendee, alarm_minutes, for the file a person gets by mail."""
    event = session.event
    status = "CANCELLED" if session.is_cancelled else STATUSES.get(event.status, "CONFIRMED")
    reason = f"\n\n{event.status_note}" if event.status_note else ""
    return ical.Entry(
        uid=f"{session.uid}@migliorapa",
        sequence=session.sequence,
        summary=_title(session),
        start=session.starts,
        end=session.ends,
        day=None if session.starts else session.day,
        status=status,
        created=event.created,
        modified=session.modified,
        description=f"{event.summary}{reason}",
        location=_location(session),
        url=settings.SITE_URL + event.get_absolute_url(),
        categories=(event.get_kind_display(),),
        **extra,
    )
