# SPDX-License-Identifier: AGPL-3.0-or-later
"""Importance derived from the answers: correlation of each factor with overall satisfaction."""

from dataclasses import dataclass
from typing import ClassVar

from paths.toolbox.descriptive import correlation, mean
from paths.toolbox.errors import ToolboxError
from paths.toolbox.factors import MAX_FACTORS, Factor
from paths.toolbox.numbers_it import format_number
from paths.toolbox.wording import FOR_ALL_ONLY_IF_RANDOM, counted

LEAST_PAIRS = 3


@dataclass(frozen=True)
class FactorCorrelation:
    """`pairs` counts the respondents who gave both marks; `satisfaction` is their mean."""

    label: str
    correlation: float
    satisfaction: float
    pairs: int


@dataclass(frozen=True)
class DerivedImportance:
    overall: str
    correlations: tuple[FactorCorrelation, ...]

    formula: ClassVar[str] = (
        "Importanza = correlazione di Pearson tra il voto all'aspetto e il voto complessivo."
    )
    limits: ClassVar[str] = (
        "La correlazione non prova che un aspetto causi la soddisfazione. " + FOR_ALL_ONLY_IF_RANDOM
    )

    @property
    def factors(self):
        return tuple(Factor(c.label, c.correlation, c.satisfaction) for c in self.correlations)

    @property
    def sentence(self):
        top = max(self.correlations, key=lambda row: row.correlation)
        return (
            f"L'aspetto più legato al giudizio complessivo è «{top.label}» "
            f"(correlazione {format_number(top.correlation, 2)}). {self.limits}"
        )

    @property
    def method_note(self):
        return (
            f"Importanza di {counted(len(self.correlations), 'aspetto', 'aspetti')} ricavata dalle "
            f"correlazioni di Pearson con «{self.overall}». "
            f"Per ogni aspetto si usano le coppie di risposte complete. {self.limits}"
        )


def derived_importance(table):
    """`table` as read by `parse_table`; the last column is the overall satisfaction."""
    if not 3 <= len(table.columns) <= MAX_FACTORS + 1:
        sentence = (
            f"Servono da 2 a {MAX_FACTORS} aspetti e, in ultima colonna, il voto complessivo."
        )
        raise ToolboxError("table", sentence)
    overall = table.column(len(table.columns) - 1)
    rows = tuple(
        _correlated(label, table.column(at), overall) for at, label in enumerate(table.columns[:-1])
    )
    return DerivedImportance(table.columns[-1], rows)


def _correlated(label, marks, overall):
    pairs = [pair for pair in zip(marks, overall, strict=True) if None not in pair]
    if len(pairs) < LEAST_PAIRS:
        sentence = f"«{label}»: servono almeno {LEAST_PAIRS} risposte col voto complessivo."
        raise ToolboxError("table", sentence)
    xs, ys = zip(*pairs, strict=True)
    r = correlation(xs, ys)
    if r is None:
        sentence = f"«{label}»: la correlazione non è calcolabile, perché i voti sono tutti uguali."
        raise ToolboxError("table", sentence)
    return FactorCorrelation(label, r, mean(xs), len(pairs))
