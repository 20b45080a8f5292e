# SPDX-License-Identifier: AGPL-3.0-or-later
"""A month at a glance: who is expected where, and what is missing."""

from datetime import date, timedelta

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from .. import days, wording
from ..models import Event, Place, Session
from .pages import page, staff_page

PROCEEDINGS_WITHIN = timedelta(days=30)
ROOM_BEFORE = timedelta(days=7)


def _missing(session: Session, today: date) -> list[str]:
    event, found = session.event, []
    if session.is_cancelled or event.status != Event.Status.PUBLISHED or event.is_history:
        return found
    is_over = session.day < today
    if session.starts is None and not is_over:
        found.append("orario da definire")
    is_online = event.is_online or session.kind == Session.Kind.ONLINE
    if is_online and not session.room_url and today <= session.day <= today + ROOM_BEFORE:
        found.append("manca la stanza online")
    if not is_online and not event.venue and not is_over:
        found.append("manca la sede")
    if is_over and not event.proceedings_published and session.day + PROCEEDINGS_WITHIN < today:
        found.append("atti non pubblicati dopo 30 giorni")
    return found


def _state(session: Session) -> str:
    return "Annullata" if session.is_cancelled else session.event.get_status_display()


def _sessions(first: date, following: date):
    def places(*statuses):
        return Count("places", filter=Q(places__status__in=statuses))

    rows = Session.objects.filter(day__gte=first, day__lt=following).select_related("event")
    rows = rows.annotate(
        confirmed=places(*Place.TAKEN),
        waiting=places(Place.Status.WAITING),
        there=Count("places", filter=Q(places__presence__is_valid=True)),
    )
    return rows.order_by("day", "starts", "pk")


@require_safe
@staff_page("view_event")
def month(request, year: int | None = None, number: int | None = None):
    today = timezone.localdate()
    try:
        first = date(year, number, 1) if number is not None else today.replace(day=1)
        following = (first + timedelta(days=32)).replace(day=1)
        before = (first - timedelta(days=1)).replace(day=1)
    except (ValueError, OverflowError):
        raise Http404
    rows = [
        (session, wording.when(session), _state(session), _missing(session, today))
        for session in _sessions(first, following)
    ]
    near = [
        (
            words,
            days.month_in_words(day),
            reverse("admin:events_event_month", args=[day.year, day.month]),
        )
        for words, day in (("Prima", before), ("Dopo", following))
    ]
    title = days.month_in_words(first).capitalize()
    return page(request, "month.html", title, rows=rows, near=near, sessions=len(rows))
