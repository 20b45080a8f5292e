# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py import_faq`: all of a file or nothing, and the line that is wrong."""

import pytest
from django.core.management import CommandError, call_command

from helpdesk.actions import publication
from helpdesk.faq.versions import versions
from helpdesk.models import Faq
from migliorapa.core import search
from tests.helpdesk.faq.making import drafted, published, solved

pytestmark = pytest.mark.django_db
GOOD = """code,question,answer,also_asked,topics
X1,Come si ordina il toner?,Con il modulo dell'economato.,Cartuccia finita|Stampante vuota,raccolta
X2,Chi apre la sala riunioni?,Il centralino.,,
"""


@pytest.fixture
def load(tmp_path, capsys):
    def run(text, *options, encoding="utf-8"):
        file = tmp_path / "faq.csv"
        file.write_bytes(text.encode(encoding))
        call_command("import_faq", str(file), *options)
        return capsys.readouterr().out

    return run


def test_what_is_imported_is_found_at_once(load):
    assert "FAQ nuove 2, aggiornate 0." in load(GOOD)
    assert search.find("stampanti vuote")[0].code == "X1"
    assert Faq.objects.get(code="X1").also_asked == ["Cartuccia finita", "Stampante vuota"]


def test_a_known_code_is_updated_and_keeps_its_address(load):
    load(GOOD)
    address = Faq.objects.get(code="X1").get_absolute_url()
    told = load(GOOD.replace("toner?", "nuovo toner?"))
    assert "nuove 0, aggiornate 1. Già uguali: 1." in told
    faq = Faq.objects.get(code="X1")
    assert faq.get_absolute_url() == address
    assert faq.question == "Come si ordina il nuovo toner?"
    assert [version.question for version in versions(faq)] == [
        "Come si ordina il nuovo toner?",
        "Come si ordina il toner?",
    ]


def test_a_column_that_the_file_has_not_is_left_as_it_is(load):
    load(GOOD)
    load("code,question,answer\nX1,Come si ordina il toner?,Con un modulo.\n")
    faq = Faq.objects.get(code="X1")
    assert (faq.answer, faq.topics) == ("Con un modulo.", ["raccolta"])


def _edited_on_the_site(operatrice, colleague):
    faq = Faq.objects.get(code="X1")
    publication.rewrite(faq=faq, actor=operatrice, answer="Con il portale degli acquisti.")
    return publication.approve(faq=faq, actor=colleague)


def test_what_was_approved_on_the_site_is_not_replaced_by_a_file(load, operatrice, colleague):
    load(GOOD)
    _edited_on_the_site(operatrice, colleague)
    with pytest.raises(CommandError, match=r"X1 \(riga 2\)\. Non è stato caricato nulla") as error:
        load(GOOD + "X3,Chi paga?,La ragioneria.,,\n")
    assert error.value.returncode == 2
    assert "Colonne ammesse" not in str(error.value)
    assert not Faq.objects.filter(code="X3").exists()
    assert Faq.objects.get(code="X1").answer == "Con il portale degli acquisti."


def test_who_asks_for_it_replaces_it_and_the_earlier_text_stays_in_the_versions(
    load, operatrice, colleague
):
    load(GOOD)
    _edited_on_the_site(operatrice, colleague)
    assert "aggiornate 1. Già uguali: 1." in load(GOOD, "--replace")
    faq = Faq.objects.get(code="X1")
    assert [version.answer for version in versions(faq)][:2] == [
        "Con il modulo dell'economato.",
        "Con il portale degli acquisti.",
    ]
    assert (faq.status, faq.author, faq.approved_by) == ("published", None, None)
    assert search.find("modulo economato")[0].code == "X1"
    assert "Già uguali: 2." in load(GOOD)


def test_an_edit_in_the_administration_counts_as_one_on_the_site(load, redazione):
    load(GOOD)
    faq = Faq.objects.get(code="X1")
    faq.answer, faq._history_user = "Al banco.", redazione
    faq.save()
    with pytest.raises(CommandError, match="X1"):
        load(GOOD)


@pytest.mark.parametrize("options", [[], ["--replace"]])
def test_what_was_withdrawn_does_not_come_back_with_the_same_file(load, operatrice, options):
    text = GOOD.replace("topics", "topics,status").replace(",raccolta", ",raccolta,published")
    text = text.replace("centralino.,,", "centralino.,,,published")
    load(text)
    publication.withdraw(faq=Faq.objects.get(code="X1"), actor=operatrice)
    assert "Già uguali: 2." in load(text, *options)
    load(text.replace("economato.", "economato al piano terra."), "--replace")
    assert Faq.objects.get(code="X1").status == "withdrawn"


def test_no_file_tells_who_asked(load, bari, operatrice, colleague):
    ticket = solved(bari, operatrice)
    code = published(ticket, operatrice, colleague).code
    line = f"code,question,answer\n{code},Quante?,Lo chiede {bari.name}.\n"
    with pytest.raises(CommandError, match=r"Riga 2: .* è un dato della richiesta"):
        load(line, "--replace")
    drafted(ticket, operatrice)
    assert "aggiornate 1" in load(line.replace(bari.name, "un comune"), "--replace")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("code,question\nX1,Chi?\n", "Nell'intestazione manca: answer"),
        (GOOD.replace("answer", "answer,colore"), "Colonne sconosciute|ha più celle|manca"),
        (GOOD + "X3,,Vuota.,,\n", "Riga 4: manca «question»"),
        (GOOD + "X1,Ancora?,Sì.,,\n", "Riga 4: il codice è già alla riga 2"),
        (GOOD + f"X3,{'a' * 301},Sì.,,\n", "Riga 4: «question»"),
        (GOOD + ",,,,\nX3,,Vuota.,,\n", "Riga 5: manca «question»"),
        ("", "manca: code, question, answer. Colonne ammesse"),
        (f'code,question,answer\nX1,Chi?,"Io.{"a" * 140_000}\n', "virgolette che la chiudono"),
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


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        "\ufeff" + GOOD.replace("code,question", "Code, Question"),
        GOOD.replace("\n", "\r\n") + ",,,,\r\n",
    ],
)
def test_a_file_of_a_spreadsheet_is_read_as_it_was_saved(load, text):
    assert "FAQ nuove 2" in load(text)
    assert Faq.objects.get(code="X2").answer == "Il centralino."


def test_lines_and_separators_inside_quotes_belong_to_the_text(load):
    load('code;question;answer\r\nX1;"Chi; e dove?";"Io.\r\nQui, al ""banco""."\r\n')
    faq = Faq.objects.get(code="X1")
    assert (faq.question, faq.answer.split()[-1]) == ("Chi; e dove?", '"banco".')


def test_only_a_wrong_column_lists_the_right_ones(load):
    with pytest.raises(CommandError) as error:
        load("code,question,answer,reviewed\nX1,Chi?,Io.,ieri\n")
    assert "Colonne ammesse" not in str(error.value)


def test_a_file_that_is_not_there_or_not_utf8_gets_a_sentence(load):
    with pytest.raises(CommandError, match="non si apre"):
        call_command("import_faq", "/non/esiste.csv")
    with pytest.raises(CommandError, match="UTF-8"):
        load(GOOD.replace("riunioni", "qualità"), encoding="latin-1")
