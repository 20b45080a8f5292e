# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.paths.calculators.helpers import ask

pytestmark = pytest.mark.usefixtures("catalogue")
LOW, HIGH = "Estremo inferiore", "Estremo superiore"


@pytest.mark.parametrize(
    ("n", "population", "margin"),
    [("200", "", "6,9295%"), ("1.000", "", "3,0990%"), ("278", "1.000", "4,9967%")],
)
def test_the_margin_of_a_survey(client, n, population, margin):
    page = ask(client, "T22", "margine", n=n, population=population)
    assert page.figures["Con più decimali"] == margin


def test_everybody_answered_means_no_margin(client):
    page = ask(client, "T22", "margine", n="12", population="12")
    assert page.answer == "Avete le risposte di tutti gli utenti: il margine di errore è zero."
    assert page.figures["Con più decimali"] == "0,0000%"


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        ("100", "200", "43,14%", "56,86%"),
        ("3", "10", "10,78%", "60,32%"),
        ("0", "10", "0,00%", "27,75%"),
        ("10", "10", "72,25%", "100,00%"),
        ("18", "20", "69,90%", "97,21%"),
        ("19", "38", "34,85%", "65,15%"),
        ("23", "60", "27,09%", "50,98%"),
        ("81", "263", "25,53%", "36,62%"),
        ("15", "148", "6,24%", "16,05%"),
    ],
)
def test_a_share_with_the_interval_of_wilson(client, count, n, low, high):
    figures = ask(client, "T22", "percentuale", count=count, n=n).figures
    assert (figures[LOW], figures[HIGH]) == (low, high)


@pytest.mark.parametrize(
    ("confidence", "low", "high"),
    [("95", "43,07%", "56,93%"), ("99", "40,89%", "59,11%"), ("90", "44,18%", "55,82%")],
)
def test_a_share_with_the_normal_interval(client, confidence, low, high):
    typed = {"count": "100", "n": "200", "method": "normal", "confidence": confidence}
    figures = ask(client, "T22", "percentuale", **typed).figures
    assert (figures[LOW], figures[HIGH]) == (low, high)


@pytest.mark.parametrize("values", ["4;5;3;4;2;5;4;3;4;5", "Voto\n4\n5\n3\n4\n2\n5\n4\n\n3\n4\n5"])
def test_a_mean_from_its_values(client, values):
    figures = ask(client, "T22", "voti", values=values).figures
    assert figures["Media"] == "3,900"
    assert figures["Deviazione standard"] == "0,994"
    assert figures["Valore di t"] == "2,262"
    assert (figures[LOW], figures[HIGH]) == ("3,189", "4,611")


def test_a_mean_from_its_summary(client):
    typed = {"average": "9,261460", "deviation": "0,022789", "n": "195"}
    figures = ask(client, "T22", "media", **typed).figures
    assert (figures[LOW], figures[HIGH]) == ("9,258", "9,265")


def test_more_satisfied_than_answers_is_refused(client):
    page = ask(client, "T22", "percentuale", count="11", n="10")
    assert page.faults == {
        "#campo-count": "Risposte con la caratteristica: scrivete un numero intero tra 0 e 10."
    }
