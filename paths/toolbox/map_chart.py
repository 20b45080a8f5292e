# SPDX-License-Identifier: AGPL-3.0-or-later
"""Geometry of the importance/satisfaction chart, in the units of an SVG viewBox.

Satisfaction grows to the right, importance upwards. Nothing here draws: a template does.
"""

from dataclasses import dataclass
from math import inf

from paths.toolbox.axis import Tick, axis_for
from paths.toolbox.importance_map import CONCENTRATE, EXCESS, KEEP, LOW, QUADRANTS
from paths.toolbox.label_placement import BASELINE, Box, place_label, text_box

DOT_RADIUS = 5
TITLE_INSET = 8
TITLE_HEIGHT = 16
LONGEST_LABEL = 28


@dataclass(frozen=True)
class Dot:
    """`text` is the label, shortened; `anchor` is the SVG text-anchor at (text_x, text_y)."""

    number: int
    label: str
    quadrant: str
    x: float
    y: float
    text: str
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True)
class QuadrantTitle:
    quadrant: str
    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Chart:
    """`plot` is the inner rectangle; thresholds and ticks are positions along its sides."""

    width: int
    height: int
    plot: Box
    x_title: str
    y_title: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    threshold_x: float
    threshold_y: float
    titles: tuple[QuadrantTitle, ...]
    dots: tuple[Dot, ...]


def map_chart(importance_map, width=640, height=480):
    plot = Box(64, 24, width - 16, height - 56)
    factors = importance_map.factors
    marks = [importance_map.satisfaction_threshold] + [f.satisfaction for f in factors]
    weights = [importance_map.importance_threshold] + [f.importance for f in factors]
    scale = (1, importance_map.highest or inf)
    weight_scale = (-1, 1) if importance_map.importance_kind == "derived" else scale
    across = axis_for(marks, plot.left, plot.right, _bounds(marks, scale))
    up = axis_for(weights, plot.bottom, plot.top, _bounds(weights, weight_scale))
    titles = _titles(plot)
    return Chart(
        width=width,
        height=height,
        plot=plot,
        x_title="Soddisfazione",
        y_title="Importanza",
        x_ticks=across.ticks,
        y_ticks=up.ticks,
        threshold_x=across.position(importance_map.satisfaction_threshold),
        threshold_y=up.position(importance_map.importance_threshold),
        titles=titles,
        dots=_dots(factors, across, up, plot, titles),
    )


def _bounds(values, scale):
    """The scale, unless a value shows that it is another."""
    fits = scale[0] <= min(values) and max(values) <= scale[1]
    return scale if fits else (-inf, inf)


def _titles(plot):
    left, right = plot.left + TITLE_INSET, plot.right - TITLE_INSET
    top, bottom = plot.top + TITLE_HEIGHT, plot.bottom - TITLE_INSET
    corners = (
        (CONCENTRATE, left, top, "start"),
        (KEEP, right, top, "end"),
        (LOW, left, bottom, "start"),
        (EXCESS, right, bottom, "end"),
    )
    return tuple(QuadrantTitle(q, QUADRANTS[q], x, y, anchor) for q, x, y, anchor in corners)


def _dots(factors, across, up, plot, titles):
    places = [(across.position(f.satisfaction), up.position(f.importance)) for f in factors]
    obstacles = [_dot_box(x, y) for x, y in places]
    obstacles += [text_box(t.text, t.x, t.y - BASELINE, t.anchor) for t in titles]
    dots = []
    for number, (factor, (x, y)) in enumerate(zip(factors, places, strict=True), start=1):
        text = _shortened(factor.label)
        label = place_label(text, x, y, plot, obstacles)
        obstacles.append(label.box)
        dots.append(
            Dot(number, factor.label, factor.quadrant, x, y, text, label.x, label.y, label.anchor)
        )
    return tuple(dots)


def _dot_box(x, y):
    return Box(x - DOT_RADIUS, y - DOT_RADIUS, x + DOT_RADIUS, y + DOT_RADIUS)


def _shortened(label):
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
