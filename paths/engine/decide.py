# SPDX-License-Identifier: AGPL-3.0-or-later
"""The decision: which rules match a profile, which one wins, and by which conditions."""

from typing import NamedTuple

from .compiled import CompiledRuleSet
from .model import Profile, Rule
from .universe import bits


class Match(NamedTuple):
    """A condition met: the answer given, and all those the rule admits, in answer order."""

    question: str
    answer: str
    admitted: tuple[str, ...]


class Decision(NamedTuple):
    """`winner` is None when no rule wins for certain; `matching` in winning order."""

    winner: Rule | None
    matching: list[Rule]
    matched: tuple[Match, ...]


def winner(compiled: CompiledRuleSet, profile: Profile) -> Rule | None:
    """The rule that wins whatever the missing answers are, or None.

    The first rule that may match is the only one that can win for certain.
    """
    table = compiled.rule_table
    rows = table.all
    try:
        for question, admitting in table.columns:
            rows &= admitting[profile[question]]
        if len(profile) == len(table.columns):
            return compiled.rules[(rows & -rows).bit_length() - 1] if rows else None
    except KeyError:
        pass
    compiled.check(profile)
    possible, certain = table.possible(profile), table.certain(profile)
    first = possible & -possible
    return compiled.rules[first.bit_length() - 1] if first & certain else None


def matching(compiled: CompiledRuleSet, profile: Profile) -> list[Rule]:
    """The rules that match whatever the missing answers are, in winning order."""
    rules = compiled.rules
    return [rules[i] for i in bits(matching_rows(compiled, profile))]


def matching_rows(compiled: CompiledRuleSet, profile: Profile) -> int:
    """The same rules as bits: positions in `compiled.rules`."""
    table = compiled.rule_table
    if len(profile) == len(table.columns):
        try:
            return table.matching(profile)
        except KeyError:
            pass
    compiled.check(profile)
    return table.certain(profile)


def matched(compiled: CompiledRuleSet, rule: Rule, profile: Profile) -> tuple[Match, ...]:
    """The conditions of a matching rule, in question order."""
    return tuple(
        Match(question, profile[question], admitted)
        for question, admitted in compiled.conditions[rule.code]
    )


def decide(compiled: CompiledRuleSet, profile: Profile) -> Decision:
    chosen = winner(compiled, profile)
    met = matched(compiled, chosen, profile) if chosen else ()
    return Decision(chosen, matching(compiled, profile), met)
