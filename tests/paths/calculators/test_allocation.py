# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.paths.calculators.helpers import ask

pytestmark = pytest.mark.usefixtures("catalogue")


def sizes(page):
    return [cells[-1] for name, cells in page.figures.items() if name in "ABCD"]


@pytest.mark.parametrize(
    ("n", "strata", "method", "expected"),
    [
        ("60", "A;500\nB;300\nC;200", "proportional", ["30", "18", "12"]),
        ("60", "A;500\nB;300\nC;200", "equal", ["20", "20", "20"]),
        ("278", "A;430\nB;310\nC;180\nD;80", "proportional", ["120", "86", "50", "22"]),
        ("278", "A;430;2\nB;310;2\nC;180;2\nD;80;2", "neyman", ["120", "86", "50", "22"]),
        ("57", "A;155;5\nB;62;15\nC;93;10", "neyman", ["17", "20", "20"]),
    ],
)
def test_answers_are_shared_out_without_losing_one(client, n, strata, method, expected):
    page = ask(client, "T21", n=n, strata=strata, method=method)
    assert sizes(page) == expected
    assert page.figures["Totale"][-1] == n


def test_exact_quotas_are_italian(client):
    page = ask(client, "T21", n="278", strata="A\t430\nB\t310\nC\t180\nD\t80")
    assert page.figures["A"] == ["430", "119,54", "120"]
    assert page.figures["C"] == ["180", "50,04", "50"]


def test_neyman_says_which_deviation_is_missing(client):
    page = ask(client, "T21", n="10", strata="A;100\nB;50", method="neyman")
    assert page.status == 422
    assert "Deviazione standard dello strato «A»" in page.faults["#campo-strata"]


def test_a_sample_larger_than_the_users_is_the_fault_of_its_field(client):
    page = ask(client, "T21", n="200", strata="A;100\nB;50")
    assert page.faults == {
        "#campo-n": "Gli utenti sono 150: il campione non può essere più grande."
    }
