# SPDX-License-Identifier: AGPL-3.0-or-later
"""The importance/satisfaction chart as SVG paths and texts, ready for the template.

Numbers are written here because Django would write them in Italian, which SVG does not read.
"""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from paths.toolbox.importance_map import CONCENTRATE
from paths.toolbox.map_chart import Chart

DROP = 4  # from the middle of a tick to the baseline of its text
DIAMOND = "l7 7-7 7-7-7z"  # from its top
CIRCLE = "a5 5 0 1 0 10 0a5 5 0 1 0-10 0z"  # from its left


@dataclass(frozen=True)
class Drawing:
    """`first` is the quadrant to start from; `diamonds` mark its factors, `circles` the others."""

    view_box: str
    first: str
    frame: str
    thresholds: str
    ticks: str
    diamonds: str
    circles: str
    texts: SafeString


def draw(chart: Chart) -> Drawing:
    plot, x, y = chart.plot, chart.threshold_x, chart.threshold_y
    first = [dot for dot in chart.dots if dot.quadrant == CONCENTRATE]
    others = [dot for dot in chart.dots if dot.quadrant != CONCENTRATE]
    across = [f"M{tick.position} {plot.bottom}v5" for tick in chart.x_ticks]
    up = [f"M{plot.left} {tick.position}h-5" for tick in chart.y_ticks]
    return Drawing(
        view_box=f"0 0 {chart.width} {chart.height}",
        first=f"M{plot.left} {plot.top}H{x}V{y}H{plot.left}Z",
        frame=f"M{plot.left} {plot.top}H{plot.right}V{plot.bottom}H{plot.left}Z",
        thresholds=f"M{x} {plot.top}V{plot.bottom}M{plot.left} {y}H{plot.right}",
        ticks="".join(across + up),
        diamonds="".join(f"M{dot.x} {dot.y - 7:.2f}{DIAMOND}" for dot in first),
        circles="".join(f"M{dot.x - 5:.2f} {dot.y}{CIRCLE}" for dot in others),
        texts=mark_safe("".join(_texts(chart))),
    )


def _texts(chart):
    plot = chart.plot
    for tick in chart.x_ticks:
        yield _text(tick.position, plot.bottom + 20, "middle", tick.text)
    for tick in chart.y_ticks:
        yield _text(plot.left - 9, round(tick.position + DROP, 2), "end", tick.text)
    yield _text(plot.right, plot.bottom + 44, "end", f"{chart.x_title} →", "map-axis")
    yield _text(plot.left, plot.top - 9, "start", f"↑ {chart.y_title}", "map-axis")
    for title in chart.titles:
        yield _text(title.x, title.y, title.anchor, title.text, "map-quadrant")
    for dot in chart.dots:
        yield _text(dot.text_x, dot.text_y, dot.anchor, dot.text, "map-name")


def _text(x, y, anchor, text, style="map-number"):
    attributes = f'x="{x}" y="{y}" text-anchor="{anchor}" class="{style}"'
    return f"<text {attributes}>{escape(text)}</text>"
