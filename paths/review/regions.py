# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which profiles come into each path, as boxes."""

from dataclasses import dataclass

from ..engine import Box, CompiledRuleSet, RuleSet
from ..engine.boxes import cover
from ..rules_words import Words, number, percent, profiles


@dataclass(frozen=True)
class PathBoxes:
    """Who gets a path: boxes as table rows, one cell a question."""

    code: str
    title: str
    profiles: str
    share: str
    per_thousand: int
    rows: list[tuple[list[str], str]]


def boxes_by_path(rules: RuleSet, words: Words) -> list[PathBoxes]:
    compiled = CompiledRuleSet(rules)
    each = compiled.multiplicity({})
    whole = compiled.universe.size * each
    told = []
    for code in rules.path_by_code:
        region = compiled.path_sets.get(code, 0)
        count = region.bit_count() * each
        boxes = cover(region, compiled.universe, each)
        rows = [(_cells(box, compiled.asked, words), number(box.profiles)) for box in boxes]
        told.append(
            PathBoxes(
                code,
                words.title(code),
                profiles(count),
                percent(count, whole),
                round(1000 * count / whole),
                rows,
            )
        )
    return told


def questions_asked(rules: RuleSet, words: Words) -> list[str]:
    """The columns of `boxes_by_path`: only the questions on which the path depends."""
    return [words.question(question.code) for question in CompiledRuleSet(rules).asked]


def _cells(box: Box, asked, words: Words) -> list[str]:
    admitted = dict(box.admitted)
    return [
        words.admitted(question.code, admitted[question.code])
        if question.code in admitted
        else "qualunque"
        for question in asked
    ]
