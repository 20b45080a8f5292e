# SPDX-License-Identifier: AGPL-3.0-or-later
import re

import pytest

from tests.paths.calculators.helpers import Page, ask, send

pytestmark = pytest.mark.usefixtures("catalogue")
FACTORS = "P1;7;8\nP2;5;4\nP3;9;8\nP4;3;3\nP5;6;4"
ANSWERS = "Attesa;Orari;In tutto\n1;5;2\n2;1;3\n4;4;4\n5;2;5\n3;3;3"


def quadrants(page):
    return {name: cells[-1] for name, cells in page.figures.items() if isinstance(cells, list)}


def test_a_factor_on_the_threshold_counts_as_important(client):
    page = ask(client, "T35", factors=FACTORS, highest="10")
    assert page.figures["Soglia dell'importanza"] == "6,000"
    assert page.figures["Soglia della soddisfazione"] == "5,400"
    assert quadrants(page) == {
        "P1": "Mantenere",
        "P2": "Bassa priorità",
        "P3": "Mantenere",
        "P4": "Bassa priorità",
        "P5": "Concentrarsi qui",
    }


def test_another_rule_moves_the_factors(client):
    page = ask(client, "T35", factors=FACTORS, rule="median")
    assert "Concentrarsi qui" not in quadrants(page).values()
    page = ask(client, "T35", factors=FACTORS, rule="midpoint", highest="10")
    assert quadrants(page)["P5"] == "Concentrarsi qui"


def test_the_midpoint_needs_the_scale(client):
    page = ask(client, "T35", factors=FACTORS, rule="midpoint")
    assert page.faults == {
        "#campo-highest": "Per il punto medio indicate il voto più alto della scala."
    }


def test_the_drawing_has_words_for_whoever_does_not_see_it(client):
    page = ask(client, "T35", factors=FACTORS)
    (drawing,) = page.find('svg[role="img"]')
    named = drawing.get("aria-labelledby").split()
    assert [page.tree.get_element_by_id(name).tag for name in named] == ["title", "desc"]
    assert "«Gli aspetti della mappa»" in page.tree.get_element_by_id(named[1]).text
    assert page.texts(".sheet caption")[0] == "Gli aspetti della mappa"


def test_the_drawing_names_quadrants_and_factors_and_marks_the_first(client):
    page = ask(client, "T35", factors=FACTORS)
    assert page.texts(".map-quadrant") == [
        *("Concentrarsi qui", "Mantenere", "Bassa priorità", "Possibile eccesso")
    ]
    assert page.texts(".map-name") == ["P1", "P2", "P3", "P4", "P5"]
    full, empty = page.find(".map-dot")
    assert full.get("d").count("M") == 1
    assert empty.get("d").count("M") == 4


def test_the_coordinates_of_the_drawing_are_numbers_svg_can_read(client):
    page = ask(client, "T35", factors="A;4,6;3,1\nB;4,4;3,45\nC;3,3;4,127")
    for node in page.find(".map text"):
        assert float(node.get("x")) >= 0
        assert float(node.get("y")) >= 0
    for node in page.find(".map path"):
        assert re.fullmatch(r"[MHVZlhvaz0-9. -]*", node.get("d"))


def test_many_factors_are_numbered_in_drawing_and_table(client):
    factors = "\n".join(f"Aspetto numero {n};{1 + n % 5};{1 + n % 4}" for n in range(1, 16))
    page = ask(client, "T35", factors=factors)
    assert page.texts(".map-name") == [str(n) for n in range(1, 16)]
    assert "15. Aspetto numero 15" in page.figures


def test_a_name_with_html_is_only_a_name(client):
    page = ask(client, "T35", factors="<b>x</b>;4;3\n</svg><script>;3;4")
    assert page.status == 200
    assert page.texts(".map-name") == ["<b>x</b>", "</svg><script>"]


def test_importance_can_come_from_the_answers(client):
    page = Page(send(client, "T35", "ricavata", table=ANSWERS))
    assert quadrants(page) == {"Attesa": "Mantenere", "Orari": "Possibile eccesso"}
    assert page.figures["Attesa"][:2] == ["0,97", "3,00"]
    assert page.figures["Orari"][:2] == ["−0,42", "3,00"]
    assert "L'aspetto più legato al giudizio complessivo è «Attesa»" in page.text.replace(
        "&#x27;", "'"
    )
    assert page.note.startswith("Importanza di 2 aspetti ricavata dalle correlazioni")
    assert "Importanza ricavata dalle correlazioni" in page.note


def test_answers_all_alike_give_no_importance(client):
    page = Page(send(client, "T35", "ricavata", table="A;B;C\n3;1;2\n3;2;3\n3;4;4"))
    assert page.status == 422
    assert page.faults["#campo-table"].startswith("«A»: la correlazione non è calcolabile")
