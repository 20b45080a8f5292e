# SPDX-License-Identifier: AGPL-3.0-or-later
"""Post-stratification weights, weighted mean and effective sample size (T31, T33)."""

from dataclasses import dataclass
from math import fsum
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import format_number
from paths.toolbox.strata import MAX_STRATA
from paths.toolbox.table_it import parse_table, require_complete

MAX_VALUES = 100_000


@dataclass(frozen=True)
class Coverage:
    """Users and answers of a stratum."""

    label: str
    population: int
    answers: int


@dataclass(frozen=True)
class StratumWeight:
    label: str
    population: int
    answers: int
    weight: float


@dataclass(frozen=True)
class Weighting:
    """`effective` is Kish's effective sample size: the answers the weights leave."""

    strata: tuple[StratumWeight, ...]
    n: int
    population: int
    effective: float

    formula: ClassVar[str] = (
        "Peso dello strato = (utenti dello strato / utenti) / (risposte dello strato / risposte). "
        "Numerosità effettiva = (somma dei pesi)² / somma dei pesi al quadrato."
    )
    limits: ClassVar[str] = (
        "I pesi correggono la composizione per strati. Non correggono le differenze tra chi "
        "risponde e chi non risponde dentro lo stesso strato."
    )

    @property
    def sentence(self):
        return (
            f"Risposte raccolte: {format_number(self.n, 0)}. Con questi pesi valgono come "
            f"{format_number(self.effective, 0)} di un campione semplice. {self.limits}"
        )

    @property
    def method_note(self):
        parts = "; ".join(f"{s.label} {format_number(s.weight, 3)}" for s in self.strata)
        return (
            f"Le risposte sono state pesate per strato. Pesi: {parts}. Risposte: "
            f"{format_number(self.n, 0)}. Numerosità effettiva: {format_number(self.effective)}."
        )


def parse_coverage(text):
    """A pasted table of three columns: stratum, users, answers."""
    table = parse_table(text, field="strata", labels=True, max_rows=MAX_STRATA)
    if len(table.columns) != 2:
        raise ToolboxError("strata", "Servono tre colonne: strato, utenti, risposte.")
    require_complete(table, "strata")
    return tuple(Coverage(label, *row) for label, row in zip(table.labels, table.rows, strict=True))


def post_stratification(strata):
    strata = checks.several("strata", "Strati", strata, 1, MAX_STRATA)
    strata = [_check(stratum) for stratum in strata]
    population = sum(stratum.population for stratum in strata)
    n = sum(stratum.answers for stratum in strata)
    rows = tuple(
        StratumWeight(s.label, s.population, s.answers, s.population * n / (population * s.answers))
        for s in strata
    )
    squares = fsum(row.answers * row.weight**2 for row in rows)
    total = fsum(row.answers * row.weight for row in rows)
    return Weighting(rows, n, population, total**2 / squares)


def effective_size(weights):
    """Kish: (sum of weights)² / sum of squared weights."""
    weights = _check_weights(weights)
    return fsum(weights) ** 2 / fsum(weight**2 for weight in weights)


def weighted_mean(values, weights):
    values = checks.several("values", "Valori", values, 1, MAX_VALUES)
    values = [checks.number("values", "Valore", value) for value in values]
    weights = _check_weights(weights)
    if len(values) != len(weights):
        raise ToolboxError("weights", "Servono tanti pesi quanti valori.")
    products = fsum(value * weight for value, weight in zip(values, weights, strict=True))
    return min(max(products / fsum(weights), min(values)), max(values))


def _check(stratum):
    label = checks.label("strata", "Strato", stratum.label)
    population = checks.whole("strata", f"Utenti dello strato «{label}»", stratum.population, low=1)
    name = f"Risposte dello strato «{label}»"
    answers = checks.whole("strata", name, stratum.answers, 0, population)
    if answers == 0:
        sentence = f"Lo strato «{label}» non ha risposte: unitelo a uno strato simile."
        raise ToolboxError("strata", sentence)
    return Coverage(label, population, answers)


def _check_weights(weights):
    """Scaled to a largest of 1, so that very small ones do not vanish when squared."""
    weights = checks.several("weights", "Pesi", weights, 1, MAX_VALUES)
    weights = [checks.number("weights", "Peso", weight, low=0) for weight in weights]
    if not any(weights):
        raise ToolboxError("weights", "Almeno un peso deve essere maggiore di zero.")
    largest = max(weights)
    return [weight / largest for weight in weights]
