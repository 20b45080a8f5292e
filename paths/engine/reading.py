# SPDX-License-Identifier: AGPL-3.0-or-later
"""Strict reading of the plain document of a rule set: every key known, every value of its type."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from .errors import RuleError, listing
from .model import GoldenCase, Modifier, PathContent, Question, Rule, RuleSet, Step

Reader = Callable[[Any, str], Any]


def _of_type(kind: type, name: str) -> Reader:
    def read(value: Any, where: str) -> Any:
        if type(value) is not kind:
            raise RuleError(f"{where}: serve {name}, non «{value}».")
        return value

    return read


_integer = _of_type(int, "un numero intero")
_flag = _of_type(bool, "true o false")
_list = _of_type(list, "un elenco")
_mapping = _of_type(dict, "un oggetto")
_string = _of_type(str, "un testo")


def _text(value: Any, where: str) -> str:
    _string(value, where)
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise RuleError(f"{where}: il testo contiene caratteri non validi.")
    return value


def _or_none(reader: Reader) -> Reader:
    return lambda value, where: None if value is None else reader(value, where)


def _texts(value: Any, where: str) -> tuple[str, ...]:
    texts = tuple(_text(item, where) for item in _list(value, where))
    if len(set(texts)) < len(texts):
        raise RuleError(f"{where}: un valore compare due volte.")
    return texts


def _values(reader: Reader) -> Reader:
    def read(value: Any, where: str) -> dict[str, Any]:
        return {
            _text(key, where): reader(item, f"{where}, «{key}»")
            for key, item in _mapping(value, where).items()
        }

    return read


def _records(kind: type, readers: Mapping[str, Reader], name: str) -> Reader:
    def read(value: Any, where: str) -> tuple[Any, ...]:
        return tuple(
            _record(kind, readers, item, _place(item, name, position))
            for position, item in enumerate(_list(value, where), start=1)
        )

    return read


def _place(item: Any, name: str, position: int) -> str:
    code = item.get("code") if isinstance(item, dict) else None
    return f"{name} «{code}»" if isinstance(code, str) else f"{name} numero {position}"


def _record(kind: type, readers: Mapping[str, Reader], value: Any, where: str) -> Any:
    _mapping(value, where)
    if odd := [key for key in value if key not in readers]:
        raise RuleError(
            f"{where}: chiave sconosciuta «{odd[0]}». Chiavi ammesse: {listing(readers)}."
        )
    required = {f.name for f in fields(kind) if f.default is f.default_factory is MISSING}
    if missing := [key for key in readers if key in required and key not in value]:
        raise RuleError(f"{where}: manca «{missing[0]}».")
    return kind(**{key: readers[key](item, f"{where}, «{key}»") for key, item in value.items()})


_QUESTION = {"code": _text, "answers": _texts, "ordinal": _flag, "mutable": _flag}
_STEP = {"code": _text, "tools": _texts}
_PATH = {"code": _text, "steps": _texts, "tools": _texts, "deep_dives": _texts}
_RULE = {
    "code": _text,
    "level": _integer,
    "when": _values(_texts),
    "outcome": _text,
    "because": _text,
    "active": _flag,
    "note": _text,
}
_MODIFIER = {
    "code": _text,
    "when": _values(_texts),
    "add_tools": _values(_integer),
    "add_deep_dives": _values(_integer),
    "exclude_tools": _texts,
    "exclude_deep_dives": _texts,
    "remove_steps": _texts,
    "because": _text,
    "active": _flag,
    "note": _text,
}
_GOLDEN_CASE = {
    "code": _text,
    "profile": _values(_text),
    "path": _text,
    "rule": _or_none(_text),
    "modifiers": _or_none(_texts),
    "active": _flag,
    "origin": _text,
}
_RULE_SET = {
    "version": _integer,
    "base_weight": _integer,
    "questions": _records(Question, _QUESTION, "Domanda"),
    "steps": _records(Step, _STEP, "Passo"),
    "paths": _records(PathContent, _PATH, "Percorso"),
    "tools": _texts,
    "deep_dives": _texts,
    "rules": _records(Rule, _RULE, "Regola"),
    "modifiers": _records(Modifier, _MODIFIER, "Modificatore"),
    "golden_cases": _records(GoldenCase, _GOLDEN_CASE, "Caso di prova"),
}


def read_rule_set(document: Mapping[str, Any]) -> RuleSet:
    return _record(RuleSet, _RULE_SET, document, "Insieme di regole")


def read_questions(document: Mapping[str, Any]) -> tuple[Question, ...]:
    return _RULE_SET["questions"](document.get("questions"), "Domande")
