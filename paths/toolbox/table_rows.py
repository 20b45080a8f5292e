# SPDX-License-Identifier: AGPL-3.0-or-later
"""From pasted text to rows of cells, once its size is known to be bearable."""

import csv
from io import StringIO

from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import format_number

MAX_CHARACTERS = 2_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 60


def split_rows(text, field, max_rows, max_columns):
    """((line number, cells), ...) for the rows with some content, and whether rows may be short.

    Blank cells at the end of a row are left out: spreadsheets and forms trim them at will.
    Between spaces a blank cell cannot be seen, so there every row must be full.
    """
    if not isinstance(text, str) or not text.strip():
        raise ToolboxError(field, "Incollate una tabella copiata dal vostro foglio di calcolo.")
    if len(text) > MAX_CHARACTERS:
        limit = format_number(MAX_CHARACTERS, 0)
        raise ToolboxError(field, f"Il testo è troppo lungo: al massimo {limit} caratteri.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    separator = next((mark for mark in "\t;" if mark in text), None)
    first = text.split("\n", 1)[0].split(separator)
    # A header and a column of names come on top of the limits.
    refuse_too_large(field, text.count("\n"), len(first) - 1, max_rows, max_columns)
    if separator is None and any(cell.count(",") > 1 for cell in first):
        raise ToolboxError(field, "Separate le colonne con punti e virgola, non con virgole.")
    rows = _separated(text, separator, field) if separator else _spaced(text)
    trimmed = ((line, _without_blank_end(cells)) for line, cells in rows)
    filled = tuple((line, cells) for line, cells in trimmed if cells)
    if not filled:
        raise ToolboxError(field, "La tabella è vuota. Incollate almeno una riga con dei numeri.")
    return filled, separator is not None


def refuse_too_large(field, rows, columns, max_rows, max_columns):
    if rows > max_rows:
        limit = format_number(max_rows, 0)
        raise ToolboxError(field, f"La tabella ha troppe righe: al massimo {limit}.")
    if columns > max_columns:
        raise ToolboxError(field, f"La tabella ha troppe colonne: al massimo {max_columns}.")


def _separated(text, separator, field):
    reader = csv.reader(StringIO(text), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error:
        line = reader.line_num
        sentence = f"Riga {line}: le virgolette non si chiudono o la cella è troppo lunga."
        raise ToolboxError(field, sentence, row=line) from None


def _spaced(text):
    for line, raw in enumerate(text.split("\n"), start=1):
        yield line, raw.split()


def _without_blank_end(cells):
    while cells and not cells[-1]:
        cells.pop()
    return cells
