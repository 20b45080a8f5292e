# SPDX-License-Identifier: AGPL-3.0-or-later
"""The strata a population is divided into."""

from dataclasses import dataclass

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.table_it import parse_table, require_complete

MAX_STRATA = 200


@dataclass(frozen=True)
class Stratum:
    label: str
    population: int
    deviation: float | None = None


def parse_strata(text):
    """A pasted table: name, users and, for Neyman, the standard deviation."""
    table = parse_table(text, field="strata", labels=True, max_rows=MAX_STRATA)
    require_complete(table, "strata")
    if len(table.columns) > 2:
        raise ToolboxError("strata", "Bastano tre colonne: strato, utenti, deviazione standard.")
    return check_strata(
        tuple(Stratum(label, *row) for label, row in zip(table.labels, table.rows, strict=True))
    )


def check_strata(strata, with_deviation=False):
    strata = checks.several("strata", "Strati", strata, 1, MAX_STRATA)
    clean = tuple(_check(stratum, with_deviation) for stratum in strata)
    if not any(stratum.population for stratum in clean):
        raise ToolboxError("strata", "Almeno uno strato deve avere degli utenti.")
    return clean


def _check(stratum, with_deviation):
    label = checks.label("strata", "Strato", stratum.label)
    name = f"Utenti dello strato «{label}»"
    population = checks.whole("strata", name, stratum.population)
    deviation = stratum.deviation
    if with_deviation or deviation is not None:
        name = f"Deviazione standard dello strato «{label}»"
        deviation = checks.number("strata", name, deviation, low=0)
    return Stratum(label, population, deviation)
