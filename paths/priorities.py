# SPDX-License-Identifier: AGPL-3.0-or-later
"""What to work on first, for apps that measure importance and satisfaction."""

from collections.abc import Iterable

from .toolbox.factors import Factor
from .toolbox.importance_map import CONCENTRATE, EXCESS, KEEP, LOW, importance_map

ORDER = (CONCENTRATE, KEEP, LOW, EXCESS)
LEAST = 2


def in_order(aspects: Iterable[tuple[str, float, float]]) -> list[tuple[str, str]]:
    """Of (name, importance, satisfaction), each name with its quadrant in words, the most urgent
    first; thresholds are the means. Nothing for fewer than two: there is nothing to compare."""
    factors = [Factor(*aspect) for aspect in aspects]
    if len(factors) < LEAST:
        return []
    placed = importance_map(factors).factors
    urgent_first = sorted(
        placed, key=lambda one: (ORDER.index(one.quadrant), one.satisfaction - one.importance)
    )
    return [(one.label, one.quadrant_label) for one in urgent_first]
