# SPDX-License-Identifier: AGPL-3.0-or-later
"""The structured part of a tool, checklist items and questionnaires: what is wrong with it. Pure.

`problems` gives sentences for whoever writes it; an empty list means sound.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

CODE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,19}")
ROLES = {
    *("context", "profile", "reason", "overall", "importance"),
    *("satisfaction", "nps", "comment"),
}
NEEDS = {
    "choice": {"options"},
    "multi": {"options"},
    "emoticon": {"options"},
    "matrix": {"scale", "subquestions"},
    "scale5": {"scale"},
    "nps": set(),
    "open": set(),
}
WORDS = {str: "un testo", bool: "true oppure false"} | {
    list: "un elenco",
    dict: "un gruppo di chiavi",
}


@dataclass(frozen=True)
class Shape:
    """Keys of a record with the type of each; `optional` may be missing."""

    needed: dict[str, type]
    optional: dict[str, type]


TOP = Shape({}, {"items": list, "questionnaire": dict})
ITEM = Shape({"code": str, "text": str}, {"group": str, "why": str})
LABELLED = Shape({"code": str, "label": str}, {"dimension": str})
SUBQUESTION = Shape({"code": str, "text": str}, {"dimension": str})
QUESTIONNAIRE = Shape(
    {"sections": list},
    {"scales": dict, "dimensions": list}
    | dict.fromkeys(("scale_note", "instructions_interviewer", "introduction", "closing"), str),
)
SECTION = Shape({"title": str, "questions": list}, {"intro": str, "optional": bool})
QUESTION = Shape(
    {"code": str, "type": str, "role": str, "text": str},
    {"help": str, "note": str, "mandatory": bool, "other": bool, "scale": str, "only_if": dict}
    | {"options": list, "subquestions": list},
)
CONDITION = Shape({"question": str, "answers": list}, {})


def problems(data: Any) -> list[str]:
    found = list(_shape(data, TOP, "contenuto"))
    if found:
        return found
    if "items" in data:
        found += _records(data["items"], ITEM, "items, voce")
    if "questionnaire" in data:
        found += _questionnaire(data["questionnaire"])
    return found


def _shape(value: Any, shape: Shape, where: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{where}: qui serve un gruppo di chiavi, per esempio «code: A1»."
        return
    known = shape.needed | shape.optional
    for name in value:
        if name not in known:
            yield f"{where}: la chiave «{name}» non esiste. Ammesse: {', '.join(known)}."
    for name in shape.needed:
        if value.get(name) in (None, "", []):
            yield f"{where}: manca «{name}»."
    for name, kind in known.items():
        if value.get(name) is not None and type(value[name]) is not kind:
            hint = " Mettetelo tra apici." if kind is str else ""
            yield f"{where}: «{name}» deve essere {WORDS[kind]}.{hint}"


def _records(values: list, shape: Shape, where: str) -> Iterator[str]:
    """Each record of a list, and codes that are badly written or given twice."""
    seen = set()
    for number, value in enumerate(values, 1):
        code = value.get("code") if isinstance(value, Mapping) else None
        place = f"{where} {number}" + (f" ({code})" if code else "")
        wrong = list(_shape(value, shape, place))
        yield from wrong
        if wrong or not code:
            continue
        if not _is_code(code):
            yield f"{place}: il codice ammette solo lettere e cifre, senza spazi né accenti."
        if code in seen:
            yield f"{place}: il codice «{code}» è già usato nello stesso elenco."
        seen.add(code)


def _is_code(code: str) -> bool:
    return bool(CODE.fullmatch(code)) or code.isdecimal()


def _questionnaire(data: dict) -> list[str]:
    found = list(_shape(data, QUESTIONNAIRE, "questionnaire"))
    if found:
        return found
    found += _records(data.get("dimensions", []), LABELLED, "dimensions, voce")
    for name, steps in data.get("scales", {}).items():
        if not isinstance(steps, list):
            found.append(f"scales, «{name}»: qui serve un elenco di gradini con code e label.")
            continue
        found += _records(steps, LABELLED, f"scales, «{name}», gradino")
    for number, section in enumerate(data["sections"], 1):
        found += _shape(section, SECTION, f"sezione {number}")
    return found or list(_questions(data))


def _questions(data: dict) -> Iterator[str]:
    dimensions = {dimension["code"] for dimension in data.get("dimensions", [])}
    scales = {
        name: [step["code"] for step in steps] for name, steps in data.get("scales", {}).items()
    }
    answers: dict[str, list[str]] = {}
    for number, section in enumerate(data["sections"], 1):
        where = f"sezione {number}, domanda"
        wrong = list(_records(section["questions"], QUESTION, where))
        yield from wrong
        if wrong:
            continue
        for question in section["questions"]:
            place = f"sezione {number}, domanda {question['code']}"
            if question["code"] in answers:
                yield f"{place}: il codice «{question['code']}» è già di un'altra domanda."
            yield from _question(question, place, dimensions, scales, answers)
            options = question.get("options") or []
            codes = [option.get("code") for option in options if isinstance(option, Mapping)]
            answers[question["code"]] = codes + scales.get(question.get("scale"), [])


def _question(question, place, dimensions, scales, answers) -> Iterator[str]:
    kind = question["type"]
    if kind not in NEEDS:
        yield f"{place}: il tipo «{kind}» non esiste. Ammessi: {', '.join(NEEDS)}."
        return
    if question["role"] not in ROLES:
        yield f"{place}: il ruolo «{question['role']}» non esiste. Ammessi: {_listed(ROLES)}."
    for name in sorted(NEEDS[kind] - question.keys()):
        yield f"{place}: una domanda di tipo {kind} vuole «{name}»."
    if "scale" in question and question["scale"] not in scales:
        yield f"{place}: la scala «{question['scale']}» non è tra le scale ({_listed(scales)})."
    for name, shape in (("options", LABELLED), ("subquestions", SUBQUESTION)):
        yield from _parts(question.get(name, []), shape, f"{place}, {name}, voce", dimensions)
    if "only_if" in question:
        yield from _condition(question["only_if"], place, answers)


def _parts(parts, shape, where, dimensions) -> Iterator[str]:
    wrong = list(_records(parts, shape, where))
    yield from wrong
    for part in [] if wrong else parts:
        if part.get("dimension", "") and part["dimension"] not in dimensions:
            yield (
                f"{where} {part['code']}: la dimensione «{part['dimension']}» non è tra le "
                f"dimensioni ({_listed(dimensions)})."
            )


def _condition(condition, place, answers) -> Iterator[str]:
    wrong = list(_shape(condition, CONDITION, f"{place}, only_if"))
    yield from wrong
    if wrong:
        return
    if (asked := condition["question"]) not in answers:
        yield f"{place}: only_if nomina la domanda «{asked}», che prima di questa non c'è."
        return
    for code in condition["answers"]:
        if code not in answers[asked]:
            yield (
                f"{place}: only_if nomina la risposta «{code}», che non è tra quelle di "
                f"«{asked}» ({_listed(answers[asked])})."
            )


def _listed(names) -> str:
    return ", ".join(sorted(map(str, names))) or "nessuna"
