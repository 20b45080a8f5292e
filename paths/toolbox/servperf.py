# SPDX-License-Identifier: AGPL-3.0-or-later
"""SERVPERF: perceptions only, without expectations (T34)."""

from dataclasses import dataclass
from statistics import mean
from typing import ClassVar

from paths.toolbox.checks import exact
from paths.toolbox.factors import check_highest
from paths.toolbox.numbers_it import format_number
from paths.toolbox.servqual_items import check_dimensions
from paths.toolbox.wording import FOR_ALL_ONLY_IF_RANDOM, counted


@dataclass(frozen=True)
class Servperf:
    """`scores` are (dimension, mean perception); `score` their plain mean."""

    score: float
    scores: tuple[tuple[str, float], ...]
    highest: int

    formula: ClassVar[str] = "Punteggio = media delle percezioni, dimensione per dimensione."
    limits: ClassVar[str] = FOR_ALL_ONLY_IF_RANDOM

    @property
    def sentence(self):
        label, score = min(self.scores, key=lambda pair: pair[1])
        return (
            f"La percezione media è {format_number(self.score, 2)} su {self.highest}. "
            f"La dimensione più bassa è «{label}» ({format_number(score, 2)}). {self.limits}"
        )

    @property
    def method_note(self):
        return (
            f"Metodo SERVPERF, con le sole percezioni, su una scala da 1 a {self.highest}. "
            f"Punteggio medio di {counted(len(self.scores), 'dimensione', 'dimensioni')}: "
            f"{format_number(self.score, 2)}. {self.limits}"
        )


def servperf(dimensions, highest=7):
    highest = check_highest(highest)
    dimensions = check_dimensions(dimensions, highest, with_expectations=False)
    means = [mean([exact(mark) for mark in d.perceptions]) for d in dimensions]
    scores = tuple((d.label, float(m)) for d, m in zip(dimensions, means, strict=True))
    return Servperf(float(mean(means)), scores, highest)
