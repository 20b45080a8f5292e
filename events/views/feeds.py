# SPDX-License-Identifier: AGPL-3.0-or-later
"""Calendars and the Atom feed: for programs that come back by themselves."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from migliorapa.core import ical

from .. import atom_feed, snapshot
from ..filters import Filters
from ..models import Event, Session
from ..state import unless_unchanged

NAME = "MiglioraPA – appuntamenti"
EVERY = timedelta(hours=6)
IN_ORDER = ("day", "starts", "pk")


def _calendar(entries, name: str, filename: str, **options) -> HttpResponse:
    body = ical.calendar(entries, name=name, **options)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    return response


@require_safe
def calendar(request):
    """Everything ever announced, or what the filters of the list leave; drafts for nobody."""
    filters = Filters.read(request.GET).lasting

    def answer():
        sessions, name = Session.objects.exclude(event__status=Event.Status.DRAFT), NAME
        if filters.query:
            known = snapshot.current()
            name = " · ".join([NAME, *filters.words(known.topics)])
            wanted = [event.pk for event in filters.of(known.published)]
            sessions = sessions.filter(event__in=wanted)
        entries = sessions.order_by(*IN_ORDER).values_list("ics", flat=True)
        return _calendar(entries, name, "migliorapa.ics", refresh=EVERY)

    return unless_unchanged(request, answer)


@require_safe
def event(request, slug):
    def answer():
        events = Event.objects.visible_to(request.user).filter(slug=slug)
        found = Session.objects.filter(event__in=events).order_by(*IN_ORDER)
        entries = list(found.values_list("ics", "event__title"))
        if not entries:
            raise Http404
        title = entries[0][1]
        return _calendar((ics for ics, _ in entries), title, f"{slug}.ics", method="PUBLISH")

    return unless_unchanged(request, answer)


@require_safe
def atom(request):
    filters = Filters.read(request.GET).lasting
    return unless_unchanged(request, lambda: atom_feed.EventFeed(filters)(request))
