# SPDX-License-Identifier: AGPL-3.0-or-later
"""Net Promoter Score from the question on a 0-10 scale (T36)."""

from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import format_number, format_short_percent
from paths.toolbox.quantiles import normal_quantile
from paths.toolbox.wording import RANDOM_SAMPLE, counted, the_percent

HIGHEST_SCORE = 10


@dataclass(frozen=True)
class Nps:
    """Score, standard error and bounds run from -100 to 100."""

    score: float
    low: float
    high: float
    standard_error: float
    promoters: int
    passives: int
    detractors: int
    confidence: float

    formula: ClassVar[str] = (
        "NPS = 100 × (p − d), con p quota di voti 9 e 10 e d quota di voti da 0 a 6. "
        "Errore standard = 100 × √((p + d − (p − d)²) / n)."
    )
    limits: ClassVar[str] = RANDOM_SAMPLE

    @property
    def n(self):
        return self.promoters + self.passives + self.detractors

    @property
    def sentence(self):
        return (
            f"L'NPS (Net Promoter Score) è {format_number(self.score)}, da −100 a 100. "
            f"Tra tutti gli utenti sta verosimilmente fra {format_number(self.low)} e "
            f"{format_number(self.high)}, con una confidenza pari "
            f"{the_percent(self.confidence, 'a')}. {self.limits}"
        )

    @property
    def method_note(self):
        return (
            f"NPS (Net Promoter Score): {format_number(self.score)} su "
            f"{counted(self.n, 'risposta', 'risposte')}. Promotori: "
            f"{format_number(self.promoters, 0)}; passivi: {format_number(self.passives, 0)}; "
            f"detrattori: {format_number(self.detractors, 0)}. Intervallo di confidenza "
            f"({format_short_percent(self.confidence)}): da {format_number(self.low)} a "
            f"{format_number(self.high)}. {self.limits}"
        )


def category(score):
    """Up to 6 "detractor", 7 and 8 "passive", from 9 "promoter"."""
    score = checks.whole("score", "Voto", score, 0, HIGHEST_SCORE)
    if score >= 9:
        return "promoter"
    return "passive" if score >= 7 else "detractor"


def nps(promoters, passives, detractors, confidence=0.95):
    promoters = checks.whole("promoters", "Promotori", promoters)
    passives = checks.whole("passives", "Passivi", passives)
    detractors = checks.whole("detractors", "Detrattori", detractors)
    confidence = checks.confidence(confidence)
    n = promoters + passives + detractors
    if n == 0:
        raise ToolboxError("promoters", "Serve almeno una risposta: ora sono tutte zero.")
    net = (promoters - detractors) / n
    score = 100 * (promoters - detractors) / n
    error = 100 * sqrt(((promoters + detractors) / n - net**2) / n)
    half = normal_quantile(confidence) * error
    low, high = max(-100.0, score - half), min(100.0, score + half)
    return Nps(score, low, high, error, promoters, passives, detractors, confidence)


def nps_from_counts(counts, confidence=0.95):
    """`counts` of answers for each score from 0 to 10: eleven numbers."""
    counts = checks.several("counts", "Conteggi, uno per voto da 0 a 10", counts, 11, 11)
    groups = {"promoter": 0, "passive": 0, "detractor": 0}
    for score, count in enumerate(counts):
        groups[category(score)] += checks.whole("counts", f"Risposte con voto {score}", count)
    return nps(groups["promoter"], groups["passive"], groups["detractor"], confidence)
