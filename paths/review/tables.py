# SPDX-License-Identifier: AGPL-3.0-or-later
"""The matrix of a version in words, to be read."""

from dataclasses import dataclass

from ..engine import GoldenCase, Modifier, RuleSet
from ..rules_words import Words

ANY = "qualunque"


@dataclass(frozen=True)
class Line:
    """A row to read: what stands at its head, a cell a question, what it gives."""

    code: str
    level: int | None
    active: bool
    cells: list[str]
    gives: list[str]
    because: str
    note: str


@dataclass(frozen=True)
class Tables:
    questions: list[str]
    rules: list[Line]
    modifiers: list[Line]
    cases: list[Line]


def tables(rules: RuleSet, words: Words) -> Tables:
    def line(row, admitted: dict, gives: list[str], because: str, note: str) -> Line:
        cells = [
            words.admitted(q.code, [a for a in q.answers if a in admitted[q.code]])
            if q.code in admitted
            else ANY
            for q in rules.questions
        ]
        level = getattr(row, "level", None)
        return Line(row.code, level, row.active, cells, gives, because, note)

    ordered = sorted(rules.rules, key=lambda rule: (-rule.level, rule.code))
    return Tables(
        [words.question(question.code) for question in rules.questions],
        [line(r, dict(r.when), [words.item(r.outcome)], r.because, r.note) for r in ordered],
        [
            line(m, dict(m.when), list(_effects(m, words)), m.because, m.note)
            for m in sorted(rules.modifiers, key=lambda modifier: modifier.code)
        ],
        [
            line(c, {q: [a] for q, a in c.profile.items()}, _expected(c, words), c.origin, "")
            for c in sorted(rules.golden_cases, key=lambda case: case.code)
        ],
    )


def _effects(modifier: Modifier, words: Words):
    for code, weight in {**modifier.add_tools, **modifier.add_deep_dives}.items():
        yield f"propone {words.item(code)}, peso {weight}"
    for code in sorted(modifier.exclude_tools | modifier.exclude_deep_dives):
        yield f"esclude {words.item(code)}"
    for code in sorted(modifier.remove_steps):
        yield f"nasconde il passo {words.item(code)}"


def _expected(case: GoldenCase, words: Words) -> list[str]:
    expected = [words.item(case.path)]
    if case.rule:
        expected.append(f"vince {case.rule}")
    if case.modifiers is not None:
        expected.append(f"modificatori: {', '.join(sorted(case.modifiers)) or 'nessuno'}")
    return expected
