# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rule set as data: questions, rules, modifiers, path contents and golden cases.

A `RuleSet` checks itself when it is built, so whoever holds one holds a well-formed one.
Gaps, conflicts and dead rules are not malformations: `verify` finds them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .validation import check_rule_set

Profile = Mapping[str, str]
When = Mapping[str, frozenset[str]]


def _conditions(when: Mapping[str, Iterable[str]]) -> When:
    return {question: _shared(frozenset(answers)) for question, answers in when.items()}


@lru_cache(maxsize=4096)
def _shared(answers: frozenset[str]) -> frozenset[str]:
    """The same object for equal sets: dictionaries keyed by them then compare no elements."""
    return answers


def _freeze(record: object, **values: object) -> None:
    for name, value in values.items():
        object.__setattr__(record, name, value)


@dataclass(frozen=True)
class Question:
    """`answers` run upwards when the question is `ordinal`; `mutable` ones may be changed later."""

    code: str
    answers: tuple[str, ...]
    ordinal: bool = False
    mutable: bool = False


@dataclass(frozen=True)
class Step:
    code: str
    tools: tuple[str, ...] = ()


@dataclass(frozen=True)
class PathContent:
    """`tools` are those of its steps, without duplicates, in editorial order."""

    code: str
    steps: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    deep_dives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """Chooses the path `outcome`; a higher `level` overrides a lower one."""

    code: str
    level: int
    when: When
    outcome: str
    because: str
    active: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        _freeze(self, when=_conditions(self.when))


@dataclass(frozen=True)
class Modifier:
    """Applies beside the chosen path; `add_*` map an item to its weight."""

    code: str
    when: When
    add_tools: Mapping[str, int] = field(default_factory=dict)
    add_deep_dives: Mapping[str, int] = field(default_factory=dict)
    exclude_tools: frozenset[str] = frozenset()
    exclude_deep_dives: frozenset[str] = frozenset()
    remove_steps: frozenset[str] = frozenset()
    because: str = ""
    active: bool = True
    note: str = ""

    def __post_init__(self) -> None:
        _freeze(
            self,
            when=_conditions(self.when),
            add_tools=dict(self.add_tools),
            add_deep_dives=dict(self.add_deep_dives),
            exclude_tools=frozenset(self.exclude_tools),
            exclude_deep_dives=frozenset(self.exclude_deep_dives),
            remove_steps=frozenset(self.remove_steps),
        )


@dataclass(frozen=True)
class GoldenCase:
    """An expected result; `rule` and `modifiers` are not compared when None."""

    code: str
    profile: Profile
    path: str
    rule: str | None = None
    modifiers: tuple[str, ...] | None = None
    active: bool = True
    origin: str = ""


@dataclass(frozen=True)
class RuleSet:
    """`questions` in the order of asking; `paths`, `tools`, `deep_dives` in editorial order."""

    version: int
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    paths: tuple[PathContent, ...]
    modifiers: tuple[Modifier, ...] = ()
    golden_cases: tuple[GoldenCase, ...] = ()
    steps: tuple[Step, ...] = ()
    tools: tuple[str, ...] = ()
    deep_dives: tuple[str, ...] = ()
    base_weight: int = 3

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if name not in ("version", "base_weight"):
                _freeze(self, **{name: tuple(value)})
        check_rule_set(self)

    @cached_property
    def question_by_code(self) -> dict[str, Question]:
        return {question.code: question for question in self.questions}

    @cached_property
    def path_by_code(self) -> dict[str, PathContent]:
        return {path.code: path for path in self.paths}

    @cached_property
    def tools_of_step(self) -> dict[str, tuple[str, ...]]:
        return {step.code: step.tools for step in self.steps}


def constraints(questions: Iterable[Question], when: When) -> dict[str, tuple[str, ...]]:
    """Conditions in question and answer order, without those that admit every answer."""
    return {
        question.code: tuple(answer for answer in question.answers if answer in when[question.code])
        for question in questions
        if len(when.get(question.code, question.answers)) < len(question.answers)
    }


def admitted_answers(question: Question, conditions: Iterable[When]) -> list[frozenset[str]]:
    """What each condition admits of the question."""
    anything = frozenset(question.answers)
    return [when.get(question.code, anything) for when in conditions]
