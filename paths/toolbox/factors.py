# SPDX-License-Identifier: AGPL-3.0-or-later
"""The factors of a service, each with its mean importance and mean satisfaction."""

from dataclasses import dataclass

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.table_it import parse_table, require_complete

MAX_FACTORS = 60
NOT_NEGATIVE = (0, checks.MAX_VALUE)


@dataclass(frozen=True)
class Factor:
    label: str
    importance: float
    satisfaction: float


def parse_factors(text):
    """A pasted table of three columns: name, importance, satisfaction."""
    table = parse_table(text, field="factors", labels=True, max_rows=MAX_FACTORS)
    if len(table.columns) != 2:
        sentence = "Servono tre colonne: nome dell'aspetto, importanza, soddisfazione."
        raise ToolboxError("factors", sentence)
    require_complete(table, "factors")
    pairs = zip(table.labels, table.rows, strict=True)
    return tuple(Factor(label, *row) for label, row in pairs)


def check_factors(factors, highest=None, importance=NOT_NEGATIVE, least=1):
    """`importance` is (lowest, highest) admitted; satisfaction lies in 1..highest, if given."""
    factors = checks.several("factors", "Aspetti", factors, least, MAX_FACTORS)
    satisfaction = (-checks.MAX_VALUE, checks.MAX_VALUE) if highest is None else (1, highest)
    return tuple(_check(factor, importance, satisfaction) for factor in factors)


def check_highest(highest):
    return checks.whole("highest", "Voto più alto della scala", highest, 2, 100)


def _check(factor, importance, satisfaction):
    label = checks.label("factors", "Aspetto", factor.label)
    weight, mark = f"Importanza di «{label}»", f"Soddisfazione per «{label}»"
    return Factor(
        label,
        checks.number("factors", weight, factor.importance, *importance),
        checks.number("factors", mark, factor.satisfaction, *satisfaction),
    )
