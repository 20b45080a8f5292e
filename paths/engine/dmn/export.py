# SPDX-License-Identifier: AGPL-3.0-or-later
"""Write a rule set as DMN 1.3."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from lxml import etree

from ..canonical import to_document
from ..model import RuleSet, When
from ..sweep import in_force
from .carried import carried, has_rows
from .cells import write_strings, write_test
from .names import DMN, ITEM_TABLES, OWN, PATH, ItemTable, dmn

NO_LABELS: Mapping[str, str] = MappingProxyType({})


class _Output(NamedTuple):
    name: str
    kind: str
    values: Sequence[str]


class _Row(NamedTuple):
    id: str
    description: str
    when: When
    cells: Sequence[str]


def export_dmn(ruleset: RuleSet, labels: Mapping[str, str] = NO_LABELS) -> bytes:
    """One decision for the path, one for each effect of the modifiers; UTF-8 XML.

    `labels` head the columns of the questions, for people; the codes stay in the expressions.
    """
    name = f"Regole di MiglioraPA, versione {ruleset.version}"
    root = etree.Element(
        dmn("definitions"),
        {"id": "migliorapa", "name": name, "namespace": OWN, "exporter": "MiglioraPA"},
        nsmap={None: DMN, "migliorapa": OWN},
    )
    extension = etree.SubElement(root, dmn("extensionElements"))
    etree.SubElement(extension, f"{{{OWN}}}ruleset").text = carried(ruleset)
    for question in ruleset.questions:
        _input_data(root, question.code)
    paths = _Output(PATH, "string", list(ruleset.path_by_code))
    clauses = [
        (question, labels.get(question.code, question.code)) for question in ruleset.questions
    ]
    _decision(root, ruleset, clauses, PATH, "Percorso", "FIRST", [paths], _path_rows(ruleset))
    document = to_document(ruleset)
    for table in ITEM_TABLES:
        rows = _item_rows(document, table)
        _decision(
            root,
            ruleset,
            clauses,
            table.decision,
            table.title,
            "COLLECT",
            _item_outputs(ruleset, table),
            rows,
        )
    return etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="UTF-8")


def _path_rows(ruleset: RuleSet) -> list[_Row]:
    return [
        _Row(f"{PATH}.{rule.code}", str(rule.level), rule.when, [f'"{rule.outcome}"'])
        for rule in in_force(ruleset)
    ]


def _item_outputs(ruleset: RuleSet, table: ItemTable) -> list[_Output]:
    codes = ruleset.tools_of_step if table.codes == "steps" else getattr(ruleset, table.codes)
    item, *weight = table.outputs
    return [_Output(item, "string", list(codes)), *(_Output(name, "number", ()) for name in weight)]


def _item_rows(document: dict[str, Any], table: ItemTable) -> list[_Row]:
    rows = []
    for modifier in filter(has_rows, document["modifiers"]):
        when = {question: frozenset(admitted) for question, admitted in modifier["when"].items()}
        items = modifier[table.field]
        for item in items:
            cells = [f'"{item}"', *([str(items[item])] if isinstance(items, dict) else [])]
            code = modifier["code"]
            rows.append(_Row(f"{table.decision}.{code}.{item}", code, when, cells))
    return rows


def _input_data(root, question: str) -> None:
    data = etree.SubElement(root, dmn("inputData"), id=f"domanda.{question}", name=question)
    attributes = {"id": f"variabile.{question}", "name": question, "typeRef": "string"}
    etree.SubElement(data, dmn("variable"), attributes)


def _decision(root, ruleset, clauses, code, title, policy, outputs, rows) -> None:
    decision = etree.SubElement(root, dmn("decision"), id=code, name=title)
    etree.SubElement(decision, dmn("variable"), id=f"{code}.variabile", name=title)
    for question in ruleset.questions:
        requirement = etree.SubElement(
            decision, dmn("informationRequirement"), id=f"{code}.richiede.{question.code}"
        )
        etree.SubElement(requirement, dmn("requiredInput"), href=f"#domanda.{question.code}")
    table = etree.SubElement(decision, dmn("decisionTable"), id=f"{code}.tabella", hitPolicy=policy)
    for question, label in clauses:
        _input_clause(table, code, question, label)
    for output in outputs:
        clause = etree.SubElement(
            table,
            dmn("output"),
            {"id": f"{code}.esito.{output.name}", "name": output.name, "typeRef": output.kind},
        )
        if output.values:
            _text(clause, "outputValues", write_strings(output.values))
    for row in rows:
        _rule(table, ruleset, row)


def _input_clause(table, code, question, label) -> None:
    clause = etree.SubElement(
        table, dmn("input"), id=f"{code}.colonna.{question.code}", label=label
    )
    expression = _text(clause, "inputExpression", question.code)
    expression.set("typeRef", "string")
    _text(clause, "inputValues", write_strings(question.answers))


def _rule(table, ruleset: RuleSet, row: _Row) -> None:
    rule = etree.SubElement(table, dmn("rule"), id=row.id)
    etree.SubElement(rule, dmn("description")).text = row.description
    for question in ruleset.questions:
        _text(rule, "inputEntry", write_test(question, row.when.get(question.code)))
    for cell in row.cells:
        _text(rule, "outputEntry", cell)


def _text(parent, name: str, value: str):
    element = etree.SubElement(parent, dmn(name))
    etree.SubElement(element, dmn("text")).text = value
    return element
