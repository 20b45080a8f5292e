# SPDX-License-Identifier: AGPL-3.0-or-later
"""Satisfaction index weighted by importance (T33)."""

from dataclasses import dataclass
from typing import ClassVar

from paths.toolbox.checks import exact
from paths.toolbox.errors import ToolboxError
from paths.toolbox.factors import check_factors, check_highest
from paths.toolbox.numbers_it import format_number
from paths.toolbox.wording import FOR_ALL_ONLY_IF_RANDOM, counted


@dataclass(frozen=True)
class Contribution:
    """`weight` is a share of the importances. `points` add up to the index, `missing` to what
    separates it from the highest mark."""

    label: str
    weight: float
    points: float
    missing: float


@dataclass(frozen=True)
class SatisfactionIndex:
    """`index` on the scale 1..highest, `percent` from 0 (all 1) to 100 (all highest)."""

    index: float
    percent: float
    highest: int
    contributions: tuple[Contribution, ...]

    formula: ClassVar[str] = (
        "Indice = somma di (importanza × soddisfazione) / somma delle importanze. "
        "In percentuale: 100 × (indice − 1) / (voto più alto − 1)."
    )
    limits: ClassVar[str] = (
        "Un indice solo nasconde differenze tra aspetti: leggetelo con la tabella. "
        + FOR_ALL_ONLY_IF_RANDOM
    )

    @property
    def weakest(self):
        """The factor where a perfect mark would raise the index most; the first on a tie."""
        return max(self.contributions, key=lambda contribution: contribution.missing)

    @property
    def sentence(self):
        text = (
            f"L'indice di soddisfazione è {format_number(self.index, 2)} su una scala da 1 a "
            f"{self.highest}, cioè {format_number(self.percent)} su 100."
        )
        if self.weakest.missing > 0:
            text += f" L'aspetto che lo abbassa di più è «{self.weakest.label}»."
        return f"{text} {self.limits}"

    @property
    def method_note(self):
        return (
            f"Indice di soddisfazione: {format_number(self.index, 2)} su una scala da 1 a "
            f"{self.highest}, pari a {format_number(self.percent)} su 100. È la media di "
            f"{counted(len(self.contributions), 'aspetto', 'aspetti')}, pesata con l'importanza. "
            "Il valore su 100 è zero quando tutti danno il voto più basso."
        )


def satisfaction_index(factors, highest):
    """Computed in fractions of the decimal numbers given, so 181/30 is 181/30."""
    highest = check_highest(highest)
    factors = check_factors(factors, highest)
    importances = [exact(factor.importance) for factor in factors]
    total = sum(importances)
    if total == 0:
        raise ToolboxError("factors", "Almeno un'importanza deve essere maggiore di zero.")
    weights = [importance / total for importance in importances]
    marks = [exact(factor.satisfaction) for factor in factors]
    index = sum(weight * mark for weight, mark in zip(weights, marks, strict=True))
    contributions = tuple(
        Contribution(f.label, float(w), float(w * mark), float(w * (highest - mark)))
        for f, w, mark in zip(factors, weights, marks, strict=True)
    )
    percent = float(100 * (index - 1) / (highest - 1))
    return SatisfactionIndex(float(index), percent, highest, contributions)
