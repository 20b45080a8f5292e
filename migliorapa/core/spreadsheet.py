# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables for spreadsheet programs, in which no cell of ours can run as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # in the XML of a workbook


def safe_cell(value: Any) -> Any:
    """The value with an apostrophe before what a spreadsheet would take for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def unescaped(value: Any) -> Any:
    """The inverse of `safe_cell`, for tables that come back."""
    if isinstance(value, str) and value[:1] == "'" and value[1:].startswith(FORMULA_STARTS):
        return value[1:]
    return value


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A CSV that Italian spreadsheet programs open by a double click: semicolons and a BOM."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([safe_cell(value) for value in header])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return response


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    import openpyxl  # heavy, and only exports need it

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([_storable(safe_cell(value)) for value in header])
    for row in rows:
        sheet.append([_storable(safe_cell(value)) for value in row])
    data = io.BytesIO()
    book.save(data)
    response = HttpResponse(data.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _storable(value: Any) -> Any:
    """Without the control characters that the format forbids."""
    return UNSTORABLE.sub("", value) if isinstance(value, str) else value
