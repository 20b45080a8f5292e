# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from tests.paths.calculators.helpers import Page, ask, send
from tests.paths.toolbox.likert import FIFTEEN_BY_TEN, NINE_BINARY_ROWS

pytestmark = pytest.mark.usefixtures("catalogue")
ALPHA = "Alfa di Cronbach"
BINARY = "\n".join(";".join(row) for row in NINE_BINARY_ROWS)


def test_the_published_data_give_the_published_alpha(client):
    page = Page(send(client, "T32", table=FIFTEEN_BY_TEN))
    assert page.status == 200
    assert page.figures[ALPHA] == "0,592"
    assert page.figures["Intervallo di Feldt, estremo inferiore"] == "0,195"
    assert page.figures["Intervallo di Feldt, estremo superiore"] == "0,840"
    assert page.figures["Varianza della somma"] == "43,600"


def test_binary_answers_and_those_who_skipped_one(client):
    page = ask(client, "T32", table=f"{BINARY}\n1;1;1;;1;0;1;1;0;0;1\n;;1;1;1;0;0;1;0;1;1")
    assert page.figures[ALPHA] == "0,802"
    assert page.figures["Questionari completi"] == "9"
    assert page.figures["Questionari esclusi"] == "2"


def test_three_questions_and_five_people(client):
    table = "A\tB\tC\n3\t4\t3\n2\t3\t4\n4\t4\t5\n3\t2\t3\n4\t4\t4"
    page = ask(client, "T32", table=table)
    assert page.figures[ALPHA] == "0,733"
    assert [page.figures[name][1] for name in "ABC"] == ["0,70", "0,80", "0,70"]


def test_a_negative_alpha_tells_what_to_look_for(client):
    page = ask(client, "T32", table="1;5\n2;4\n3;3\n4;2\n5;1,5")
    assert "controllate se alcune domande hanno la scala rovesciata" in page.answer


def test_a_column_of_numbers_in_a_row_is_pointed_out(client):
    table = "\n".join(f"{n};{n % 5};{(n * 3) % 5}" for n in range(1, 14))
    page = ask(client, "T32", table=table)
    assert any("sembra un numero progressivo" in text for text in page.texts(".limits"))


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("3;3\n3;3", "L'alfa non è calcolabile: la somma delle risposte è uguale per tutti."),
        ("1\n2\n3", "Servono almeno due domande, una per colonna."),
        ("A;B\n1;", "Servono almeno due questionari con tutte le risposte."),
        ("1;2\n3;x", "Riga 2, colonna 2: «x» non è un numero."),
    ],
)
def test_a_table_without_an_alpha_says_why(client, table, sentence):
    page = Page(send(client, "T32", table=table))
    assert page.status == 422
    assert page.faults["#campo-table"].startswith(sentence)
