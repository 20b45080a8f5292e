# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from paths.toolbox.wording import counted, points, the_percent


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.95, "il 95%"),
        (0.8, "l'80%"),
        (0.08, "l'8%"),
        (0.085, "l'8,5%"),
        (0.18, "il 18%"),
        (0.11, "l'11%"),
        (0.01, "l'1%"),
        (0.015, "l'1,5%"),
        (0.005, "lo 0,5%"),
        (0, "lo 0%"),
        (1, "il 100%"),
    ],
)
def test_a_percentage_takes_the_article_it_is_read_with(share, text):
    assert the_percent(share) == text


def test_the_article_joins_its_preposition():
    assert the_percent(0.95, "a") == "al 95%"
    assert the_percent(0.8, "a") == "all'80%"
    assert the_percent(0.005, "di") == "dello 0,5%"
    assert the_percent(0.95, "di") == "del 95%"


def test_one_is_singular():
    assert [counted(n, "utente", "utenti") for n in (0, 1, 1_000)] == [
        "0 utenti",
        "1 utente",
        "1.000 utenti",
    ]
    assert [points(share) for share in (0.01, 0.05, 0.0125)] == [
        "1 punto percentuale",
        "5 punti percentuali",
        "1,25 punti percentuali",
    ]
