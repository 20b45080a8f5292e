# SPDX-License-Identifier: AGPL-3.0-or-later
"""A recommendation told to people: labels for codes, the path laid out, what would change it."""

from dataclasses import dataclass

from .engine import Explanation, RuleSet
from .models import DeepDive, Path, Tool
from .outline import Outline, lay_out, path_steps, tools_with_steps
from .questionnaire import AskedQuestion


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
    removed: list[tuple[str, str]]
    deep_dives: list[DeepDive]

    @property
    def path(self) -> Path:
        return self.outline.path


def tell(explanation: Explanation, rules: RuleSet, asked: list[AskedQuestion]) -> Told:
    """Four statements: steps of the path, tools, deep dives, titles of the other paths."""
    questions = {question.code: question for question in asked}

    def given(code: str, answer: str) -> Given:
        return Given(code, questions[code].text, questions[code].label(answer))

    profile = explanation.profile
    links = path_steps(path__code=explanation.path.code)
    removed = {item.code: item.rule for item in explanation.removed_steps}
    reasons = {modifier.code: modifier.because for modifier in rules.modifiers}
    more = [item for item in explanation.near_items if item.tools or item.deep_dives]
    tools = {
        tool.code: tool
        for tool in tools_with_steps(_codes(explanation.tools, more, "tools")).defer(
            "body", "body_html", "data"
        )
    }
    dives = DeepDive.objects.published().defer("body", "body_html")
    dives = dives.in_bulk(_codes(explanation.deep_dives, more, "deep_dives"), field_name="code")
    others = Path.objects.published().only("code", "slug", "title", "for_whom", "position")
    others = others.in_bulk({near.path for near in explanation.near}, field_name="code")
    return Told(
        explanation=explanation,
        outline=lay_out(links, tools.values(), removed),
        deciding=[given(code, profile[code]) for code in explanation.path.decisive],
        other_answers=[given(code, profile[code]) for code in explanation.path.irrelevant],
        modifiers=[modifier.because for modifier in explanation.modifiers],
        what_if=_what_if(explanation, asked, others, tools | dives, reasons),
        two_changes=[
            TwoChanges(others[near.path], [given(c.question, c.to) for c in near.changes])
            for near in explanation.near
            if near.distance == 2 and near.path in others
        ],
        added=_added(explanation, links, tools, dives),
        removed=[
            (link.step.title, reasons[removed[link.step.code]])
            for link in links
            if link.step.code in removed
        ],
        deep_dives=[dives[item.code] for item in explanation.deep_dives if item.code in dives],
    )


def _codes(suggestions, more, name) -> set[str]:
    return {item.code for item in suggestions} | {
        code for item in more for code in getattr(item, name)
    }


def _what_if(explanation, asked, paths, items, reasons) -> list[tuple[str, list[WhatIf]]]:
    """By question, in the order of asking: each answer that would change something."""
    to_path = {
        (near.changes[0].question, near.changes[0].to): paths.get(near.path)
        for near in explanation.near
        if near.distance == 1
    }
    to_items = {(near.change.question, near.change.to): near for near in explanation.near_items}
    told = []
    for question in asked:
        rows = []
        for choice in question.choices:
            key = (question.code, choice.code)
            near, path = to_items.get(key), to_path.get(key)
            codes = (*near.tools, *near.deep_dives) if near else ()
            found = [items[code] for code in codes if code in items]
            if path or found:
                because = [reasons[code] for code in near.modifiers] if found else []
                rows.append(WhatIf(choice.label, path, found, because))
        if rows:
            told.append((question.text, rows))
    return told


def _added(explanation, links, tools, dives) -> list[tuple[Tool | DeepDive, str]]:
    """Items that some modifier names, with its reason: what is here just for this profile."""
    found = tools | dives
    return [
        (found[item.code], item.because[0].because)
        for item in (*explanation.tools, *explanation.deep_dives)
        if item.because and item.code in found
    ]
