# SPDX-License-Identifier: AGPL-3.0-or-later
"""SERVQUAL: the gap between what users perceive and what they expect (T34)."""

from dataclasses import dataclass
from statistics import mean
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.checks import exact
from paths.toolbox.errors import ToolboxError
from paths.toolbox.factors import check_highest
from paths.toolbox.numbers_it import format_number, format_short
from paths.toolbox.servqual_items import MAX_DIMENSIONS, check_dimensions
from paths.toolbox.wording import FOR_ALL_ONLY_IF_RANDOM, counted

WEIGHT_POINTS = 100


@dataclass(frozen=True)
class DimensionGap:
    """`gap` is the mean of `items`, which are empty when only the mean was given."""

    label: str
    gap: float
    weight: float | None = None
    items: tuple[float, ...] = ()


@dataclass(frozen=True)
class Servqual:
    """`unweighted` is the plain mean of the gaps; `weighted` is None without weights."""

    unweighted: float
    weighted: float | None
    dimensions: tuple[DimensionGap, ...]

    formula: ClassVar[str] = (
        "Scarto = percezione − aspettativa. Scarto della dimensione = media delle sue domande. "
        "Con i pesi: somma di (peso × scarto) / 100."
    )
    limits: ClassVar[str] = FOR_ALL_ONLY_IF_RANDOM

    @property
    def widest(self):
        """The dimension furthest below expectations; the first on a tie."""
        return min(self.dimensions, key=lambda dimension: dimension.gap)

    @property
    def sentence(self):
        if self.unweighted < 0:
            reading = "in media gli utenti ricevono meno di quanto si aspettano"
        elif self.unweighted > 0:
            reading = "in media gli utenti ricevono più di quanto si aspettano"
        else:
            reading = "in media gli utenti ricevono quanto si aspettano"
        return (
            f"Lo scarto medio è {format_number(self.unweighted, 2)}: {reading}. "
            f"La dimensione con lo scarto più basso è «{self.widest.label}» "
            f"({format_number(self.widest.gap, 2)}). {self.limits}"
        )

    @property
    def method_note(self):
        weighted = ""
        if self.weighted is not None:
            weighted = f" Scarto pesato con 100 punti: {format_number(self.weighted, 2)}."
        return (
            f"Metodo SERVQUAL su {counted(len(self.dimensions), 'dimensione', 'dimensioni')}. "
            f"Lo scarto è percezione meno aspettativa. Scarto medio non pesato: "
            f"{format_number(self.unweighted, 2)}.{weighted} {self.limits}"
        )


def servqual(dimensions, highest=7, weights=None):
    """`weights`: 100 points shared among the dimensions, in their order."""
    dimensions = check_dimensions(dimensions, check_highest(highest), with_expectations=True)
    items = [
        [exact(p) - exact(e) for p, e in zip(d.perceptions, d.expectations, strict=True)]
        for d in dimensions
    ]
    return _scored([d.label for d in dimensions], [mean(gaps) for gaps in items], weights, items)


def servqual_from_gaps(labels, gaps, weights=None):
    """For those who have the mean gap of each dimension already."""
    gaps = checks.several("gaps", "Scarti", gaps, 1, MAX_DIMENSIONS)
    gaps = [exact(checks.number("gaps", "Scarto", gap)) for gap in gaps]
    labels = checks.several("labels", "Dimensioni", labels, len(gaps), len(gaps))
    labels = [checks.label("labels", "Dimensione", label) for label in labels]
    return _scored(labels, gaps, weights, [()] * len(gaps))


def _scored(labels, gaps, weights, items):
    weights = _check_weights(weights, len(gaps))
    weighted = None
    if weights:
        products = zip(weights, gaps, strict=True)
        weighted = float(sum(exact(weight) * gap for weight, gap in products) / WEIGHT_POINTS)
    rows = zip(labels, gaps, weights or [None] * len(gaps), items, strict=True)
    dimensions = tuple(
        DimensionGap(label, float(gap), weight, tuple(float(part) for part in parts))
        for label, gap, weight, parts in rows
    )
    return Servqual(float(mean(gaps)), weighted, dimensions)


def _check_weights(weights, count):
    if weights is None:
        return None
    weights = checks.several("weights", "Pesi", weights, count, count)
    weights = [checks.number("weights", "Peso", weight, 0, WEIGHT_POINTS) for weight in weights]
    total = sum(exact(weight) for weight in weights)
    if total != WEIGHT_POINTS:
        shown = format_short(float(total), 6)
        raise ToolboxError("weights", f"I pesi devono fare 100 in tutto: ora fanno {shown}.")
    return weights
