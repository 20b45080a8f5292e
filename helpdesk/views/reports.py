# SPDX-License-Identifier: AGPL-3.0-or-later
from django.shortcuts import render
from django.views.decorators.http import require_safe

from migliorapa.core.spreadsheet import csv_response

from ..desk import reports
from ..figures import reuse as reuse_figures
from .access import desk_page

HEADER = (
    *("Raggruppate per", "Voce", "Arrivate", "Risolte"),
    *("Prime risposte nei tempi", "Prime risposte dovute", "Soluzioni nei tempi"),
    *("Soluzioni dovute", "Ore lavorative alla prima risposta (mediana)"),
    *("Ore lavorative alla soluzione (mediana)", "Giudizi", "Importanza media"),
    "Soddisfazione media",
    *("Risposte usate da altre amministrazioni", "Amministrazioni che le hanno usate"),
    "Amministrazioni da cui sono nate",
)
NO_REUSE = ("", "", "")  # told of all together


@require_safe
@desk_page
def page(request):
    period = reports.Period.of(request.GET)
    tables = reports.tables(period)
    context = {
        "section": "help",
        "period": period,
        "total": reports.total(period),
        "tables": tables,
        "priorities": reports.priorities(tables[0][1]),
        "deflections": reports.deflections(period),
        "reuse": reuse_figures.figures(period.within("first")),
    }
    return render(request, "helpdesk/desk_reports.html", context)


@require_safe
@desk_page
def csv(request):
    period = reports.Period.of(request.GET)
    reuse = reuse_figures.figures(period.within("first"))
    whole = [*_cells("Tutte", reports.total(period)), reuse.answers, reuse.users, reuse.askers]
    tables = reports.tables(period)
    rows = [[*_cells(name, line), *NO_REUSE] for name, lines in tables for line in lines]
    rows.insert(0, whole)
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
