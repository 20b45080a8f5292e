# SPDX-License-Identifier: AGPL-3.0-or-later
from math import pi, sqrt, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paths.toolbox.incomplete_beta import inverse, regularized
from paths.toolbox.quantiles import fisher_quantile, normal_quantile, student_quantile
from tests.paths.toolbox.helpers import checked, printed


def test_the_normal_quantiles_in_common_use():
    assert [printed(normal_quantile(c), 6) for c in (0.90, 0.95, 0.99)] == [
        "1.644854",
        "1.959964",
        "2.575829",
    ]


@pytest.mark.parametrize(
    ("confidence", "df", "t"),
    [
        (0.95, 1, 12.706204736174694),
        (0.95, 2, 4.302652729749462),
        (0.95, 9, 2.262157162798205),
        (0.95, 30, 2.0422724563012378),
        (0.99, 5, 4.032142983555228),
        (0.9999, 3, 28.000130010950002),
        (0.90, 500, 1.6479068539295112),
        (0.95, 1000, 1.9623390808264083),
        (0.95, 1001, 1.9623367052808798),
        (0.999, 100_000, 3.290624031411882),
    ],
)
def test_student_s_t_is_exact_to_a_billionth(confidence, df, t):
    assert student_quantile(confidence, df) == pytest.approx(t, abs=1e-9)


@checked
@given(st.floats(0.5, 0.9999))
def test_student_s_t_agrees_with_its_closed_forms(confidence):
    assert student_quantile(confidence, 1) == pytest.approx(tan(pi * confidence / 2), rel=1e-12)
    by_formula = confidence * sqrt(2 / (1 - confidence**2))
    assert student_quantile(confidence, 2) == pytest.approx(by_formula, rel=1e-12)


def test_student_s_t_comes_down_to_the_normal_without_a_step():
    degrees = [1, 2, 5, 30, 200, 999, 1000, 1001, 1002, 5000, 10**6, 10**9]
    found = [student_quantile(0.95, df) for df in degrees]
    assert found == sorted(found, reverse=True)
    assert found[-1] == pytest.approx(normal_quantile(0.95), abs=1e-8)


@pytest.mark.parametrize(
    ("probability", "df1", "df2", "f"),
    [
        (0.025, 14, 126, 0.39232569229080744),
        (0.975, 14, 126, 1.9718730746580704),
        (0.025, 8, 80, 0.266216233076755),
        (0.975, 1999, 77961, 1.0638034436134043),
        (0.95, 3, 7, 4.346831399907814),
        (0.5, 1, 1, 1.0),
    ],
)
def test_fisher_s_f_is_exact_to_a_billionth(probability, df1, df2, f):
    assert fisher_quantile(probability, df1, df2) == pytest.approx(f, rel=1e-9)


@checked
@given(st.integers(1, 500), st.integers(1, 500), st.floats(0.0001, 0.9999))
def test_the_inverse_undoes_the_incomplete_beta(twice_a, twice_b, probability):
    x = inverse(twice_a / 2, twice_b / 2, probability)
    assert regularized(twice_a / 2, twice_b / 2, x) == pytest.approx(probability, abs=1e-10)


def test_the_incomplete_beta_runs_from_zero_to_one():
    assert regularized(2, 3, 0) == 0
    assert regularized(2, 3, 1) == 1
    assert regularized(2, 3, 0.4) == pytest.approx(0.5248, abs=1e-14)
    assert regularized(0.5, 0.5, 0.3) == pytest.approx(0.36901011956554536, abs=1e-14)
