# SPDX-License-Identifier: AGPL-3.0-or-later
"""The items of a SERVQUAL or SERVPERF questionnaire, grouped by dimension (T34)."""

from dataclasses import dataclass

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.table_it import parse_table, require_complete

# The 22 items of the classic questionnaire.
DIMENSIONS = {
    "Elementi tangibili": 4,
    "Affidabilità": 5,
    "Capacità di risposta": 4,
    "Capacità di rassicurazione": 4,
    "Empatia": 5,
}
MAX_DIMENSIONS = 20
MAX_ITEMS = 60


@dataclass(frozen=True)
class Dimension:
    """Mean marks of each item, in the same order. SERVPERF needs no expectations."""

    label: str
    perceptions: tuple[float, ...]
    expectations: tuple[float, ...] = ()


def parse_dimensions(text):
    """A pasted table, one row per item: dimension, perception and, for the gaps, expectation.

    The items of a dimension share its name.
    """
    table = parse_table(text, field="dimensions", labels=True, max_rows=MAX_ITEMS)
    if len(table.columns) > 2:
        sentence = "Bastano tre colonne: dimensione, percezione, aspettativa."
        raise ToolboxError("dimensions", sentence)
    require_complete(table, "dimensions")
    groups = {}
    for label, row in zip(table.labels, table.rows, strict=True):
        groups.setdefault(label, []).append(row)
    return tuple(Dimension(label, *zip(*rows, strict=True)) for label, rows in groups.items())


def check_dimensions(dimensions, highest, with_expectations):
    dimensions = checks.several("dimensions", "Dimensioni", dimensions, 1, MAX_DIMENSIONS)
    return tuple(_check(dimension, highest, with_expectations) for dimension in dimensions)


def _check(dimension, highest, with_expectations):
    label = checks.label("dimensions", "Dimensione", dimension.label)
    perceptions = _marks(f"Percezioni di «{label}»", dimension.perceptions, highest)
    if not with_expectations:
        return Dimension(label, perceptions)
    expectations = _marks(f"Aspettative di «{label}»", dimension.expectations, highest)
    if len(perceptions) != len(expectations):
        sentence = f"Dimensione «{label}»: servono tante aspettative quante percezioni."
        raise ToolboxError("dimensions", sentence)
    return Dimension(label, perceptions, expectations)


def _marks(name, marks, highest):
    marks = checks.several("dimensions", name, marks, 1, MAX_ITEMS)
    return tuple(checks.number("dimensions", name, mark, 1, highest) for mark in marks)
