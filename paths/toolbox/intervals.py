# SPDX-License-Identifier: AGPL-3.0-or-later
"""Margin of error and confidence intervals (T22)."""

from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.numbers_it import format_number, format_percent, format_short_percent
from paths.toolbox.quantiles import normal_quantile
from paths.toolbox.wording import RANDOM_SAMPLE, counted, points, the_percent

METHODS = {"wilson": "di Wilson", "normal": "normale"}


@dataclass(frozen=True)
class Margin:
    """Half the width of the normal interval, as a share."""

    margin: float
    n: int
    population: int | None
    share: float
    confidence: float

    formula: ClassVar[str] = (
        "e = z × √(p × (1 − p) / n); per una popolazione finita si moltiplica per "
        "√((N − n) / (N − 1))."
    )
    limits: ClassVar[str] = RANDOM_SAMPLE

    @property
    def sentence(self):
        if self.n == self.population:
            return "Avete le risposte di tutti gli utenti: il margine di errore è zero."
        return (
            f"Con {counted(self.n, 'risposta', 'risposte')} il margine di errore è di "
            f"{points(self.margin)}, con una confidenza pari {the_percent(self.confidence, 'a')}. "
            f"{self.limits}"
        )

    @property
    def method_note(self):
        who = ""
        if self.population is not None:
            who = f" su {counted(self.population, 'utente', 'utenti')}"
        return (
            f"Risposte valide: {format_number(self.n, 0)}{who}. "
            f"Livello di confidenza: {format_short_percent(self.confidence)}. "
            f"Margine di errore: {points(self.margin)}, per una proporzione pari "
            f"{the_percent(self.share, 'a')}. {self.limits}"
        )


@dataclass(frozen=True)
class ProportionInterval:
    """Estimate and bounds are shares between 0 and 1."""

    estimate: float
    low: float
    high: float
    n: int
    population: int | None
    confidence: float
    method: str

    formula: ClassVar[str] = (
        "Centro (p + z² / 2n) / (1 + z² / n); semiampiezza z × √(p × (1 − p) / n + z² / 4n²) / "
        "(1 + z² / n). Con il metodo normale: p ± e. Gli estremi restano tra 0 e 100%."
    )
    limits: ClassVar[str] = RANDOM_SAMPLE

    @property
    def sentence(self):
        if self.n == self.population:
            share = format_percent(self.estimate)
            return f"Hanno risposto tutti gli utenti: la percentuale è {share}."
        return (
            f"La percentuale stimata è {format_percent(self.estimate)}. Tra tutti gli utenti sta "
            f"verosimilmente fra {format_percent(self.low)} e {format_percent(self.high)}, "
            f"con una confidenza pari {the_percent(self.confidence, 'a')}. {self.limits}"
        )

    @property
    def method_note(self):
        correction = "" if self.population is None else ", con correzione per popolazione finita"
        return (
            f"Stima: {format_percent(self.estimate)}. Intervallo di confidenza: da "
            f"{format_percent(self.low)} a {format_percent(self.high)}. "
            f"Livello di confidenza: {format_short_percent(self.confidence)}. Metodo: "
            f"{METHODS[self.method]}{correction}. Risposte: {format_number(self.n, 0)}. "
            f"{self.limits}"
        )


def margin_of_error(n, population=None, share=0.5, confidence=0.95):
    n, population = _sizes(n, population)
    share = checks.inner_share("share", "Proporzione", share)
    confidence = checks.confidence(confidence)
    margin = _normal_margin(share, n, population, confidence)
    return Margin(margin, n, population, share, confidence)


def normal_interval(count, n, population=None, confidence=0.95):
    """With no or all answers it has no width: there use `wilson_interval`."""
    count, n, population = _counts(count, n, population)
    confidence = checks.confidence(confidence)
    estimate = count / n
    margin = _normal_margin(estimate, n, population, confidence)
    low, high = max(0.0, estimate - margin), min(1.0, estimate + margin)
    return ProportionInterval(estimate, low, high, n, population, confidence, "normal")


def wilson_interval(count, n, population=None, confidence=0.95):
    """The score interval; a finite population shrinks the variance as in the normal one."""
    count, n, population = _counts(count, n, population)
    confidence = checks.confidence(confidence)
    estimate = count / n
    spread = normal_quantile(confidence) ** 2 * _variance_factor(n, population)
    centre = (estimate + spread / 2) / (1 + spread)
    half = sqrt(spread * estimate * (1 - estimate) + spread**2 / 4) / (1 + spread)
    low, high = max(0.0, min(estimate, centre - half)), min(1.0, max(estimate, centre + half))
    return ProportionInterval(estimate, low, high, n, population, confidence, "wilson")


def _normal_margin(share, n, population, confidence):
    variance = share * (1 - share) * _variance_factor(n, population)
    return normal_quantile(confidence) * sqrt(variance)


def _variance_factor(n, population):
    """1/n, times the correction for a finite population."""
    if population is None:
        return 1 / n
    return (population - n) / (population - 1) / n if population > 1 else 0.0


def _counts(count, n, population):
    n, population = _sizes(n, population)
    return checks.whole("count", "Risposte con la caratteristica", count, 0, n), n, population


def _sizes(n, population):
    if population is not None:
        population = checks.whole("population", "Numero di utenti", population, low=1)
    high = checks.MAX_COUNT if population is None else population
    return checks.whole("n", "Numero di risposte", n, 1, high), population
