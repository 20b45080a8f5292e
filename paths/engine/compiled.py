# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fast form of a rule set.

Per question and answer, one int whose bit i says "row i admits it"; the AND over the questions
holds the matching rows. Rules are rows in the reverse of their winning order, so the highest bit
wins: the length of the AND names the winner.
"""

from functools import cached_property
from math import prod
from typing import NamedTuple

from .bittable import BitTable
from .canonical import sha256
from .failures import FailureTable
from .model import Profile, Rule, RuleSet, constraints
from .scan import Scan, scan
from .sweep import asked, in_force, path_sets
from .universe import Universe, lengths
from .validation import check_profile


class Match(NamedTuple):
    """A condition met: the answer given, and all those the rule admits, in answer order."""

    question: str
    answer: str
    admitted: tuple[str, ...]


class CompiledRuleSet:
    """A rule set ready for evaluation; compile once per published version and keep it.

    `rules` in winning order; `rule_by_length` by the length of the rows it wins, None at zero.
    """

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.rules = in_force(ruleset)
        self.rule_by_length = (None, *reversed(self.rules))
        active = (modifier for modifier in ruleset.modifiers if modifier.active)
        self.modifiers = tuple(sorted(active, key=lambda modifier: modifier.code))
        self.asked = asked(ruleset)

    @cached_property
    def rule_table(self) -> BitTable:
        return BitTable(self.ruleset.questions, self.rules[::-1])

    @cached_property
    def failures(self) -> FailureTable:
        return FailureTable(self.asked, self.rules)

    def rules_at(self, rows: int) -> list[Rule]:
        """The rules of some rows of `rule_table`, in winning order."""
        return [self.rule_by_length[length] for length in lengths(rows)]

    @cached_property
    def modifier_table(self) -> BitTable:
        return BitTable(self.ruleset.questions, self.modifiers)

    @cached_property
    def sha256(self) -> str:
        return sha256(self.ruleset)

    @cached_property
    def conditions(self) -> dict[str, list[tuple[str, dict[str, Match]]]]:
        """Per rule and question it constrains, in order, the match of each admitted answer."""
        return {
            rule.code: [
                (question, {answer: Match(question, answer, admitted) for answer in admitted})
                for question, admitted in constraints(self.ruleset.questions, rule.when).items()
            ]
            for rule in self.rules
        }

    @cached_property
    def universe(self) -> Universe:
        """Profiles over the questions that the rules ask, the only ones that choose the path."""
        return Universe(self.asked)

    @cached_property
    def scan(self) -> Scan:
        return scan(self.rules, self.universe)

    @cached_property
    def path_sets(self) -> dict[str, int]:
        """The profiles of `universe` led to each path."""
        return path_sets(self.rules, self.scan.wins)

    def check(self, profile: Profile) -> None:
        check_profile(self.ruleset.questions, profile)

    def settles(self, profile: Profile) -> bool:
        """Whether the profile answers every question that the rules ask."""
        return all(question.code in profile for question in self.asked)

    def multiplicity(self, profile: Profile) -> int:
        """How many complete profiles each one of `universe` stands for, given the answers."""
        return prod(
            len(question.answers)
            for question in self.ruleset.questions
            if question not in self.asked and question.code not in profile
        )
