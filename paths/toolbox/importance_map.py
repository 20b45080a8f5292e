# SPDX-License-Identifier: AGPL-3.0-or-later
"""Importance/satisfaction map: which factors to work on first (T35)."""

from dataclasses import dataclass
from statistics import median
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.checks import exact
from paths.toolbox.errors import ToolboxError
from paths.toolbox.factors import NOT_NEGATIVE, check_factors, check_highest
from paths.toolbox.numbers_it import format_number
from paths.toolbox.wording import FOR_ALL_ONLY_IF_RANDOM

RULES = {"mean": "media", "midpoint": "punto medio della scala", "median": "mediana"}
IMPORTANCES = {"stated": "dichiarata dagli utenti", "derived": "ricavata dalle correlazioni"}
CONCENTRATE, KEEP, LOW, EXCESS = "concentrate", "keep", "low", "excess"
QUADRANTS = {
    CONCENTRATE: "Concentrarsi qui",
    KEEP: "Mantenere",
    LOW: "Bassa priorità",
    EXCESS: "Possibile eccesso",
}
_QUADRANT_OF = {
    (True, False): CONCENTRATE,
    (True, True): KEEP,
    (False, False): LOW,
    (False, True): EXCESS,
}


@dataclass(frozen=True)
class PlacedFactor:
    label: str
    importance: float
    satisfaction: float
    quadrant: str

    @property
    def quadrant_label(self):
        return QUADRANTS[self.quadrant]


@dataclass(frozen=True)
class ImportanceMap:
    """A factor on a threshold counts as high. `highest` is None when the scale was not given."""

    factors: tuple[PlacedFactor, ...]
    importance_threshold: float
    satisfaction_threshold: float
    rule: str
    importance_kind: str
    highest: int | None

    formula: ClassVar[str] = (
        "Ogni aspetto è alto o basso rispetto alla soglia: media, mediana o punto medio "
        "della scala. Chi sta esattamente sulla soglia conta come alto."
    )
    limits: ClassVar[str] = (
        "La mappa confronta gli aspetti tra loro: vicino alle soglie decidete con prudenza. "
        + FOR_ALL_ONLY_IF_RANDOM
    )

    def in_quadrant(self, quadrant):
        return tuple(factor for factor in self.factors if factor.quadrant == quadrant)

    @property
    def sentence(self):
        first = self.in_quadrant(CONCENTRATE)
        if not first:
            return f"Nessun aspetto importante è sotto la soglia di soddisfazione. {self.limits}"
        worst = max(first, key=lambda factor: factor.importance)
        return (
            f"Aspetti importanti e poco soddisfacenti: {len(first)}. Cominciate da "
            f"«{worst.label}», il più importante fra questi. {self.limits}"
        )

    @property
    def method_note(self):
        return (
            f"Mappa importanza/soddisfazione di {len(self.factors)} aspetti. Importanza "
            f"{IMPORTANCES[self.importance_kind]}. Soglie: {RULES[self.rule]}; importanza "
            f"{format_number(self.importance_threshold, 2)}, soddisfazione "
            f"{format_number(self.satisfaction_threshold, 2)}. "
            f"Un valore uguale alla soglia conta come alto. {self.limits}"
        )


def importance_map(factors, rule="mean", highest=None, importance_kind="stated"):
    """Thresholds are exact fractions, so that a tie is a tie. "midpoint" needs `highest`."""
    checks.one_of("rule", "Soglia", rule, RULES)
    checks.one_of("importance_kind", "Importanza", importance_kind, IMPORTANCES)
    highest = None if highest is None else check_highest(highest)
    _refuse_midpoint_without_scale(rule, highest, importance_kind)
    admitted = _admitted_importance(rule, highest, importance_kind)
    factors = check_factors(factors, highest, admitted, least=2)
    importances = [exact(factor.importance) for factor in factors]
    satisfactions = [exact(factor.satisfaction) for factor in factors]
    cut_y, cut_x = (_threshold(s, rule, highest) for s in (importances, satisfactions))
    placed = tuple(
        PlacedFactor(f.label, f.importance, f.satisfaction, _QUADRANT_OF[y >= cut_y, x >= cut_x])
        for f, y, x in zip(factors, importances, satisfactions, strict=True)
    )
    return ImportanceMap(placed, float(cut_y), float(cut_x), rule, importance_kind, highest)


def _admitted_importance(rule, highest, importance_kind):
    if importance_kind == "derived":
        return -1, 1
    return (1, highest) if rule == "midpoint" else NOT_NEGATIVE


def _refuse_midpoint_without_scale(rule, highest, importance_kind):
    if rule == "midpoint" and importance_kind == "derived":
        sentence = "Con l'importanza ricavata usate la media o la mediana: non c'è un punto medio."
        raise ToolboxError("rule", sentence)
    if rule == "midpoint" and highest is None:
        raise ToolboxError("highest", "Per il punto medio indicate il voto più alto della scala.")


def _threshold(values, rule, highest):
    if rule == "midpoint":
        return exact(highest + 1) / 2
    return sum(values) / len(values) if rule == "mean" else median(values)
