# SPDX-License-Identifier: AGPL-3.0-or-later
"""Internal consistency of a scale: Cronbach's alpha and what each item does to it (T32)."""

from dataclasses import dataclass
from itertools import pairwise
from math import fsum
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.cronbach import cronbach_alpha, feldt_interval, total_varies
from paths.toolbox.descriptive import correlation, mean, variance
from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import format_number, format_short_percent
from paths.toolbox.wording import counted

ADVISED_ALPHA = 0.7
_LOOKS_LIKE_AN_ID = 12


@dataclass(frozen=True)
class ItemReliability:
    """`rest_correlation` is with the sum of the other items. None means not computable."""

    label: str
    mean: float
    variance: float
    rest_correlation: float | None
    alpha_without: float | None


@dataclass(frozen=True)
class Reliability:
    """`respondents` are those with all answers; `excluded` the others (listwise deletion)."""

    alpha: float
    low: float
    high: float
    confidence: float
    respondents: int
    excluded: int
    total_variance: float
    items: tuple[ItemReliability, ...]
    warnings: tuple[str, ...]

    formula: ClassVar[str] = (
        "α = k / (k − 1) × (1 − somma delle varianze delle domande / varianza del totale), "
        "con varianze su n − 1."
    )
    limits: ClassVar[str] = (
        "L'alfa dice se le domande vanno nella stessa direzione, non se misurano la cosa giusta. "
        "L'intervallo vale per un campione casuale."
    )

    @property
    def sentence(self):
        return (
            f"L'alfa di Cronbach è {format_number(self.alpha, 2)}, su "
            f"{counted(self.respondents, 'questionario completo', 'questionari completi')} e "
            f"{counted(len(self.items), 'domanda', 'domande')}. {self._advice} {self.limits}"
        )

    @property
    def method_note(self):
        return (
            f"Affidabilità della scala: alfa di Cronbach {format_number(self.alpha, 2)} "
            f"(intervallo di Feldt da {format_number(self.low, 2)} a "
            f"{format_number(self.high, 2)}, confidenza {format_short_percent(self.confidence)}). "
            f"Domande: {len(self.items)}. "
            f"Questionari completi: {format_number(self.respondents, 0)}. "
            f"Questionari esclusi per risposte mancanti: {format_number(self.excluded, 0)}."
        )

    @property
    def _advice(self):
        if self.alpha < 0:
            return "Il valore è negativo: controllate se alcune domande hanno la scala rovesciata."
        if round(self.alpha, 2) < ADVISED_ALPHA:
            return "Vi consigliamo di arrivare almeno a 0,70: rivedete le domande più deboli."
        return "Raggiunge la soglia di 0,70 che vi consigliamo: potete sommare le risposte."


def reliability(table, confidence=0.95):
    """`table` as read by `parse_table`: a row for each respondent, a column for each question."""
    confidence = checks.confidence(confidence)
    complete = [row for row in table.rows if None not in row]
    _refuse_too_few(table.columns, complete)
    columns = list(zip(*complete, strict=True))
    totals = [fsum(row) for row in complete]
    variances = [variance(column) for column in columns]
    total_variance = variance(totals)
    alpha = cronbach_alpha(variances, total_variance)
    if alpha is None:
        sentence = "L'alfa non è calcolabile: la somma delle risposte è uguale per tutti."
        raise ToolboxError("table", sentence)
    low, high = feldt_interval(alpha, len(complete), len(columns), confidence)
    return Reliability(
        alpha=alpha,
        low=low,
        high=high,
        confidence=confidence,
        respondents=len(complete),
        excluded=len(table.rows) - len(complete),
        total_variance=total_variance,
        items=tuple(_items(table.columns, columns, variances, totals)),
        warnings=tuple(_warnings(table.columns, columns)),
    )


def _refuse_too_few(labels, complete):
    if len(labels) < 2:
        raise ToolboxError("table", "Servono almeno due domande, una per colonna.")
    if len(complete) < 2:
        raise ToolboxError("table", "Servono almeno due questionari con tutte le risposte.")


def _items(labels, columns, variances, totals):
    for at, (label, column) in enumerate(zip(labels, columns, strict=True)):
        rest = [total - value for total, value in zip(totals, column, strict=True)]
        others, rest_variance = variances[:at] + variances[at + 1 :], variance(rest)
        rest_varies = total_varies(others, rest_variance)
        yield ItemReliability(
            label=label,
            mean=mean(column),
            variance=variances[at],
            rest_correlation=correlation(column, rest) if rest_varies else None,
            alpha_without=cronbach_alpha(others, rest_variance),
        )


def _warnings(labels, columns):
    for label, column in zip(labels, columns, strict=True):
        if min(column) == max(column):
            yield f"Alla domanda «{label}» tutti hanno risposto allo stesso modo."
    first = columns[0]
    if len(first) >= _LOOKS_LIKE_AN_ID and all(a < b for a, b in pairwise(first)):
        yield f"La colonna «{labels[0]}» sembra un numero progressivo: in questo caso toglietela."
