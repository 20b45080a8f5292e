# SPDX-License-Identifier: AGPL-3.0-or-later
"""A table pasted from a spreadsheet, read as numbers.

Columns are separated by tabs; failing these by semicolons; failing these by spaces.
The first row is a header when it has words and no number; the first column holds row names when
it has words and no number. A blank cell, "-", "n.d.", "NA" and "N/A" mean a missing value.
"""

from dataclasses import dataclass

from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import has_dot_decimal, has_three_digits_after_dot, parse_number
from paths.toolbox.table_rows import MAX_COLUMNS, MAX_ROWS, refuse_too_large, split_rows

_MISSING = {"", "-", "–", "n.d.", "nd", "n/d", "na", "n/a"}
_LONGEST_NAME = 120
_WORD = "word"


@dataclass(frozen=True)
class Table:
    """`rows` hold floats, None where missing; `labels` is empty when rows have no names.

    `lines` are the row numbers in the pasted text, from 1 for the first row that is not blank.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[float | None, ...], ...]
    labels: tuple[str, ...]
    lines: tuple[int, ...]

    def column(self, index):
        return tuple(row[index] for row in self.rows)


def parse_table(text, *, field="table", labels=None, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS):
    """`labels` says whether the first column holds names; None means: look and decide."""
    rows, may_be_short = split_rows(text, field, max_rows, max_columns)
    values = _Values()
    header = rows[0][1] if values.only_words(rows[0][1]) else None
    body = rows[1:] if header else rows
    if not body:
        raise ToolboxError(field, "La tabella ha solo i nomi delle colonne: mancano i numeri.")
    if labels is None:
        labels = values.only_words(cells[0] for _, cells in body)
    names = _names(header, max(len(cells) for _, cells in body), labels)
    skipped = 1 if labels else 0
    if len(names) == skipped:
        raise ToolboxError(field, "La tabella ha solo i nomi delle righe: mancano i numeri.")
    refuse_too_large(field, len(body), len(names) - skipped, max_rows, max_columns)
    body = [(at, _filled(field, at, cells, len(names), may_be_short)) for at, cells in body]
    numbers = tuple(_numbers(field, values, line, cells, skipped) for line, cells in body)
    _refuse_mixed_dots(field, values, body)
    return Table(
        columns=names[skipped:],
        rows=numbers,
        labels=tuple(_short(cells[0]) for _, cells in body) if labels else (),
        lines=tuple(line for line, _ in body),
    )


def require_complete(table, field="table"):
    for line, row in zip(table.lines, table.rows, strict=True):
        if None in row:
            column = row.index(None)
            where = f"Riga {line}, colonna «{table.columns[column]}»"
            sentence = f"{where}: manca il valore. Scrivete un numero."
            position = column + (2 if table.labels else 1)
            raise ToolboxError(field, sentence, row=line, column=position)


class _Values(dict):
    """Each distinct cell read once: a float, None where missing, _WORD where it is no number."""

    def __missing__(self, cell):
        value = None
        if cell.lower() not in _MISSING:
            try:
                value = parse_number(cell)
            except ToolboxError:
                value = _WORD
        self[cell] = value
        return value

    def only_words(self, cells):
        return {self[cell] for cell in cells} - {None} == {_WORD}


def _names(header, width, labels):
    if header is None:
        return tuple(f"Colonna {number}" for number in range(1, width + 1))
    if labels and len(header) == width - 1:
        header = ["", *header]
    return tuple(_short(name) or f"Colonna {number}" for number, name in enumerate(header, 1))


def _filled(field, line, cells, width, may_be_short):
    if len(cells) > width or (len(cells) < width and not may_be_short):
        sentence = f"Riga {line}: le celle sono {len(cells)}, ma le colonne sono {width}."
        raise ToolboxError(field, sentence, row=line)
    return cells + [""] * (width - len(cells))


def _numbers(field, values, line, cells, skipped):
    numbers = tuple(values[cell] for cell in cells[skipped:])
    if _WORD in numbers:
        column = numbers.index(_WORD) + skipped
        advice = "Scrivete un numero o lasciate vuota la cella."
        if line == 1:
            advice = "Se la prima riga ha i nomi delle colonne, usate solo parole."
        where = f"Riga {line}, colonna {column + 1}"
        sentence = f"{where}: «{_short(cells[column], 20)}» non è un numero. {advice}"
        raise ToolboxError(field, sentence, row=line, column=column + 1)
    return numbers


def _refuse_mixed_dots(field, values, body):
    """Where "3.45" shows that dots are decimal, "3.456" would be misread as thousands."""
    if not any(has_dot_decimal(cell) for cell, value in values.items() if value is not _WORD):
        return
    doubtful = {cell for cell in values if has_three_digits_after_dot(cell)}
    for line, cells in body if doubtful else ():
        for column, cell in enumerate(cells, start=1):
            if cell in doubtful:
                sentence = f"Riga {line}, colonna {column}: «{cell}» si può leggere in due modi."
                advice = "Usate la virgola per i decimali in tutta la tabella."
                raise ToolboxError(field, f"{sentence} {advice}", row=line, column=column)


def _short(text, length=_LONGEST_NAME):
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"
