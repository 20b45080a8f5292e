# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py import_faq`: all of a file or nothing, and the line that is wrong."""

import pytest
from django.core.management import CommandError, call_command

from helpdesk.models import Faq
from migliorapa.core import search

pytestmark = pytest.mark.django_db
GOOD = """code,question,answer,also_asked,topics
X1,Come si ordina il toner?,Con il modulo dell'economato.,Cartuccia finita|Stampante vuota,raccolta
X2,Chi apre la sala riunioni?,Il centralino.,,
"""


@pytest.fixture
def load(tmp_path, capsys):
    def run(text, encoding="utf-8"):
        file = tmp_path / "faq.csv"
        file.write_bytes(text.encode(encoding))
        call_command("import_faq", str(file))
        return capsys.readouterr().out

    return run


def test_what_is_imported_is_found_at_once(load):
    assert "FAQ nuove 2, aggiornate 0." in load(GOOD)
    assert search.find("stampanti vuote")[0].code == "X1"
    assert Faq.objects.get(code="X1").also_asked == ["Cartuccia finita", "Stampante vuota"]


def test_a_known_code_is_updated_and_keeps_its_address(load):
    load(GOOD)
    address = Faq.objects.get(code="X1").get_absolute_url()
    assert "nuove 0, aggiornate 2" in load(GOOD.replace("toner?", "nuovo toner?"))
    faq = Faq.objects.get(code="X1")
    assert faq.get_absolute_url() == address
    assert faq.question == "Come si ordina il nuovo toner?"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("code,question\nX1,Chi?\n", "Nell'intestazione manca: answer"),
        (GOOD.replace("answer", "answer,colore"), "Colonne sconosciute|ha più celle|manca"),
        (GOOD + "X3,,Vuota.,,\n", "Riga 4: manca «question»"),
        (GOOD + "X1,Ancora?,Sì.,,\n", "Riga 4: il codice è già alla riga 2"),
        (GOOD + f"X3,{'a' * 301},Sì.,,\n", "Riga 4:"),
        ("code,question,answer,status\nX1,Chi?,Io.,forse\n", "status ammette draft oppure"),
        ("code,question,answer,reviewed\nX1,Chi?,Io.,ieri\n", "reviewed vuole AAAA-MM-GG"),
        (GOOD + "X3,Chi\0?,Sì.,,\n", "Riga 4|non è un CSV"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_imported(load, text, reason):
    with pytest.raises(CommandError, match=reason) as error:
        load(text)
    assert error.value.returncode == 2
    assert not Faq.objects.filter(code__startswith="X").exists()


def test_a_file_that_is_not_there_or_not_utf8_gets_a_sentence(load):
    with pytest.raises(CommandError, match="non si apre"):
        call_command("import_faq", "/non/esiste.csv")
    with pytest.raises(CommandError, match="UTF-8"):
        load(GOOD.replace("riunioni", "qualità"), encoding="latin-1")
