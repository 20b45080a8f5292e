# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.paths.calculators.helpers import ask

pytestmark = pytest.mark.usefixtures("catalogue")
GAPS = ("-0,65", "-1,10", "-0,83", "−0,70", "-1,01")
NAMES = ("Tangibili", "Affidabilità", "Risposta", "Rassicurazione", "Empatia")
WEIGHTS = ("11", "32", "22", "19", "16")


def pasted(*columns):
    return "\n".join(";".join(cells) for cells in zip(*columns, strict=True))


def test_the_published_gaps(client):
    page = ask(client, "T34", "scarti", gaps=pasted(NAMES, GAPS))
    assert page.figures["Scarto medio"] == "−0,858"
    assert "«Affidabilità» (−1,10)" in page.answer
    assert "Scarto medio pesato" not in page.figures


def test_the_published_gaps_with_weights(client):
    page = ask(client, "T34", "scarti", gaps=pasted(NAMES, GAPS, WEIGHTS))
    assert page.figures["Scarto medio pesato"] == "−0,9007"


def test_weights_that_do_not_make_a_hundred_are_refused(client):
    page = ask(client, "T34", "scarti", gaps=pasted(NAMES, GAPS, ("11", "32", "22", "19", "15")))
    assert page.faults == {"#campo-gaps": "I pesi devono fare 100 in tutto: ora fanno 99."}
    items = pasted(NAMES, ["4"] * 5, ["5"] * 5)
    page = ask(client, "T34", "domande", dimensions=items, weights="50;50;1;0;0")
    assert page.faults == {"#campo-weights": "I pesi devono fare 100 in tutto: ora fanno 101."}


def test_the_gap_of_a_dimension_is_the_mean_of_its_items(client):
    items = "Empatia;5;6\nAffidabilità;4;6\nEmpatia;5,5;5"
    page = ask(client, "T34", "domande", dimensions=items)
    assert page.figures["Empatia"] == ["−0,250", "–", "−1; 0,5"]
    assert page.figures["Scarto medio"] == "−1,125"


def test_perceptions_alone(client):
    page = ask(client, "T34", "servperf", dimensions="Empatia;5\nEmpatia;6\nAffidabilità;4")
    assert page.figures["Punteggio generale"] == "4,750"
    assert "«Affidabilità» (4,00)" in page.answer
