# SPDX-License-Identifier: AGPL-3.0-or-later
"""The decision: which rules match a profile, which one wins, and by which conditions."""

from typing import NamedTuple

from .compiled import CompiledRuleSet, Match
from .model import Profile, Rule


class Decision(NamedTuple):
    """`winner` is None when no rule wins for certain; `matching` in winning order."""

    winner: Rule | None
    matching: list[Rule]
    matched: tuple[Match, ...]


def winner(compiled: CompiledRuleSet, profile: Profile) -> Rule | None:
    """The rule that wins whatever the missing answers are, or None."""
    table = compiled.rule_table
    if len(profile) == len(table.columns):
        try:
            return compiled.rule_by_length[table.matching(profile).bit_length()]
        except KeyError:
            pass
    return _certain_winner(compiled, profile)


def _certain_winner(compiled: CompiledRuleSet, profile: Profile) -> Rule | None:
    """The first rule that may match is the only one that can win for certain."""
    compiled.check(profile)
    length = compiled.rule_table.possible(profile).bit_length()
    surely = length and compiled.rule_table.certain(profile) >> length - 1
    return compiled.rule_by_length[length] if surely else None


def matching(compiled: CompiledRuleSet, profile: Profile) -> list[Rule]:
    """The rules that match whatever the missing answers are, in winning order."""
    table = compiled.rule_table
    if len(profile) == len(table.columns):
        try:
            return compiled.rules_at(table.matching(profile))
        except KeyError:
            pass
    compiled.check(profile)
    return compiled.rules_at(table.certain(profile))


def matched(compiled: CompiledRuleSet, rule: Rule, profile: Profile) -> tuple[Match, ...]:
    """The conditions of a matching rule, in question order."""
    conditions = compiled.conditions[rule.code]
    return tuple([by_answer[profile[question]] for question, by_answer in conditions])


def decide(compiled: CompiledRuleSet, profile: Profile) -> Decision:
    rules = matching(compiled, profile)
    if len(profile) == len(compiled.rule_table.columns):
        chosen = rules[0] if rules else None
    else:
        chosen = winner(compiled, profile)
    return Decision(chosen, rules, matched(compiled, chosen, profile) if chosen else ())
