# SPDX-License-Identifier: AGPL-3.0-or-later
"""A chart axis with round ticks."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from math import ceil, floor, inf, log10

from paths.toolbox.checks import exact
from paths.toolbox.numbers_it import format_number

_PADDING = Fraction(1, 10)
_NEGLIGIBLE = Fraction(1, 10**6)
_MOST_STEPS = 8


@dataclass(frozen=True)
class Tick:
    value: float
    position: float
    text: str


@dataclass(frozen=True)
class Axis:
    """Values from `low` to `high` laid on positions from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[Tick, ...]

    def position(self, value):
        part = (value - self.low) / (self.high - self.low)
        return round(self.start + part * (self.end - self.start), 2)


def axis_for(values, start, end, bounds=(-inf, inf)):
    """Covers the values with some room around, up to a round tick or to the bound of the scale."""
    low, high = exact(min(values)), exact(max(values))
    room = (high - low) * _PADDING
    if room < _NEGLIGIBLE:
        room = max(abs(high) * _PADDING, Fraction(1, 2))
    step, decimals = _round_step(high - low + 2 * room)
    first, last = floor((low - room) / step), ceil((high + room) / step)
    bottom, top = max(float(first * step), bounds[0]), min(float(last * step), bounds[1])
    bare = Axis(bottom, top, start, end, ())
    marks = (float(count * step) for count in range(first, last + 1))
    ticks = tuple(
        Tick(mark, bare.position(mark), format_number(mark, decimals))
        for mark in marks
        if bottom <= mark <= top
    )
    return replace(bare, ticks=ticks)


def _round_step(span):
    """The smallest of 1, 2, 5 × 10^k that cuts the span in few steps, and its decimals."""
    power = floor(log10(span)) - 1
    for step, decimals in _steps(power):
        if span / step <= _MOST_STEPS:
            return step, decimals
    return Fraction(10) ** (power + 2), max(0, -power - 2)


@cache
def _steps(power):
    return tuple(
        (digit * Fraction(10) ** exponent, max(0, -exponent))
        for exponent in (power, power + 1)
        for digit in (1, 2, 5)
    )
