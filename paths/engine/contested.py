# SPDX-License-Identifier: AGPL-3.0-or-later
"""Profiles to which rules of one level give several paths."""

from collections.abc import Sequence
from itertools import groupby

from .model import Rule
from .universe import Universe, minus


def contested(rules: Sequence[Rule], universe: Universe) -> int:
    """The set of those profiles; `rules` in the order of `in_force`."""
    disputed, left = 0, universe.full
    for _, group in groupby(rules, key=lambda rule: rule.level):
        by_path: dict[str, int] = {}
        for rule in group:
            by_path[rule.outcome] = by_path.get(rule.outcome, 0) | universe.box(rule.when) & left
        decided = 0
        for profiles in by_path.values():
            disputed |= decided & profiles
            decided |= profiles
        left = minus(left, decided)
    return disputed
