# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dividing a whole number in proportion to weights, between bounds, without losing a unit."""

from bisect import bisect_left
from fractions import Fraction
from math import floor


def bounded_quotas(n, weights, tops):
    """Fractions adding up to n: multiplier × weight, held between 1 and the top of each part.

    Parts with top 0 get 0. When all parts with a weight are full, the rest goes to those without
    one in proportion to their tops. Needs (number of tops above 0) <= n <= sum(tops).
    """

    def held(multiplier):
        return [min(max(multiplier * w, 1), top) for w, top in zip(weights, tops, strict=True)]

    turns = sorted(
        {
            Fraction(bound) / w
            for w, top in zip(weights, tops, strict=True)
            if w
            for bound in (1, top)
        }
    )
    at = bisect_left(turns, n, key=lambda multiplier: sum(held(multiplier)))
    if at == len(turns):
        return _with_the_rest(n, weights, tops)
    if at == 0:
        return held(turns[0])
    low, high = turns[at - 1], turns[at]
    below, above = sum(held(low)), sum(held(high))
    return held(low + (high - low) * (n - below) / (above - below))


def largest_remainder(n, quotas):
    """Whole parts that add up to n = sum(quotas); ties go to the first."""
    sizes = [floor(quota) for quota in quotas]
    order = sorted(range(len(quotas)), key=lambda at: (sizes[at] - quotas[at], at))
    for at in order[: n - sum(sizes)]:
        sizes[at] += 1
    return sizes


def _with_the_rest(n, weights, tops):
    full = [top if w else 0 for w, top in zip(weights, tops, strict=True)]
    free = [0 if w else top for w, top in zip(weights, tops, strict=True)]
    rest = bounded_quotas(n - sum(full), free, free)
    return [taken + given for taken, given in zip(full, rest, strict=True)]
