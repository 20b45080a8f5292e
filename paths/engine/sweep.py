# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which profiles each rule wins: one pass over the rules in descending level."""

from collections.abc import Iterable

from .model import Question, Rule, RuleSet, constraints
from .universe import Universe


def in_force(ruleset: RuleSet) -> tuple[Rule, ...]:
    """Active rules in the order in which they win: descending level, then code."""
    active = (rule for rule in ruleset.rules if rule.active)
    return tuple(sorted(active, key=lambda rule: (-rule.level, rule.code)))


def asked(ruleset: RuleSet) -> tuple[Question, ...]:
    """The questions on which some active rule depends."""
    used = set()
    for rule in in_force(ruleset):
        used.update(constraints(ruleset.questions, rule.when))
    return tuple(question for question in ruleset.questions if question.code in used)


def win_sets(rules: Iterable[Rule], universe: Universe) -> dict[str, int]:
    """The profiles won by each rule; `rules` in the order of `in_force`."""
    wins, left = {}, universe.full
    for rule in rules:
        wins[rule.code] = universe.box(rule.when) & left
        left ^= wins[rule.code]
    return wins


def path_sets(rules: Iterable[Rule], universe: Universe) -> dict[str, int]:
    """The profiles led to each path."""
    rules = tuple(rules)
    sets: dict[str, int] = {}
    wins = win_sets(rules, universe)
    for rule in rules:
        sets[rule.outcome] = sets.get(rule.outcome, 0) | wins[rule.code]
    return sets
