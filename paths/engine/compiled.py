# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fast form of a rule set.

Per question and answer, one int whose bit i says "row i admits it"; the AND over the questions
holds the matching rows. Rules are rows in the reverse of their winning order, so the highest bit
wins: the length of the AND names the winner.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property, reduce
from math import prod
from operator import and_
from typing import NamedTuple

from .canonical import sha256
from .model import Modifier, Profile, Question, Rule, RuleSet, constraints
from .scan import Scan, scan
from .sweep import asked, in_force, path_sets
from .universe import Universe, lengths
from .validation import check_profile


class BitTable:
    """The conditions of `rows`, column by column."""

    def __init__(self, questions: Sequence[Question], rows: Sequence[Rule | Modifier]) -> None:
        self.all = (1 << len(rows)) - 1
        self.columns = tuple(
            (question.code, admitting_rows(question, rows_by_condition(question, rows)))
            for question in questions
        )
        self.first, *self.others = self.columns
        self.free = {
            question: reduce(and_, admitting.values()) for question, admitting in self.columns
        }

    def matching(self, profile: Profile) -> int:
        """Rows that match a complete profile; KeyError if an answer is missing or unknown."""
        question, admitting = self.first
        rows = admitting[profile[question]]
        for question, admitting in self.others:
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


def admitting_rows(question: Question, alike: Mapping[frozenset[str], int]) -> dict[str, int]:
    """The rows that admit each answer, from the rows alike."""
    admitting = dict.fromkeys(question.answers, 0)
    for answers, rows in alike.items():
        for answer in answers:
            admitting[answer] |= rows
    return admitting


def rows_by_condition(
    question: Question, rows: Sequence[Rule | Modifier]
) -> dict[frozenset[str], int]:
    """The rows that admit the same answers, as bits by position."""
    anything = frozenset(question.answers)
    alike: dict[frozenset[str], int] = {}
    for i, row in enumerate(rows):
        answers = row.when.get(question.code, anything)
        alike[answers] = alike.get(answers, 0) | 1 << i
    return alike


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
