# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many valid answers a survey needs (T20)."""

from dataclasses import dataclass
from math import ceil, floor
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.numbers_it import format_number, format_short_percent
from paths.toolbox.quantiles import normal_quantile
from paths.toolbox.wording import RANDOM_SAMPLE, counted, points, the_percent

_CHI_SQUARE = 3.841
_TABLE_MARGIN = 0.05


@dataclass(frozen=True)
class SampleSize:
    """`infinite` is n0, before the correction for a finite population; `exact` is after it."""

    n: int
    exact: float
    infinite: float
    population: int | None
    margin: float
    confidence: float
    share: float

    formula: ClassVar[str] = (
        "n0 = z² × p × (1 − p) / e²; per una popolazione finita n = n0 / (1 + (n0 − 1) / N). "
        "Il risultato si arrotonda per eccesso e non supera N."
    )
    limits: ClassVar[str] = RANDOM_SAMPLE

    @property
    def is_census(self):
        return self.n == self.population

    @property
    def sentence(self):
        if self.is_census:
            users = format_number(self.n, 0)
            return f"Ascoltate tutti gli utenti ({users}): un campione non vi farebbe risparmiare."
        answers = counted(self.n, "risposta valida", "risposte valide")
        who = ""
        if self.population is not None:
            who = f" su {counted(self.population, 'utente', 'utenti')}"
        return (
            f"Vi servono almeno {answers}{who}. Il margine di errore sarà di "
            f"{points(self.margin)}, con una confidenza pari {the_percent(self.confidence, 'a')}. "
            f"{self.limits}"
        )

    @property
    def method_note(self):
        if self.is_census:
            users = format_number(self.n, 0)
            return f"La rilevazione è stata estesa a tutti gli utenti ({users})."
        who = "per una popolazione di numero non noto"
        if self.population is not None:
            who = f"per una popolazione di {counted(self.population, 'utente', 'utenti')}"
        return (
            f"La numerosità del campione è stata calcolata con le formule di Cochran, {who}. "
            f"Livello di confidenza: {format_short_percent(self.confidence)}. "
            f"Margine di errore: {points(self.margin)}. "
            f"Proporzione attesa: {format_short_percent(self.share)}. "
            f"Risposte valide necessarie: {format_number(self.n, 0)}. {self.limits}"
        )


def sample_size(population=None, margin=0.05, confidence=0.95, share=0.5):
    """`population` None means unknown or very large."""
    if population is not None:
        population = checks.whole("population", "Numero di utenti", population, low=1)
    margin = checks.inner_share("margin", "Margine di errore", margin)
    confidence = checks.confidence(confidence)
    share = checks.inner_share("share", "Proporzione attesa", share)
    infinite = normal_quantile(confidence) ** 2 * share * (1 - share) / margin**2
    if population is None:
        return SampleSize(ceil(infinite), infinite, infinite, None, margin, confidence, share)
    exact = infinite / (1 + (infinite - 1) / population)
    n = min(ceil(exact), population)
    return SampleSize(n, exact, infinite, population, margin, confidence, share)


def krejcie_morgan(population):
    """The published table of 1970: 95%, margin 5%, rounded to the nearest whole.

    It can be one less than `sample_size`, which always rounds up: 217 against 218 for 500.
    """
    population = checks.whole("population", "Numero di utenti", population, low=1)
    spread = _CHI_SQUARE * 0.25
    return floor(spread * population / (_TABLE_MARGIN**2 * (population - 1) + spread) + 0.5)
