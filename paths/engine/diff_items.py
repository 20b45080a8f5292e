# SPDX-License-Identifier: AGPL-3.0-or-later
"""What changed modifiers would change: items put forward, left out, weighed anew; steps hidden."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_

from .model import Modifier, Question, RuleSet
from .sweep import constraining, in_force, path_sets, win_sets
from .universe import Universe, minus

NOT_NAMED, VETOED = 0, -1


class Effect(StrEnum):
    PUT_FORWARD = "put_forward"
    NO_LONGER_PUT_FORWARD = "no_longer_put_forward"
    EXCLUDED = "excluded"
    NO_LONGER_EXCLUDED = "no_longer_excluded"
    WEIGHT = "weight"
    HIDDEN = "hidden"
    SHOWN_AGAIN = "shown_again"


@dataclass(frozen=True)
class ItemChange:
    """`code` of a tool, a deep dive or a step; `profiles` that meet the effect."""

    code: str
    effect: Effect
    profiles: int


@dataclass(frozen=True)
class ItemsDiff:
    """`profiles` meet at least one of the changes."""

    changes: tuple[ItemChange, ...]
    profiles: int


def diff_items(before: RuleSet, after: RuleSet, questions: Iterable[Question]) -> ItemsDiff:
    """Compares the active modifiers over `questions`, those that both versions can answer."""
    old, new = _active(before), _active(after)
    rules, questions = in_force(after), tuple(questions)
    asked = constraining(questions, (row.when for row in (*old, *new, *rules)))
    universe = Universe(asked)
    each = reduce(lambda n, q: n * (1 if q in asked else len(q.answers)), questions, 1)
    regions = dict(_items(old, new, universe))
    regions |= _steps(old, new, universe, after)
    changes = [
        ItemChange(code, effect, region.bit_count() * each)
        for (code, effect), region in regions.items()
        if region
    ]
    changes.sort(key=lambda change: (-change.profiles, change.code))
    return ItemsDiff(tuple(changes), reduce(or_, regions.values(), 0).bit_count() * each)


def _active(ruleset: RuleSet) -> list[Modifier]:
    return [modifier for modifier in ruleset.modifiers if modifier.active]


def _items(old, new, universe: Universe) -> Iterator[tuple[tuple[str, Effect], int]]:
    for added, excluded in (
        ("add_tools", "exclude_tools"),
        ("add_deep_dives", "exclude_deep_dives"),
    ):
        named = {
            code: None for m in (*old, *new) for code in (*getattr(m, added), *getattr(m, excluded))
        }
        for code in sorted(named):
            sides = [_weights(code, side, added, excluded, universe) for side in (old, new)]
            for effect, region in _moved(*sides).items():
                yield (code, effect), region


def _weights(code, modifiers, added, excluded, universe: Universe) -> dict[int, int]:
    """The profiles by the weight that modifiers give the item there."""
    weights = {NOT_NAMED: universe.full}
    for modifier in modifiers:
        if weight := getattr(modifier, added).get(code):
            box, raised = universe.box(modifier.when), {}
            for sofar, profiles in weights.items():
                for total, part in (
                    (sofar + weight, profiles & box),
                    (sofar, minus(profiles, box)),
                ):
                    raised[total] = raised.get(total, 0) | part
            weights = raised
    boxes = (universe.box(m.when) for m in modifiers if code in getattr(m, excluded))
    vetoed = reduce(or_, boxes, 0)
    return {VETOED: vetoed} | {weight: minus(part, vetoed) for weight, part in weights.items()}


def _moved(before: Mapping[int, int], after: Mapping[int, int]) -> dict[Effect, int]:
    moved: dict[Effect, int] = {}
    for old, left in before.items():
        for new, joined in after.items():
            if old != new and (both := left & joined):
                effect = _effect(old, new)
                moved[effect] = moved.get(effect, 0) | both
    return moved


def _effect(old: int, new: int) -> Effect:
    if new == VETOED:
        return Effect.EXCLUDED
    if new == NOT_NAMED:
        return Effect.NO_LONGER_EXCLUDED if old == VETOED else Effect.NO_LONGER_PUT_FORWARD
    return Effect.WEIGHT if old > NOT_NAMED else Effect.PUT_FORWARD


def _steps(old, new, universe: Universe, after: RuleSet) -> dict[tuple[str, Effect], int]:
    """Only the profiles whose path has the step."""
    rules = in_force(after)
    sets = path_sets(rules, win_sets(rules, universe))
    regions = {}
    for step in sorted({step for m in (*old, *new) for step in m.remove_steps}):
        walking = reduce(or_, (sets.get(p.code, 0) for p in after.paths if step in p.steps), 0)
        hidden = [
            reduce(or_, (universe.box(m.when) for m in side if step in m.remove_steps), 0)
            for side in (old, new)
        ]
        regions[step, Effect.HIDDEN] = minus(hidden[1], hidden[0]) & walking
        regions[step, Effect.SHOWN_AGAIN] = minus(hidden[0], hidden[1]) & walking
    return regions
