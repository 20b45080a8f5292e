# SPDX-License-Identifier: AGPL-3.0-or-later
"""Read back a DMN file: the tables rule, the extension element completes them."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from lxml import etree

from ..canonical import from_document, parse
from ..errors import RuleError, listing
from ..model import Question, RuleSet
from ..reading import read_questions
from .cells import read_number, read_string
from .names import DMNDI, ITEM_TABLES, OWN, PATH, ItemTable, dmn
from .tables import Row, read_decision
from .xml import parse as parse_xml


def import_dmn(data: bytes) -> RuleSet:
    """The rule set of a file written by `export_dmn`, also if its tables were edited since.

    RuleError names the cell, row or element that is not admitted.
    """
    root = parse_xml(data)
    if root.tag != dmn("definitions"):
        raise RuleError("Il file non è un modello DMN 1.3.")
    document = _carried(root)
    questions = {question.code: question for question in read_questions(document)}
    decisions = _decisions(root)
    document["rules"] = list(_rules(document, decisions, questions))
    document["modifiers"] = list(_modifiers(document, decisions, questions))
    return from_document(document)


def _carried(root: etree._Element) -> dict[str, Any]:
    own = root.find(f"{dmn('extensionElements')}/{{{OWN}}}ruleset")
    if own is None:
        raise RuleError("Il file DMN non viene da MiglioraPA: manca la parte con i percorsi.")
    return parse(own.text or "")


def _decisions(root: etree._Element) -> dict[str, etree._Element]:
    known = (PATH, *(table.decision for table in ITEM_TABLES))
    ignored = {dmn("description"), dmn("extensionElements"), dmn("inputData"), f"{{{DMNDI}}}DMNDI"}
    decisions: dict[str, etree._Element] = {}
    for child in root:
        if child.tag in ignored:
            continue
        code = child.get("id") if child.tag == dmn("decision") else child.tag
        if code not in known or code in decisions:
            raise RuleError(
                f"Elemento non ammesso nel modello: «{code}». "
                f"Decisioni ammesse, una volta ciascuna: {listing(known)}."
            )
        decisions[code] = child
    if PATH not in decisions:
        raise RuleError(f"Manca la decisione «{PATH}».")
    return decisions


def _rules(
    document: Mapping[str, Any],
    decisions: Mapping[str, etree._Element],
    questions: Mapping[str, Question],
) -> Iterator[dict[str, Any]]:
    known = _by_code(document, "rules")
    yield from (rule for rule in known.values() if "when" in rule)
    rows = read_decision(decisions[PATH], "FIRST", (PATH,), questions)
    levels = [read_number(row.description, f"{row.place}, livello") for row in rows]
    for (above, _), (below, row) in pairwise(zip(levels, rows, strict=True)):
        if above < below:
            raise RuleError(f"{row.place}: il livello {below} sta sotto il livello {above}.")
    for level, row in zip(levels, rows, strict=True):
        code = row.id.removeprefix(f"{PATH}.")
        yield {
            **known.get(code, {"code": code, "because": ""}),
            "active": True,
            "level": level,
            "when": _plain(row),
            "outcome": read_string(row.cells[0], f"{row.place}, esito"),
        }


def _modifiers(
    document: Mapping[str, Any],
    decisions: Mapping[str, etree._Element],
    questions: Mapping[str, Question],
) -> Iterator[dict[str, Any]]:
    known = _by_code(document, "modifiers")
    yield from (modifier for modifier in known.values() if "when" in modifier)
    found: dict[str, dict[str, Any]] = {}
    for table in ITEM_TABLES:
        if table.decision in decisions:
            decision = decisions[table.decision]
            for row in read_decision(decision, "COLLECT", table.outputs, questions):
                _add_row(found, table, row)
    for code, effects in found.items():
        yield {**known.get(code, {"because": ""}), "code": code, "active": True, **effects}


def _add_row(found: dict[str, dict[str, Any]], table: ItemTable, row: Row) -> None:
    if not row.description:
        raise RuleError(f"{row.place}: la descrizione deve dare il codice del modificatore.")
    effects = found.setdefault(row.description, {"when": _plain(row)})
    if effects["when"] != _plain(row):
        raise RuleError(
            f"{row.place}: le righe del modificatore {row.description} "
            "devono avere tutte le stesse condizioni."
        )
    item = read_string(row.cells[0], f"{row.place}, esito")
    weighted = len(table.outputs) > 1
    items = effects.setdefault(table.field, {} if weighted else [])
    if item in items:
        raise RuleError(f"{row.place}: «{item}» compare due volte.")
    if weighted:
        items[item] = read_number(row.cells[1], f"{row.place}, peso")
    else:
        items.append(item)


def _plain(row: Row) -> dict[str, list[str]]:
    return {question: sorted(admitted) for question, admitted in row.when.items()}


def _by_code(document: Mapping[str, Any], key: str) -> dict[str, dict[str, Any]]:
    try:
        return {record["code"]: record for record in document[key]}
    except (KeyError, TypeError) as error:
        raise RuleError("La parte riservata a MiglioraPA nel file DMN è danneggiata.") from error
