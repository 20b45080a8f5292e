# SPDX-License-Identifier: AGPL-3.0-or-later
from django.shortcuts import render
from django.views.decorators.http import require_safe

from migliorapa.core.spreadsheet import csv_response

from ..desk import reports
from .access import desk_page

HEADER = (
    *("Raggruppate per", "Voce", "Arrivate", "Risolte"),
    *("Prime risposte nei tempi", "Prime risposte dovute", "Soluzioni nei tempi"),
    *("Soluzioni dovute", "Ore lavorative alla prima risposta (mediana)"),
    *("Ore lavorative alla soluzione (mediana)", "Giudizi", "Importanza media"),
    "Soddisfazione media",
)


@require_safe
@desk_page
def page(request):
    period = reports.Period.of(request.GET)
    context = {
        "section": "help",
        "period": period,
        "total": reports.total(period),
        "tables": reports.tables(period),
        "deflections": reports.deflections(period),
    }
    return render(request, "helpdesk/desk_reports.html", context)


@require_safe
@desk_page
def csv(request):
    period = reports.Period.of(request.GET)
    tables = [("Tutte", [reports.total(period)]), *reports.tables(period)]
    rows = [_cells(name, line) for name, lines in tables for line in lines]
    name = f"help-desk-{period.first.isoformat()}-{period.last.isoformat()}.csv"
    return csv_response(name, HEADER, rows)


def _cells(name: str, line: reports.Line) -> list:
    return [
        *(name, line.label, line.opened, line.solved),
        *(line.answers.kept, line.answers.of, line.solutions.kept, line.solutions.of),
        *(_decimal(line.answer_hours), _decimal(line.solution_hours)),
        *(line.judged, _decimal(line.importance), _decimal(line.satisfaction)),
    ]


def _decimal(figure) -> str:
    return "" if figure is None else f"{figure:.1f}".replace(".", ",")
