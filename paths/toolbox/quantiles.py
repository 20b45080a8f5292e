# SPDX-License-Identifier: AGPL-3.0-or-later
"""Quantiles of the normal, Student's t and Fisher's F distributions."""

from math import sqrt
from statistics import NormalDist

from paths.toolbox.incomplete_beta import inverse

# Beyond this the expansion in 1/df is more exact than the continued fraction.
_MANY_DEGREES = 1000


def normal_quantile(confidence):
    """z that leaves (1 - confidence) / 2 in each tail: 1.959964 for 0.95."""
    return NormalDist().inv_cdf((1 + confidence) / 2)


def student_quantile(confidence, df):
    """t that leaves (1 - confidence) / 2 in each tail, exact to 1e-9."""
    if df > _MANY_DEGREES:
        return _student_by_expansion(normal_quantile(confidence), df)
    x = inverse(df / 2, 0.5, 1 - confidence)
    return sqrt(df * (1 - x) / x)


def fisher_quantile(probability, df1, df2):
    """F with the given probability to its left."""
    if probability > 0.5:
        return 1 / fisher_quantile(1 - probability, df2, df1)
    x = inverse(df1 / 2, df2 / 2, probability)
    return x / (1 - x) * df2 / df1


def _student_by_expansion(z, df):
    """Abramowitz and Stegun, Handbook of Mathematical Functions, formula 26.7.5."""
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / df**power for power, term in enumerate(terms, start=1))
