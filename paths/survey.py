# SPDX-License-Identifier: AGPL-3.0-or-later
"""A questionnaire of the catalogue (`Tool.data["questionnaire"]`) as questions to ask. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from . import survey_time

FIELD = re.compile(r"\[([^\[\]\n]{1,80})\]")
NPS = tuple((str(grade), str(grade)) for grade in range(11))
NOTICE = "L'informativa completa sul trattamento dei dati è qui: [indirizzo dell'informativa]."
FOR_STAFF = frozenset({"note", "instructions_interviewer", "scale_note"})


@dataclass(frozen=True)
class Choice:
    """An answer, a step of a scale or a row of a matrix."""

    code: str
    label: str

    @property
    def shown(self) -> str:
        """Grades show their number, other codes stay with the staff."""
        graded = self.code.isdecimal() and self.label != self.code
        return f"{self.code} {self.label}" if graded else self.label


@dataclass(frozen=True)
class Condition:
    question: "Question"
    choices: tuple[Choice, ...]

    @property
    def words(self) -> str:
        labels = [f"«{choice.label}»" for choice in self.choices]
        *first, last = labels
        listed = f"{', '.join(first)} o {last}" if first else last
        return f"Solo per chi alla domanda {self.question.number} ha risposto {listed}."


@dataclass(frozen=True)
class Question:
    """`number` runs through the sections; `choices` are options, grades of a scale or 0 to 10."""

    number: int
    code: str
    kind: str
    text: str
    help: str
    note: str
    mandatory: bool
    other: bool
    choices: tuple[Choice, ...]
    rows: tuple[Choice, ...]
    only_if: Condition | None

    @property
    def in_a_row(self) -> bool:
        return self.kind in {"scale5", "nps", "emoticon"}


@dataclass(frozen=True)
class Section:
    title: str
    intro: str
    optional: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Survey:
    code: str
    title: str
    introduction: str
    closing: str
    scale_note: str
    instructions: str
    notice: str
    sections: tuple[Section, ...]

    @property
    def minutes(self) -> int:
        """To fill it in, as the project estimates."""
        return survey_time.minutes(self)

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)


def read(code: str, title: str, data: Mapping[str, Any]) -> Survey:
    """`data` is sound: `paths.tool_data` has seen it before it was saved."""
    known: dict[str, Question] = {}
    sections = tuple(
        _section(section, data.get("scales", {}), known) for section in data["sections"]
    )
    return Survey(
        code=code,
        title=title,
        introduction=data.get("introduction", ""),
        closing=data.get("closing", ""),
        scale_note=data.get("scale_note", ""),
        instructions=data.get("instructions_interviewer", ""),
        notice=data.get("notice", NOTICE),
        sections=sections,
    )


def _section(data, scales, known: dict[str, Question]) -> Section:
    questions = []
    for question in data["questions"]:
        questions.append(_question(question, scales, known))
        known[question["code"]] = questions[-1]
    optional = data.get("optional", False)
    return Section(data["title"], data.get("intro", ""), optional, tuple(questions))


def _question(data, scales, known: dict[str, Question]) -> Question:
    options = data.get("options") or scales.get(data.get("scale"), [])
    choices = tuple(Choice(option["code"], option["label"]) for option in options)
    if data["type"] == "nps":
        choices = tuple(Choice(*grade) for grade in NPS)
    rows = tuple(Choice(row["code"], row["text"]) for row in data.get("subquestions", []))
    return Question(
        number=len(known) + 1,
        code=data["code"],
        kind=data["type"],
        text=data["text"],
        help=data.get("help", ""),
        note=data.get("note", ""),
        mandatory=data.get("mandatory", False),
        other=data.get("other", False),
        choices=choices,
        rows=rows,
        only_if=_condition(data.get("only_if"), known),
    )


def _condition(data, known: dict[str, Question]) -> Condition | None:
    if not data:
        return None
    asked = known[data["question"]]
    return Condition(asked, tuple(c for c in asked.choices if c.code in data["answers"]))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for name, value in data.items():
            if name not in FOR_STAFF:
                yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)


def fields(data: Mapping[str, Any]) -> list[str]:
    """What stands in square brackets in the texts for respondents, each once, in reading order."""
    order = ("introduction", "sections", "closing", "notice")
    texts = (text for name in order for text in _texts(data.get(name)))
    return list(dict.fromkeys(name for text in texts for name in FIELD.findall(text)))


def fill(data: Any, values: Mapping[str, str]) -> Any:
    """The same data with `[name]` replaced wherever a value is given."""
    if isinstance(data, str):
        return FIELD.sub(lambda match: values.get(match[1]) or match[0], data)
    if isinstance(data, Mapping):
        return {name: fill(value, values) for name, value in data.items()}
    if isinstance(data, list):
        return [fill(value, values) for value in data]
    return data
