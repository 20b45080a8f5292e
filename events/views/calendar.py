# SPDX-License-Identifier: AGPL-3.0-or-later
"""The calendar as a list, by month, in the archive, by series. Reading only."""

from datetime import date
from functools import partial
from itertools import groupby

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from migliorapa.accounts.regions import REGIONS
from migliorapa.core import drawings

from .. import days, listing, months, programme, snapshot
from ..filters import ONLINE, Filters
from ..models import Event

PER_PAGE = 20


def _page(request, events):
    try:
        return Paginator(events, PER_PAGE).page(request.GET.get("pagina", "1")[:9])
    except (PageNotAnInteger, EmptyPage):
        raise Http404


def _form(calendar: snapshot.Calendar, filters: Filters, years: tuple[str, ...] = ()) -> str:
    context = {
        "filters": filters,
        "years": years,
        "kinds": Event.Kind.choices,
        "regions": [(ONLINE, "Online"), *REGIONS.items()],
        "topics": calendar.topics.items(),
    }
    make = partial(render_to_string, "events/_filters.html", context)
    return calendar.piece(("form", filters, years), make)


@require_safe
def upcoming(request):
    calendar, filters = snapshot.current(), Filters.read(request.GET)
    now = timezone.now()
    today = timezone.localdate(now)
    events = [e for e in calendar.visible_to(request.user) if e.last_day and e.last_day >= today]
    events = filters.of(events)
    if filters.free:
        events = programme.with_free_places(events, now)
    page = _page(request, events)
    rows = listing.rows(calendar, page.object_list)
    context = {
        "section": "events",
        "filters": filters,
        "form": _form(calendar, filters),
        "page": page,
        "months": [
            (days.month_in_words(first), [html for _, html in group])
            for first, group in groupby(rows, key=lambda row: row[0].first_day.replace(day=1))
        ],
        "today": today,
    }
    return render(request, "events/list.html", context)


@require_safe
def archive(request):
    calendar, filters = snapshot.current(), Filters.read(request.GET)
    today = timezone.localdate()
    past = [e for e in calendar.visible_to(request.user) if e.last_day and e.last_day < today]
    years = tuple(sorted({str(event.first_day.year) for event in past}, reverse=True))
    page = _page(request, filters.of(reversed(past)))
    rows = listing.rows(calendar, page.object_list)
    context = {
        "section": "events",
        "filters": filters,
        "form": _form(calendar, filters, years),
        "page": page,
        "by_year": [
            (year, [html for _, html in group])
            for year, group in groupby(rows, key=lambda row: str(row[0].first_day.year))
        ],
        "today": today,
    }
    return render(request, "events/archive.html", context)


@require_safe
def month(request, year, month):
    today = timezone.localdate()
    if not (months.FIRST_YEAR <= year <= today.year + months.YEARS_AHEAD and 1 <= month <= 12):
        raise Http404
    calendar, filters = snapshot.current(), Filters.read(request.GET).lasting
    events = filters.of(calendar.visible_to(request.user))
    context = {
        "section": "events",
        "filters": filters,
        "words": filters.words(calendar.topics),
        "month": months.Month(date(year, month, 1), events, today),
        "today": today,
    }
    return render(request, "events/month.html", context)


@require_safe
def series(request, slug):
    calendar = snapshot.current()
    entry = calendar.series_by_slug.get(slug)
    visible = calendar.visible_to(request.user)
    events = [event for event in visible if entry and event.series_id == entry.pk]
    if entry is None or not (events or request.user.is_staff):
        raise Http404
    rows = listing.rows(calendar, events)
    context = {
        "section": "events",
        "series": entry,
        "body": drawings.expand(entry.body_html),
        "ahead": [html for event, html in rows if not event.is_past],
        "past": [html for event, html in rows if event.is_past],
    }
    return render(request, "events/series.html", context)
