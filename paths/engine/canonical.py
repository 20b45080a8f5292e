# SPDX-License-Identifier: AGPL-3.0-or-later
"""Canonical JSON of a rule set, format `migliorapa-rules/1`.

Keys sorted, one record a line, UTF-8, LF. Rules run by descending level then code, modifiers and
golden cases by code: the order in which they were typed leaves no trace. Questions, paths, tools
and deep dives keep their order, which has a meaning. A condition that admits every answer is left
out. The version number is written but not hashed: the same content has the same hash.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from .errors import RuleError
from .model import GoldenCase, Modifier, Rule, RuleSet, constraints
from .reading import read_rule_set

FORMAT = "migliorapa-rules/1"


def to_document(ruleset: RuleSet) -> dict[str, Any]:
    """The rule set as plain lists and dicts."""
    rules = sorted(ruleset.rules, key=lambda rule: (-rule.level, rule.code))
    return {
        "format": FORMAT,
        "version": ruleset.version,
        "base_weight": ruleset.base_weight,
        "questions": [
            {
                "code": question.code,
                "answers": list(question.answers),
                "ordinal": question.ordinal,
                "mutable": question.mutable,
            }
            for question in ruleset.questions
        ],
        "steps": [{"code": step.code, "tools": list(step.tools)} for step in ruleset.steps],
        "paths": [
            {
                "code": path.code,
                "steps": list(path.steps),
                "tools": _in_order(ruleset.tools, path.tools),
                "deep_dives": list(path.deep_dives),
            }
            for path in ruleset.paths
        ],
        "tools": list(ruleset.tools),
        "deep_dives": list(ruleset.deep_dives),
        "rules": [_rule(ruleset, rule) for rule in rules],
        "modifiers": [_modifier(ruleset, modifier) for modifier in _by_code(ruleset.modifiers)],
        "golden_cases": [_golden_case(ruleset, case) for case in _by_code(ruleset.golden_cases)],
    }


def dumps(ruleset: RuleSet) -> str:
    return _write(to_document(ruleset))


def loads(text: str) -> RuleSet:
    """Read a rule set; RuleError at the first thing that is not as documented."""
    return from_document(parse(text))


def parse(text: str) -> dict[str, Any]:
    """The document of this format, its records not yet read."""
    try:
        document = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except RuleError:
        raise
    except (ValueError, RecursionError) as error:
        raise RuleError(f"Il file non è un JSON valido: {_fault(error)}.") from error
    if not isinstance(document, dict):
        raise RuleError("Il file non contiene un oggetto JSON.")
    return document


def _fault(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"l'errore è alla riga {error.lineno}, colonna {error.colno}"
    if isinstance(error, RecursionError):
        return "contiene troppi elenchi uno dentro l'altro"
    return "contiene un numero con troppe cifre"


def from_document(document: Mapping[str, Any]) -> RuleSet:
    if document.get("format") != FORMAT:
        raise RuleError(f"Formato non riconosciuto: il file deve dichiarare «format»: «{FORMAT}».")
    return read_rule_set({key: value for key, value in document.items() if key != "format"})


def sha256(ruleset: RuleSet) -> str:
    document = to_document(ruleset)
    del document["version"]
    return hashlib.sha256(_write(document).encode()).hexdigest()


def _rule(ruleset: RuleSet, rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "level": rule.level,
        "when": _when(ruleset, rule),
        "outcome": rule.outcome,
        "because": rule.because,
        "active": rule.active,
        "note": rule.note,
    }


def _modifier(ruleset: RuleSet, modifier: Modifier) -> dict[str, Any]:
    return {
        "code": modifier.code,
        "when": _when(ruleset, modifier),
        "add_tools": dict(modifier.add_tools),
        "add_deep_dives": dict(modifier.add_deep_dives),
        "exclude_tools": _in_order(ruleset.tools, modifier.exclude_tools),
        "exclude_deep_dives": _in_order(ruleset.deep_dives, modifier.exclude_deep_dives),
        "remove_steps": _in_order(ruleset.tools_of_step, modifier.remove_steps),
        "because": modifier.because,
        "active": modifier.active,
        "note": modifier.note,
    }


def _golden_case(ruleset: RuleSet, case: GoldenCase) -> dict[str, Any]:
    return {
        "code": case.code,
        "profile": dict(case.profile),
        "path": case.path,
        "rule": case.rule,
        "modifiers": None if case.modifiers is None else sorted(case.modifiers),
        "active": case.active,
        "origin": case.origin,
    }


def _when(ruleset: RuleSet, row: Rule | Modifier) -> dict[str, list[str]]:
    admitted = constraints(ruleset.questions, row.when)
    return {question: list(answers) for question, answers in admitted.items()}


def _in_order(order, codes) -> list[str]:
    return [code for code in order if code in codes]


def _by_code(records):
    return sorted(records, key=lambda record: record.code)


def _write(document: Mapping[str, Any]) -> str:
    entries = (f"{_line(key)}: {_value(value)}" for key, value in sorted(document.items()))
    return "{\n" + ",\n".join(entries) + "\n}\n"


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(_line(record) for record in value) + "\n]"
    return _line(value)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for key, value in pairs:
        if key in record:
            raise RuleError(f"Chiave doppia: «{key}» compare due volte nello stesso oggetto.")
        record[key] = value
    return record


def _no_constant(name: str) -> None:
    raise RuleError(f"Valore non ammesso nel JSON: «{name}».")
