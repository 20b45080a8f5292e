# SPDX-License-Identifier: AGPL-3.0-or-later
"""Labels beside dots, moved where they cover as little as possible."""

from dataclasses import dataclass
from math import inf

_CHARACTER_WIDTH = 6.6
_TEXT_HEIGHT = 14
# From the middle of a line of text down to its baseline.
BASELINE = 4
# Offsets from the dot to the anchor of the text, the preferred first.
_CANDIDATES = (
    ("start", 9, 0),
    ("end", -9, 0),
    ("middle", 0, -15),
    ("middle", 0, 15),
    ("start", 8, -15),
    ("start", 8, 15),
    ("end", -8, -15),
    ("end", -8, 15),
    ("middle", 0, -30),
    ("middle", 0, 30),
    ("start", 14, -30),
    ("start", 14, 30),
    ("end", -14, -30),
    ("end", -14, 30),
)


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self):
        return (self.right - self.left) * (self.bottom - self.top)

    def overlap(self, other):
        """Area in common."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0


@dataclass(frozen=True)
class PlacedLabel:
    """`x`, `y` are where an SVG text begins, ends or is centred, as `anchor` says."""

    x: float
    y: float
    anchor: str
    box: Box


def place_label(text, x, y, frame, obstacles):
    """The first candidate that is free and inside the frame, or else the one that covers least."""
    best, least = None, inf
    for label in _candidates(text, x, y):
        cost = _cost(label.box, frame, obstacles)
        if cost < least:
            best, least = label, cost
        if cost == 0:
            break
    return best


def text_box(text, x, y, anchor):
    """Estimated from the number of characters; y is the middle of the text."""
    width = len(text) * _CHARACTER_WIDTH
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    return Box(left, y - _TEXT_HEIGHT / 2, left + width, y + _TEXT_HEIGHT / 2)


def _candidates(text, x, y):
    for anchor, right, down in _CANDIDATES:
        box = text_box(text, x + right, y + down, anchor)
        yield PlacedLabel(round(x + right, 2), round(y + down + BASELINE, 2), anchor, box)


def _cost(box, frame, obstacles):
    outside = box.area - box.overlap(frame)
    return round(outside * 2 + sum(box.overlap(obstacle) for obstacle in obstacles), 6)
