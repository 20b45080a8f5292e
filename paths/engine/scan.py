# SPDX-License-Identifier: AGPL-3.0-or-later
"""One pass over the rules in descending level: what is won, left, shadowed, decided twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from .model import Rule
from .universe import Universe


@dataclass
class Scan:
    """Sets of profiles.

    `reached` holds, per level, the profiles that no higher level decides; `runner_up`, per path,
    those whose second matching rule leads there; `contested` the levels that give several paths
    to one profile; `defaults` are the rules without conditions.
    """

    universe: Universe
    wins: dict[str, int] = field(default_factory=dict)
    reached: dict[int, int] = field(default_factory=dict)
    runner_up: dict[str, int] = field(default_factory=dict)
    dead: list[Rule] = field(default_factory=list)
    defaults: list[Rule] = field(default_factory=list)
    contested: list[list[Rule]] = field(default_factory=list)
    missing: int = 0


def scan(rules: Sequence[Rule], universe: Universe) -> Scan:
    """`rules` in the order of `in_force`."""
    found = Scan(universe)
    left, once = universe.full, 0
    for level, group in groupby(rules, key=lambda rule: rule.level):
        level_rules = list(group)
        found.reached[level] = left
        level_sets = [universe.box(rule.when) for rule in level_rules]
        if _contested(level_rules, level_sets, left):
            found.contested.append(level_rules)
        for rule, profiles in zip(level_rules, level_sets, strict=True):
            if not profiles & found.reached[level]:
                found.dead.append(rule)
            if profiles == universe.full:
                found.defaults.append(rule)
            win = profiles & left
            again = (profiles ^ win) & once
            found.wins[rule.code] = win
            found.runner_up[rule.outcome] = found.runner_up.get(rule.outcome, 0) | again
            left ^= win
            once ^= again | win
    found.missing = left
    return found


def _contested(rules: Sequence[Rule], sets: Sequence[int], reached: int) -> bool:
    """Whether rules of one level give several paths to a profile that reaches the level."""
    if len({rule.outcome for rule in rules}) == 1:
        return False
    by_path: dict[str, int] = {}
    for rule, profiles in zip(rules, sets, strict=True):
        by_path[rule.outcome] = by_path.get(rule.outcome, 0) | profiles & reached
    seen = 0
    for profiles in by_path.values():
        if seen & profiles:
            return True
        seen |= profiles
    return False
