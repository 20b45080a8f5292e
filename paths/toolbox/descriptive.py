# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mean, variance and correlation of plain sequences of floats."""

from math import fsum, sqrt


def mean(values):
    return fsum(values) / len(values)


def variance(values):
    """With n - 1; exactly zero when all values are equal."""
    if min(values) == max(values):
        return 0.0
    centre = mean(values)
    return fsum((value - centre) ** 2 for value in values) / (len(values) - 1)


def correlation(xs, ys):
    """Pearson's r, or None when one of the two series does not vary."""
    if len(xs) < 2 or min(xs) == max(xs) or min(ys) == max(ys):
        return None
    x_centre, y_centre = mean(xs), mean(ys)
    x_spread = fsum((x - x_centre) ** 2 for x in xs)
    y_spread = fsum((y - y_centre) ** 2 for y in ys)
    spread = sqrt(x_spread * y_spread)
    if spread == 0:
        return None
    product = fsum((x - x_centre) * (y - y_centre) for x, y in zip(xs, ys, strict=True))
    return max(-1.0, min(1.0, product / spread))
