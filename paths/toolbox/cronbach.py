# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cronbach's alpha from the variances of items and total, and Feldt's interval."""

from math import fsum

from paths.toolbox.quantiles import fisher_quantile

# A total that varies less than this part of its items varies only by rounding.
_NOISE = 1e-12


def cronbach_alpha(variances, total_variance):
    """None when not computable: fewer than two items, or a total that does not vary."""
    k = len(variances)
    if k < 2 or not total_varies(variances, total_variance):
        return None
    # One division, so that whole-number answers give a correctly rounded alpha.
    return min(1.0, k * (total_variance - fsum(variances)) / ((k - 1) * total_variance))


def total_varies(variances, total_variance):
    return any(variances) and total_variance > _NOISE * fsum(variances)


def feldt_interval(alpha, n, k, confidence):
    """(1 - alpha) times quantiles of F with n - 1 and (n - 1)(k - 1) degrees of freedom."""
    df1, df2, tail = n - 1, (n - 1) * (k - 1), (1 - confidence) / 2
    low = 1 - (1 - alpha) * fisher_quantile(1 - tail, df1, df2)
    high = 1 - (1 - alpha) * fisher_quantile(tail, df1, df2)
    return low, high
