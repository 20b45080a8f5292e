# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which profiles each rule wins: one pass over the rules in descending level."""

from collections.abc import Iterable, Mapping

from .model import Question, Rule, RuleSet, When
from .universe import Universe


def in_force(ruleset: RuleSet) -> tuple[Rule, ...]:
    """Active rules in the order in which they win: descending level, then code."""
    active = (rule for rule in ruleset.rules if rule.active)
    return tuple(sorted(active, key=lambda rule: (-rule.level, rule.code)))


def asked(ruleset: RuleSet) -> tuple[Question, ...]:
    """The questions on which some active rule depends."""
    return constraining(ruleset.questions, (rule.when for rule in in_force(ruleset)))


def constraining(questions: Iterable[Question], conditions: Iterable[When]) -> tuple[Question, ...]:
    """The questions of which some condition bars an answer."""
    fewest: dict[str, int] = {}
    for when in conditions:
        for question, answers in when.items():
            fewest[question] = min(len(answers), fewest.get(question, len(answers)))
    return tuple(q for q in questions if fewest.get(q.code, len(q.answers)) < len(q.answers))


def win_sets(rules: Iterable[Rule], universe: Universe) -> dict[str, int]:
    """The profiles won by each rule; `rules` in the order of `in_force`."""
    wins, left = {}, universe.full
    for rule in rules:
        wins[rule.code] = universe.box(rule.when) & left
        left ^= wins[rule.code]
    return wins


def path_sets(rules: Iterable[Rule], wins: Mapping[str, int]) -> dict[str, int]:
    """The profiles led to each path, from those won by each rule."""
    sets: dict[str, int] = {}
    for rule in rules:
        sets[rule.outcome] = sets.get(rule.outcome, 0) | wins[rule.code]
    return sets
