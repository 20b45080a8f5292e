# SPDX-License-Identifier: AGPL-3.0-or-later
"""A recommendation told to people: labels for codes, the path laid out, what would change it."""

from dataclasses import dataclass

from .engine import Explanation
from .models import DeepDive, Path, Step, Tool
from .snapshot import Catalogue, Outline


class PathMissing(LookupError):
    """The rules lead to no single path, or to one that is not on the site."""


@dataclass(frozen=True)
class Given:
    """An answer given, in words; `changed` is the query that lets one change it."""

    code: str
    question: str
    answer: str


@dataclass(frozen=True)
class WhatIf:
    """What one changed answer would bring: another path, items put forward and why."""

    answer: str
    path: Path | None
    items: list[Tool | DeepDive]
    because: list[str]


@dataclass(frozen=True)
class TwoChanges:
    path: Path
    changes: list[Given]


@dataclass(frozen=True)
class Told:
    """Everything the result page says, in the order it says it."""

    explanation: Explanation
    outline: Outline
    deciding: list[Given]
    other_answers: list[Given]
    modifiers: list[str]
    what_if: list[tuple[str, list[WhatIf]]]
    two_changes: list[TwoChanges]
    added: list[tuple[Tool | DeepDive, str]]
    removed: list[tuple[Step, str]]
    deep_dives: list[DeepDive]

    @property
    def path(self) -> Path:
        return self.outline.path


def tell(explanation: Explanation, catalogue: Catalogue) -> Told:
    """Raises `PathMissing`."""
    questions = {question.code: question for question in catalogue.questions}
    reasons = {rule.code: rule.because for rule in catalogue.compiled.ruleset.modifiers}
    path = catalogue.by_code.get(explanation.path.code) if explanation.path else None
    if path is None:
        raise PathMissing
    removed = {item.code: item.rule for item in explanation.removed_steps}
    profile = explanation.profile

    def given(code: str, answer: str) -> Given:
        return Given(code, questions[code].text, questions[code].label(answer))

    return Told(
        explanation=explanation,
        outline=catalogue.outline(path, removed),
        deciding=[given(code, profile[code]) for code in explanation.path.decisive],
        other_answers=[given(code, profile[code]) for code in explanation.path.irrelevant],
        modifiers=[modifier.because for modifier in explanation.modifiers],
        what_if=_what_if(explanation, catalogue, reasons),
        two_changes=[
            TwoChanges(
                catalogue.by_code[near.path], [given(c.question, c.to) for c in near.changes]
            )
            for near in explanation.near
            if near.distance == 2 and near.path in catalogue.by_code
        ],
        added=_added(explanation, catalogue),
        removed=[
            (step, reasons[removed[step.code]])
            for step in path.linked_steps
            if step.code in removed
        ],
        deep_dives=catalogue.published_entries(item.code for item in explanation.deep_dives),
    )


def _what_if(explanation, catalogue, reasons) -> list[tuple[str, list[WhatIf]]]:
    """By question, in the order of asking: each answer that would change something."""
    to_path = {
        (near.changes[0].question, near.changes[0].to): catalogue.by_code.get(near.path)
        for near in explanation.near
        if near.distance == 1
    }
    to_items = {(near.change.question, near.change.to): near for near in explanation.near_items}
    told = []
    for question in catalogue.questions:
        rows = []
        for choice in question.choices:
            key = (question.code, choice.code)
            near, path = to_items.get(key), to_path.get(key)
            items = catalogue.published_entries((*near.tools, *near.deep_dives) if near else ())
            if path or items:
                because = [reasons[code] for code in near.modifiers] if items else []
                rows.append(WhatIf(choice.label, path, items, because))
        if rows:
            told.append((question.text, rows))
    return told


def _added(explanation, catalogue) -> list[tuple[Tool | DeepDive, str]]:
    """Items that some modifier names, with its reasons: what is here just for this profile."""
    return [
        (
            catalogue.by_code[item.code],
            " e perché ".join(dict.fromkeys(reason.because for reason in item.because)),
        )
        for item in (*explanation.tools, *explanation.deep_dives)
        if item.because and item.code in catalogue.by_code
    ]
