# SPDX-License-Identifier: AGPL-3.0-or-later
"""Participations in figures, on screen and as a spreadsheet that may be published."""

from django.views.decorators.http import require_safe

from migliorapa.core.spreadsheet import csv_response, xlsx_response

from .. import counting, figure_tables
from ..models import Event, Series
from .pages import page, staff_page

FORMATS = {"csv": csv_response, "xlsx": xlsx_response}


def _asked(query):
    """Events of a year or of a series, and what was asked; unknown values filter nothing."""
    events = Event.objects.published().filter(is_history=False)
    year, series = query.get("anno", ""), query.get("serie", "")
    if year.isdecimal() and len(year) == 4 and year > "0000":
        events = events.filter(first_day__year=int(year))
    else:
        year = ""
    series = Series.objects.filter(slug=series[:80]).first()
    if series:
        events = events.filter(series=series)
    return events, year, series


@require_safe
@staff_page("view_figure")
def figures(request):
    events, year, series = _asked(request.GET)
    tables = figure_tables.tables(counting.of_events(events))
    respond = FORMATS.get(request.GET.get("formato", ""))
    if respond:
        name = f"partecipazioni.{request.GET['formato']}"
        return respond(name, figure_tables.HEADER, figure_tables.as_rows(tables))
    query = request.GET.copy()
    query.pop("formato", None)
    years = Event.objects.published().filter(is_history=False, first_day__isnull=False)
    return page(
        request,
        "figures.html",
        "Partecipazioni in cifre",
        tables=tables if tables[0].rows else [],
        years=sorted({day.year for day in years.dates("first_day", "year")}, reverse=True),
        all_series=Series.objects.filter(events__is_history=False).distinct(),
        year=year,
        series=series,
        query=query.urlencode(),
    )
