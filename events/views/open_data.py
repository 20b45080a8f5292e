# SPDX-License-Identifier: AGPL-3.0-or-later
"""The calendar as open data: the same facts as the pages, for programs."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from migliorapa.core.spreadsheet import csv_response

from .. import open_data
from ..filters import Filters


@require_safe
def as_json(request):
    rows = open_data.rows(Filters.read(request.GET).lasting)
    return JsonResponse(
        {**open_data.about(), "appuntamenti": list(rows)}, json_dumps_params=open_data.AS_TEXT
    )


@require_safe
def as_csv(request):
    """One table: licence and source are repeated in each row, because rows get copied."""
    about = open_data.about()
    rows = open_data.rows(Filters.read(request.GET).lasting)
    header = [*open_data.COLUMNS, "licenza", "fonte"]
    ending = [about["licenza"]["nome"], about["fonte"]]
    cells = ([_cell(value) for value in row.values()] + ending for row in rows)
    return csv_response("appuntamenti.csv", header, cells)


def _cell(value):
    if isinstance(value, bool):
        return "sì" if value else "no"
    return "|".join(value) if isinstance(value, list) else value
