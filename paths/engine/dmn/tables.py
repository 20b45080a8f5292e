# SPDX-License-Identifier: AGPL-3.0-or-later
"""Read the decision tables of the admitted subset; refuse the rest naming the place."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from ..errors import RuleError, listing
from ..model import Question, When
from .cells import read_test
from .names import dmn

_IGNORED = ("description", "extensionElements", "variable", "informationRequirement")


class Row(NamedTuple):
    """`cells` are the texts of the outputs, `place` names the row in an error."""

    id: str
    description: str
    when: When
    cells: tuple[str, ...]
    place: str


def read_decision(
    decision: etree._Element,
    policy: str,
    outputs: Sequence[str],
    questions: Mapping[str, Question],
) -> list[Row]:
    name = decision.get("id")
    parts = _children(decision, (*_IGNORED, "decisionTable"), f"decisione {name}")
    tables = [part for part in parts if part.tag == dmn("decisionTable")]
    if len(tables) != 1:
        raise RuleError(f"Decisione {name}: serve una sola tabella.")
    return _read_table(tables[0], f"Tabella {name}", policy, outputs, questions)


def _read_table(table, place, policy, outputs, questions) -> list[Row]:
    if table.get("hitPolicy", "UNIQUE") != policy or table.get("aggregation"):
        raise RuleError(f"{place}: serve la regola di scelta {policy}, senza aggregazione.")
    parts = _children(table, ("input", "output", "rule"), place)
    columns = [_read_column(part, place, questions) for part in parts if part.tag == dmn("input")]
    if len(set(columns)) < len(columns):
        raise RuleError(f"{place}: una domanda ha due colonne.")
    named = [part.get("name") for part in parts if part.tag == dmn("output")]
    if named != list(outputs):
        raise RuleError(f"{place}: le colonne dell'esito devono essere {listing(outputs)}.")
    return [
        _read_row(part, place, columns, len(named)) for part in parts if part.tag == dmn("rule")
    ]


def _read_column(clause, place: str, questions: Mapping[str, Question]) -> Question:
    parts = _children(clause, ("inputExpression", "inputValues", "extensionElements"), place)
    texts = {part.tag: part for part in parts}
    if dmn("inputExpression") not in texts:
        raise RuleError(f"{place}: una colonna non ha espressione.")
    code = _text(texts[dmn("inputExpression")], place).strip()
    if code not in questions:
        raise RuleError(
            f"{place}: la colonna «{code}» non è una domanda. "
            f"Domande ammesse: {listing(questions)}."
        )
    question = questions[code]
    if dmn("inputValues") in texts:
        values = _text(texts[dmn("inputValues")], place)
        if read_test(question, values, f"{place}, valori di {code}") != set(question.answers):
            raise RuleError(
                f"{place}: i valori della colonna {code} devono essere {listing(question.answers)}."
            )
    return question


def _read_row(rule, place: str, columns: Sequence[Question], outputs: int) -> Row:
    place = f"{place}, riga {rule.get('id')}"
    parts = _children(
        rule, ("description", "extensionElements", "inputEntry", "outputEntry"), place
    )
    entries = [part for part in parts if part.tag == dmn("inputEntry")]
    cells = [part for part in parts if part.tag == dmn("outputEntry")]
    if len(entries) != len(columns) or len(cells) != outputs:
        raise RuleError(f"{place}: il numero di celle non è quello delle colonne.")
    when = {}
    for question, entry in zip(columns, entries, strict=True):
        cell = f"{place}, colonna {question.code}"
        admitted = read_test(question, _text(entry, cell), cell)
        if admitted is not None:
            when[question.code] = admitted
    description = rule.findtext(dmn("description")) or ""
    texts = tuple(_text(cell, f"{place}, esito") for cell in cells)
    return Row(rule.get("id") or "", description.strip(), when, texts, place)


def _children(parent, admitted: Sequence[str], place: str) -> list:
    for child in parent:
        if child.tag not in map(dmn, admitted):
            tag = child.tag if isinstance(child.tag, str) else "commento o istruzione"
            raise RuleError(f"{place}: elemento non ammesso «{tag.rpartition('}')[2]}».")
    return list(parent)


def _text(element, place: str) -> str:
    """The text of the only `text` child."""
    if len(element) != 1 or element[0].tag != dmn("text") or len(element[0]):
        raise RuleError(f"{place}: serve un solo testo semplice.")
    return element[0].text or ""
