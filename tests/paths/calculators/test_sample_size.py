# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.paths.calculators.helpers import ask

pytestmark = pytest.mark.usefixtures("catalogue")
NEEDED, LARGE = "Risposte valide necessarie", "Con moltissimi utenti (n0)"
TABLE = "Nella tavola di Krejcie e Morgan, che arrotonda al più vicino"


@pytest.mark.parametrize(
    ("confidence", "margin", "infinite", "needed"),
    [
        ("95", "5", "384,15", "385"),
        ("95%", "3", "1.067,07", "1.068"),
        ("90", "5%", "270,55", "271"),
        ("99", "5", "663,49", "664"),
        ("95", "10,0", "96,04", "97"),
    ],
)
def test_a_population_of_unknown_size(client, confidence, margin, infinite, needed):
    page = ask(client, "T20", population="", confidence=confidence, margin=margin)
    assert page.figures[LARGE] == infinite
    assert page.figures[NEEDED] == needed
    assert page.answer.startswith(f"Vi servono almeno {needed} risposte valide.")


@pytest.mark.parametrize(
    ("users", "exact", "needed", "table"),
    [
        ("10", "9,77", "10", "10"),
        ("100", "79,51", "80", "80"),
        ("500", "217,49", "218", "217"),
        ("660", "243,05", "244", "243"),
        ("1.000", "277,73", "278", "278"),
        ("2 000", "322,39", "323", "322"),
        ("10.000", "369,97", "370", "370"),
    ],
)
def test_a_known_population_needs_fewer_answers(client, users, exact, needed, table):
    page = ask(client, "T20", population=users)
    assert page.figures["Prima di arrotondare"] == exact
    assert page.figures[NEEDED] == needed
    assert page.figures[TABLE] == table


def test_the_published_table_is_shown_only_for_its_own_settings(client):
    assert TABLE not in ask(client, "T20", population="500", margin="7").figures
    assert TABLE not in ask(client, "T20", population="").figures


def test_a_single_user_is_asked(client):
    page = ask(client, "T20", population="1")
    assert page.answer.startswith("Ascoltate tutti gli utenti (1)")
    assert not page.texts(".limits")


def test_other_margins_stand_beside_the_chosen_one(client):
    figures = ask(client, "T20", population="2.600").figures
    assert [figures[margin] for margin in ("3%", "5%", "7%", "10%")] == ["757", "335", "183", "93"]


def test_what_was_understood_is_shown_again(client):
    figures = ask(client, "T20", population="2600", margin="7", share="30").figures
    assert figures["Numero di utenti"] == "2.600"
    assert figures["Proporzione attesa"] == "30%"
    assert ask(client, "T20", population="").figures["Numero di utenti"] == "non indicato"
