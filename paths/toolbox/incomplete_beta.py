# SPDX-License-Identifier: AGPL-3.0-or-later
"""The regularized incomplete beta function I_x(a, b) and its inverse in x."""

from math import exp, lgamma, log, log1p

_TINY = 1e-300
_PRECISION = 1e-16
_MOST_TERMS = 20_000
_MOST_STEPS = 200


def regularized(a, b, x):
    """Continued fraction by the modified Lentz method, on the side where it converges quickly."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _lower(b, a, 1 - x)
    return _lower(a, b, x)


def inverse(a, b, probability):
    """x such that I_x(a, b) = probability, by Newton steps kept inside a shrinking bracket."""
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(_MOST_STEPS):
        excess = regularized(a, b, x) - probability
        low, high = (low, x) if excess > 0 else (x, high)
        density = _density(a, b, x)
        step = x - excess / density if density > 0 else low
        if not low < step < high:
            step = (low + high) / 2
        if abs(step - x) <= _PRECISION * x:
            return step
        x = step
    return x


def _lower(a, b, x):
    return x * (1 - x) * _density(a, b, x) * _fraction(a, b, x) / a


def _density(a, b, x):
    log_beta = lgamma(a) + lgamma(b) - lgamma(a + b)
    return exp((a - 1) * log(x) + (b - 1) * log1p(-x) - log_beta)


def _fraction(a, b, x):
    c, d = 1.0, _away_from_zero(1 - (a + b) * x / (a + 1))
    d = 1 / d
    result = d
    for m in range(1, _MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            result *= c * d
        if abs(c * d - 1) < _PRECISION:
            break
    return result


def _away_from_zero(value):
    return value if abs(value) > _TINY else _TINY
