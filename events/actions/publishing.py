# SPDX-License-Identifier: AGPL-3.0-or-later
"""What follows from a change of an event: its days, its calendar entries, who is told."""

from django.db import transaction
from django.utils import timezone

from migliorapa.core import ical
from migliorapa.core import search as site_search
from migliorapa.core.registry import to_html

from .. import notifications
from ..calendar_entry import entry
from ..models import Event, Series, Session
from ..search import document
from . import proceedings_index


def _days(event: Event, sessions: list[Session]) -> None:
    alive = [session for session in sessions if not session.is_cancelled] or sessions
    event.first_day = min((session.day for session in alive), default=None)
    event.last_day = max(
        (timezone.localdate(session.ends) if session.ends else session.day for session in alive),
        default=None,
    )
    event.starts = min((session.starts for session in alive if session.starts), default=None)


def _facts(vevent: str) -> list[str]:
    """A calendar entry without what only says that it changed."""
    moving = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
    return [line for line in vevent.split("\r\n") if not line.startswith(moving)]


def _is_news(before: str, now: str) -> bool:
    """Whether people must be told: of when, where and if, not of a better summary."""
    told = ("DTSTART", "DTEND", "LOCATION", "STATUS")
    was, is_now = (
        [line for line in _facts(text.replace("\r\n ", "")) if line.startswith(told)]
        for text in (before, now)
    )
    return was != is_now


def _write_entry(session: Session) -> bool:
    """A new entry, with a higher sequence, only if a fact of the calendar is another one."""
    session.day = timezone.localdate(session.starts) if session.starts else session.day
    before, now = session.ics, ical.vevent(entry(session))
    if _facts(before) == _facts(now):
        return False
    if before:
        session.sequence += 1
        session.modified = timezone.now()
        now = ical.vevent(entry(session))
    session.ics = now
    return True


@transaction.atomic
def refresh(event: Event, *, tell: bool = True) -> Event:
    """Brings an event in step with its sessions; the registered are told of what moved.

    Call it after any write to an event or to its sessions.
    """
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    sessions = list(
        Session.objects.select_for_update(no_key=True).filter(event=event).order_by("pk")
    )
    changed, news = [], []
    for session in sessions:
        session.event = event
        session.summary_html = to_html(session.summary)
        before = session.ics
        if _write_entry(session) and before:
            changed.append(session)
            if _is_news(before, session.ics):
                news.append(session)
        session.save()
    _days(event, sessions)
    event.body_html = to_html(event.body)
    event.proceedings_html = to_html(event.proceedings_summary)
    if changed:
        event.sequence += 1
    event.modified = timezone.now()
    event.save()
    proceedings_index.sync(event)
    site_search.withdraw([f"event:{event.pk}"])
    if event.status != Event.Status.DRAFT:
        site_search.publish([document(event)])
        if news and tell and not event.is_past:
            notifications.changed(event, news)
    return event


@transaction.atomic
def set_status(*, event: Event, status: str, note: str = "") -> Event:
    """Published, postponed, cancelled; whoever registered learns it with the reason."""
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    event.status, event.status_note = status, note.strip()
    event.save()
    return refresh(event)


def render_series(series: Series) -> Series:
    """Keeps the HTML of a series in step with its text."""
    html = to_html(series.body)
    if html != series.body_html:
        series.body_html = html
        series.save(update_fields=["body_html"])
    return series
