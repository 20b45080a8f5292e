# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fast form of a rule set.

Per question and answer, one int whose bit i says "row i admits it"; the AND over the questions
holds the matching rows. Rules are rows in descending level (then by code), so the lowest bit wins.
"""

from collections.abc import Sequence
from functools import cached_property, reduce
from math import prod
from operator import and_

from .canonical import sha256
from .model import Modifier, Profile, Question, Rule, RuleSet, constraints
from .sweep import asked, in_force, path_sets
from .universe import Universe
from .validation import check_profile


class BitTable:
    """The conditions of `rows`, column by column."""

    def __init__(self, questions: Sequence[Question], rows: Sequence[Rule | Modifier]) -> None:
        self.all = (1 << len(rows)) - 1
        self.columns = tuple((question.code, _column(question, rows)) for question in questions)
        self.free = {
            question: reduce(and_, admitting.values()) for question, admitting in self.columns
        }

    def matching(self, profile: Profile) -> int:
        """Rows that match a complete profile; KeyError if an answer is missing or unknown."""
        rows = self.all
        for question, admitting in self.columns:
            rows &= admitting[profile[question]]
        return rows

    def certain(self, profile: Profile) -> int:
        """Rows that match whatever the missing answers are."""
        rows = self.all
        for question, admitting in self.columns:
            rows &= admitting[profile[question]] if question in profile else self.free[question]
        return rows

    def possible(self, profile: Profile) -> int:
        """Rows that match for some choice of the missing answers."""
        rows = self.all
        for question, admitting in self.columns:
            if question in profile:
                rows &= admitting[profile[question]]
        return rows


def _column(question: Question, rows: Sequence[Rule | Modifier]) -> dict[str, int]:
    admitting = dict.fromkeys(question.answers, 0)
    for i, row in enumerate(rows):
        for answer in row.when.get(question.code, question.answers):
            admitting[answer] |= 1 << i
    return admitting


class CompiledRuleSet:
    """A rule set ready for evaluation; compile once per published version and keep it."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.rules = in_force(ruleset)
        self.rule_table = BitTable(ruleset.questions, self.rules)
        active = (modifier for modifier in ruleset.modifiers if modifier.active)
        self.modifiers = tuple(sorted(active, key=lambda modifier: modifier.code))
        self.modifier_table = BitTable(ruleset.questions, self.modifiers)
        self.asked = asked(ruleset)

    @cached_property
    def sha256(self) -> str:
        return sha256(self.ruleset)

    @cached_property
    def conditions(self) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """Per rule, the questions it constrains with the answers it admits, both in order."""
        questions = self.ruleset.questions
        return {rule.code: tuple(constraints(questions, rule.when).items()) for rule in self.rules}

    @cached_property
    def universe(self) -> Universe:
        """Profiles over the questions that the rules ask, the only ones that choose the path."""
        return Universe(self.asked)

    @cached_property
    def path_sets(self) -> dict[str, int]:
        return path_sets(self.rules, self.universe)

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
