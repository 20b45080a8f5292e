# SPDX-License-Identifier: AGPL-3.0-or-later
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
import SpiffWorkflow
from lxml import etree

from paths.engine import RuleError, dumps, export_dmn, import_dmn, sha256, winner

from . import naive, tables

NS = {"d": "https://www.omg.org/spec/DMN/20191111/MODEL/"}
SCHEMA = Path(SpiffWorkflow.__file__).parent / "dmn" / "parser" / "schema" / "DMN13.xsd"


@pytest.fixture(scope="module")
def xml(initial):
    return export_dmn(initial)


@pytest.fixture(scope="module")
def schema():
    return etree.XMLSchema(etree.parse(SCHEMA))


def edited(xml, row, cell, text):
    """The file with the text of one input cell of a row changed."""
    root = etree.fromstring(xml)
    (rule,) = root.xpath(f"//d:rule[@id='{row}']", namespaces=NS)
    columns = [
        c.text for c in rule.getparent().xpath("d:input//d:inputExpression/d:text", namespaces=NS)
    ]
    entry = rule.findall("d:inputEntry", NS)[columns.index(cell)]
    entry[0].text = text
    return etree.tostring(root)


def test_the_export_is_valid_against_the_omg_schema(xml, schema):
    schema.assertValid(etree.fromstring(xml))


def test_export_and_import_restore_the_same_rule_set(initial, xml):
    again = import_dmn(xml)
    assert dumps(again) == dumps(initial)
    assert sha256(again) == sha256(initial)
    assert export_dmn(again) == xml


def test_random_rule_sets_with_inactive_rules_and_odd_texts_survive_the_round_trip(schema):
    rng = random.Random(71)
    for _ in range(40):
        ruleset = tables.random_rule_set(rng)
        odd = 'a <b> & "c" — è\n\t]]> <!DOCTYPE'
        first, second, *rest = ruleset.rules
        bare = tables.Modifier("M9", {"q0": {"a0"}}, because=odd)
        ruleset = replace(
            ruleset,
            rules=(replace(first, active=False), replace(second, because=odd, note=odd), *rest),
            modifiers=(*ruleset.modifiers, bare, replace(bare, code="M8", active=False)),
        )
        xml = export_dmn(ruleset)
        schema.assertValid(etree.fromstring(xml))
        assert dumps(import_dmn(xml)) == dumps(ruleset)


def _admits(cell, answer):
    named = re.findall(r'"([^"]*)"', cell)
    return cell == "-" or (answer in named) != cell.startswith("not(")


def _rows(xml, decision):
    for rule in etree.fromstring(xml).iterfind(f"d:decision[@id='{decision}']//d:rule", NS):
        yield (
            [cell.findtext("d:text", namespaces=NS) for cell in rule.iterfind("d:inputEntry", NS)],
            rule.findtext("d:outputEntry/d:text", namespaces=NS).strip('"'),
        )


def test_a_reader_of_the_first_table_finds_our_winner_for_every_choice(initial, compiled, xml):
    rows = list(_rows(xml, "percorso"))
    shortened = replace(
        initial,
        questions=tuple(
            replace(q, answers=q.answers[:1]) if q.code in ("size", "users", "contacts") else q
            for q in initial.questions
        ),
        modifiers=(),
        golden_cases=(),
    )
    count = 0
    for profile in naive.profiles(shortened):
        hits = (
            path
            for cells, path in rows
            if all(_admits(c, a) for c, a in zip(cells, profile.values(), strict=True))
        )
        assert next(hits) == winner(compiled, profile).outcome
        count += 1
    assert count == 3600


def test_the_rows_of_the_path_descend_by_level_given_in_the_description(xml):
    table = etree.fromstring(xml).find("d:decision[@id='percorso']/d:decisionTable", NS)
    levels = [
        int(rule.findtext("d:description", namespaces=NS)) for rule in table.iterfind("d:rule", NS)
    ]
    assert table.get("hitPolicy") == "FIRST"
    assert levels == list(range(12, 0, -1))


def test_a_cell_edited_elsewhere_changes_that_rule_and_nothing_else(initial, xml):
    read = import_dmn(edited(xml, "percorso.R60", "channel", ' not( "desk" , "phone","multi" ) '))
    (changed,) = [rule for rule in read.rules if rule not in initial.rules]
    assert changed.code == "R60"
    assert changed.when == {"channel": {"online", "onsite"}}
    assert changed.because == "il servizio si usa soprattutto online"
    assert set(read.question_by_code) == set(initial.question_by_code)


def test_a_row_added_elsewhere_becomes_a_rule_and_a_row_removed_goes_away(initial, xml):
    root = etree.fromstring(xml)
    (row,) = root.xpath("//d:rule[@id='percorso.R110']", namespaces=NS)
    row.set("id", "DecisionRule_1")
    codes = {rule.code for rule in import_dmn(etree.tostring(root)).rules}
    assert codes == {r.code for r in initial.rules} - {"R110"} | {"DecisionRule_1"}


def test_the_weight_of_a_tool_is_read_from_its_table(xml):
    text = xml.decode()
    start = text.index('id="strumenti.M03.T26"')
    changed = text[:start] + text[start:].replace("<text>4</text>", "<text>6</text>", 1)
    read = {modifier.code: modifier for modifier in import_dmn(changed.encode()).modifiers}
    assert read["M03"].add_tools == {"T26": 6}


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "> 3",
        '"online" or true',
        "online",
        '"online",',
        'not("online"',
        'not(not("online"))',
        '["online"]',
        '"online" "desk"',
        "null",
        'string length("x")',
    ],
)
def test_a_cell_outside_the_subset_is_refused_naming_table_row_and_column(xml, cell):
    with pytest.raises(RuleError) as refused:
        import_dmn(edited(xml, "percorso.R60", "channel", cell))
    assert str(refused.value) == (
        f"Tabella percorso, riga percorso.R60, colonna channel: «{cell}» non è ammesso. "
        'Scrivete -, oppure "a","b", oppure not("a","b").'
    )


@pytest.mark.parametrize(
    ("cell", "end"),
    [
        (
            '"fax"',
            "la risposta «fax» non esiste. Risposte ammesse: desk, online, phone, multi, onsite.",
        ),
        ('"desk","desk"', "la risposta «desk» compare due volte."),
        ('not("desk","online","phone","multi","onsite")', "nessuna risposta è ammessa."),
    ],
)
def test_a_cell_with_answers_that_cannot_be_is_refused(xml, cell, end):
    with pytest.raises(RuleError) as refused:
        import_dmn(edited(xml, "percorso.R60", "channel", cell))
    assert str(refused.value) == (f"Tabella percorso, riga percorso.R60, colonna channel: {end}")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'hitPolicy="FIRST"',
            'hitPolicy="ANY"',
            "Tabella percorso: serve la regola di scelta FIRST",
        ),
        (
            'hitPolicy="COLLECT"',
            'hitPolicy="COLLECT" aggregation="SUM"',
            "Tabella strumenti: serve",
        ),
        (
            "<description>11</",
            "<description>13</",
            "Tabella percorso, riga percorso.R20: il livello 13",
        ),
        (
            "<description>11</",
            "<description>x</",
            "Tabella percorso, riga percorso.R20, livello: serve",
        ),
        ("<text>size</text>", "<text>users</text>", "Tabella percorso, valori di users"),
        ("<text>size</text>", "<text>ente</text>", "Tabella percorso: la colonna «ente» non è una"),
        ('"under50","50_249","250plus"', '"under50","50_249"', "Tabella percorso: i valori della"),
        (
            '<text>"P08"</text>',
            "<text>P08</text>",
            "Tabella percorso, riga percorso.R10, esito: serve",
        ),
        ('<text>"P08"</text>', '<text>"P88"</text>', "Regola R10: percorso sconosciuto: «P88»."),
        ('<text>"P08"</text>', '<text>"P<!-- -->08"</text>', "Tabella percorso, riga percorso.R10"),
        ('<decision id="strumenti"', '<decision id="altro"', "Elemento non ammesso nel modello"),
        ('<decision id="strumenti"', '<decision id="percorso"', "Elemento non ammesso nel modello"),
        ("<inputData ", "<knowledgeSource/><inputData ", "Elemento non ammesso nel modello"),
        (
            "<decisionTable ",
            "<question/><decisionTable ",
            "decisione percorso: elemento non ammesso",
        ),
        ("<migliorapa:ruleset>", "<migliorapa:ruleset>x", "Il file non è un JSON valido"),
        ("migliorapa:ruleset>", "migliorapa:altro>", "Il file DMN non viene da MiglioraPA"),
        (">M03</description>", "></description>", "Tabella strumenti, riga strumenti.M03.T26: la"),
        (
            ">M03</description>",
            ">M04</description>",
            "Tabella strumenti, riga strumenti.M04.T29: le",
        ),
        ("20191111/MODEL", "20180521/MODEL", "Il file non è un modello DMN 1.3."),
    ],
)
def test_what_the_subset_does_not_have_is_refused_with_its_place(xml, old, new, sentence):
    text = xml.decode()
    assert old in text
    times = -1 if old.startswith(("migliorapa:", "2019")) else 1
    with pytest.raises(RuleError) as refused:
        import_dmn(text.replace(old, new, times).encode())
    assert str(refused.value).startswith(sentence)


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{i} "{f"&lol{i - 1 or str()};" * 10}">' for i in range(1, 10))
    + "]><lolz>&lol9;</lolz>"
)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (LAUGHS.encode(), "Il file DMN contiene una dichiarazione DOCTYPE o ENTITY"),
        (
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
            "Il file DMN contiene una dichiarazione DOCTYPE o ENTITY",
        ),
        (b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><x/>', "Il file DMN contiene"),
        (LAUGHS.encode("utf-16"), "Il file DMN deve essere in UTF-8."),
        (LAUGHS.encode("utf-16-le"), "Il file DMN non è un XML valido"),
        (b"<x>&e;</x>", "Il file DMN non è un XML valido"),
        (b"<x>", "Il file DMN non è un XML valido"),
        (b"", "Il file DMN non è un XML valido"),
        (b"<x>" + b" " * 2_000_000 + b"</x>", "Il file DMN supera il limite di 2 MB."),
        (b"<a>" * 10_000 + b"</a>" * 10_000, "Il file DMN non è un XML valido"),
    ],
)
def test_hostile_xml_is_refused(data, sentence):
    with pytest.raises(RuleError) as refused:
        import_dmn(data)
    assert str(refused.value).startswith(sentence)


def test_columns_are_headed_by_labels_and_read_back_by_code(initial, schema):
    labelled = export_dmn(initial, {"admin": "Amministrazione"})
    schema.assertValid(etree.fromstring(labelled))
    heads = etree.fromstring(labelled).xpath("//d:input/@label", namespaces=NS)
    assert heads[:2] == ["Amministrazione", initial.questions[1].code]
    assert dumps(import_dmn(labelled)) == dumps(initial)


def test_a_fault_of_xml_is_told_by_row_and_column():
    with pytest.raises(RuleError, match=r"l'errore è alla riga 2, colonna \d+\.$"):
        import_dmn(b"<a>\n<b></a>")
