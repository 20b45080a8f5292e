# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a new version of the rules would change: who goes to another path, who meets other items."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from math import prod
from operator import or_

from .boxes import Box, cover
from .compiled import CompiledRuleSet
from .contested import contested
from .diff_items import ItemsDiff, diff_items
from .errors import RuleError
from .model import Question, RuleSet
from .partial import possible
from .sweep import asked, in_force, path_sets, win_sets
from .universe import Universe, minus

ProfileKey = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class PathChange:
    """Profiles that leave `before` for `after` (None where no rule decides).

    `submissions` counts the real profiles among them, when they were given.
    """

    before: str | None
    after: str | None
    profiles: int
    boxes: tuple[Box, ...]
    submissions: int | None = None


@dataclass(frozen=True)
class VersionDiff:
    """`profiles` is the number of profiles compared, `contested` of those that the new version
    gives several paths at one level. `base_weight` holds the old and the new one, if they differ.

    `not_compared` holds the answers that only one version has: profiles with them are left out.
    A question that only one version asks is free in the other.
    """

    changes: tuple[PathChange, ...]
    profiles: int
    not_compared: Mapping[str, tuple[str, ...]]
    items: ItemsDiff
    contested: int = 0
    base_weight: tuple[int, int] | None = None

    @property
    def changed(self) -> int:
        """How many profiles change path."""
        return sum(change.profiles for change in self.changes)

    @property
    def anything(self) -> bool:
        return bool(self.changes or self.items.changes or self.base_weight)


def diff(
    before: RuleSet, after: RuleSet, submissions: Mapping[ProfileKey, int] | None = None
) -> VersionDiff:
    """Compare two versions; largest change first.

    `submissions` counts real profiles, keyed by `frozenset(profile.items())`. Those that either
    version cannot decide for certain weigh nothing.
    """
    questions = _common(before, after)
    codes = {question.code for version in (before, after) for question in asked(version)}
    universe = Universe([question for question in questions if question.code in codes])
    each = prod(len(question.answers) for question in questions if question.code not in codes)
    weights = _weights(before, after, submissions) if submissions is not None else None
    changes = []
    for (old, new), region in _regions(before, after, universe).items():
        weight = None if weights is None else weights.get((old, new), 0)
        boxes = tuple(cover(region, universe, each))
        changes.append(PathChange(old, new, region.bit_count() * each, boxes, weight))
    changes.sort(key=lambda change: -change.profiles)
    weights_of_base = (before.base_weight, after.base_weight)
    return VersionDiff(
        tuple(changes),
        universe.size * each,
        _not_compared(before, after),
        diff_items(before, after, questions),
        contested(in_force(after), universe).bit_count() * each,
        weights_of_base if len(set(weights_of_base)) == 2 else None,
    )


def _regions(
    before: RuleSet, after: RuleSet, universe: Universe
) -> dict[tuple[str | None, str | None], int]:
    """The profiles of every (from, to) with from other than to."""
    old_sets, new_sets = (_sets(version, universe) for version in (before, after))
    return {
        (old, new): moved
        for old, left in old_sets.items()
        for new, joined in new_sets.items()
        if old != new and (moved := left & joined)
    }


def _sets(ruleset: RuleSet, universe: Universe) -> dict[str | None, int]:
    rules = in_force(ruleset)
    sets = path_sets(rules, win_sets(rules, universe))
    unled = minus(universe.full, reduce(or_, sets.values(), 0))
    return {**sets, None: unled}


def _common(before: RuleSet, after: RuleSet) -> list[Question]:
    """The questions of either version, with the answers that both admit."""
    old, new = before.question_by_code, after.question_by_code
    return [
        Question(question.code, _shared(question, old, new))
        for question in {**new, **{code: q for code, q in old.items() if code not in new}}.values()
    ]


def _shared(question: Question, old: Mapping[str, Question], new: Mapping[str, Question]):
    versions = [side[question.code].answers for side in (old, new) if question.code in side]
    answers = tuple(a for a in question.answers if all(a in version for version in versions))
    if not answers:
        raise RuleError(f"Le due versioni non hanno risposte in comune per «{question.code}».")
    return answers


def _not_compared(before: RuleSet, after: RuleSet) -> dict[str, tuple[str, ...]]:
    old, new = before.question_by_code, after.question_by_code
    single = {
        code: tuple(
            answer
            for answer in dict.fromkeys([*old[code].answers, *new[code].answers])
            if answer not in old[code].answers or answer not in new[code].answers
        )
        for code in new
        if code in old
    }
    return {code: answers for code, answers in single.items() if answers}


def _weights(
    before: RuleSet, after: RuleSet, submissions: Mapping[ProfileKey, int]
) -> dict[tuple[str | None, str | None], int]:
    old, new = CompiledRuleSet(before), CompiledRuleSet(after)
    weights: dict[tuple[str | None, str | None], int] = {}
    for key, count in submissions.items():
        pairs = [(o, n) for o in _paths(old, dict(key)) for n in _paths(new, dict(key))]
        if len(pairs) == 1:
            weights[pairs[0]] = weights.get(pairs[0], 0) + count
    return weights


def _paths(compiled: CompiledRuleSet, profile: dict[str, str]) -> list[str | None]:
    """The paths still possible; none if the version does not know an answer."""
    known = compiled.ruleset.question_by_code
    try:
        options = possible(compiled, {q: a for q, a in profile.items() if q in known})
    except RuleError:
        return []
    return [option.path for option in options]
