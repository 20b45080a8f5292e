# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.paths.calculators.helpers import ask

pytestmark = pytest.mark.usefixtures("catalogue")
FACTORS = "P1;7;8\nP2;5;4\nP3;9;8\nP4;3;3\nP5;6;4"


def test_the_index_of_the_exercise_is_exact(client):
    figures = ask(client, "T33", "indice", factors=FACTORS, highest="10").figures
    assert figures["Indice da 1 a 10"] == "6,033"
    assert figures["Indice su 100"] == "55,93"
    assert figures["P2"][0] == "16,7%"


def test_the_index_is_a_weighted_mean(client):
    factors = "\n".join(f"F{n};{11 - n};{n}" for n in range(1, 11))
    assert ask(client, "T33", factors=factors, highest="10").figures["Indice da 1 a 10"] == "4,000"
    strata = "A;0,43;3,9\nB;0,31;3,4\nC;0,18;4,2\nD;0,08;2,5"
    assert ask(client, "T33", factors=strata).figures["Indice da 1 a 5"] == "3,687"


def test_the_share_of_the_two_highest_marks(client):
    page = ask(client, "T33", "due-voti", counts="8; 18; 44; 86; 44")
    assert page.figures["Quota dei due voti più alti"] == "65,00%"
    assert "130 su 200 risposte" in page.answer


def test_the_share_of_green_faces(client):
    page = ask(client, "T33", "faccine", green="82", yellow="10", red="8")
    assert page.figures["Quota di faccine verdi"] == "82,00%"


def test_the_weights_of_groups_and_what_they_cost(client):
    page = ask(client, "T33", "pesi", strata="A;600;40\nB;480;60")
    assert page.figures["Numerosità effettiva"] == "90,84"
    page = ask(client, "T33", "pesi", strata="Sede;1.850;128\nPieve;500;52\nAltri;250;20")
    assert [page.figures[name][-1] for name in ("Sede", "Pieve", "Altri")] == [
        *("1,112", "0,740", "0,962")
    ]


def test_a_mark_over_the_scale_names_the_factor(client):
    page = ask(client, "T33", factors="Attesa;4;6\nOrari;3;4", highest="5")
    assert page.faults == {
        "#campo-factors": "Soddisfazione per «Attesa»: scrivete un numero tra 1 e 5."
    }
