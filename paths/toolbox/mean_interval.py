# SPDX-License-Identifier: AGPL-3.0-or-later
"""Confidence interval of a mean, with Student's t (T22)."""

from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.descriptive import mean, variance
from paths.toolbox.numbers_it import format_number, format_short_percent
from paths.toolbox.quantiles import student_quantile
from paths.toolbox.wording import RANDOM_SAMPLE, counted, the_percent

MAX_VALUES = 100_000


@dataclass(frozen=True)
class MeanInterval:
    """`deviation` is the standard deviation with n - 1; `t` the quantile with n - 1 degrees."""

    estimate: float
    low: float
    high: float
    deviation: float
    t: float
    n: int
    confidence: float

    formula: ClassVar[str] = (
        "x̄ ± t × s / √n, con s calcolata su n − 1 e t con n − 1 gradi di libertà."
    )
    limits: ClassVar[str] = RANDOM_SAMPLE

    @property
    def sentence(self):
        return (
            f"La media è {format_number(self.estimate, 2)}. Tra tutti gli utenti sta "
            f"verosimilmente fra {format_number(self.low, 2)} e {format_number(self.high, 2)}, "
            f"con una confidenza pari {the_percent(self.confidence, 'a')}. {self.limits}"
        )

    @property
    def method_note(self):
        return (
            f"Media su {counted(self.n, 'risposta', 'risposte')}: "
            f"{format_number(self.estimate, 2)}. "
            f"Deviazione standard: {format_number(self.deviation, 2)}. "
            f"Intervallo di confidenza: da {format_number(self.low, 2)} a "
            f"{format_number(self.high, 2)}. "
            f"Livello di confidenza: {format_short_percent(self.confidence)}. "
            f"Metodo: t di Student. {self.limits}"
        )


def mean_interval(values, confidence=0.95):
    values = checks.several("values", "Valori", values, 2, MAX_VALUES)
    values = [checks.number("values", "Valore", value) for value in values]
    return mean_interval_from_summary(mean(values), sqrt(variance(values)), len(values), confidence)


def mean_interval_from_summary(average, deviation, n, confidence=0.95):
    average = checks.number("average", "Media", average)
    deviation = checks.number("deviation", "Deviazione standard", deviation, low=0)
    n = checks.whole("n", "Numero di risposte", n, low=2)
    confidence = checks.confidence(confidence)
    t = student_quantile(confidence, n - 1)
    half = t * deviation / sqrt(n)
    return MeanInterval(average, average - half, average + half, deviation, t, n, confidence)
