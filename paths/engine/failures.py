# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which rules fail on exactly one answer, counted for all rules at once."""

from collections.abc import Sequence
from itertools import compress
from operator import getitem
from typing import NamedTuple

from .model import Profile, Question, Rule, admitted_answers


class Almost(NamedTuple):
    """A rule that fails on the answer to `missing` only."""

    rule: str
    missing: str


class FailureTable:
    """Per question and answer, the rules that fail on it, as one number with two bytes per rule.

    The low byte is the number of the question, the high byte 1. In the sum over the questions of a
    profile the high byte counts the failures of the rule, and where it is 1 the low byte names the
    question. Carries out of the low byte only raise counts that exceed 1 already.
    """

    def __init__(self, asked: Sequence[Question], rules: Sequence[Rule]) -> None:
        numbered = list(enumerate(asked, start=1))
        self.length = 2 * len(rules)
        self.columns = [
            (question.code, _failing(number, question, rules)) for number, question in numbered
        ]
        self.named = [
            {n: Almost(rule.code, q.code) for n, q in numbered if q.code in rule.when}
            for rule in rules
        ]

    def single(self, profile: Profile) -> list[Almost]:
        """The rules with one failure, in their order; KeyError if an asked answer is missing."""
        total = 0
        for question, failing in self.columns:
            total += failing[profile[question]]
        lanes = total.to_bytes(self.length, "little")
        once = lanes[1::2].translate(_ONCE)
        return list(map(getitem, compress(self.named, once), compress(lanes[::2], once)))


_ONCE = b"\0\1".ljust(256, b"\0")


def _failing(number: int, question: Question, rules: Sequence[Rule]) -> dict[str, int]:
    fails, meets = bytes((number, 1)), bytes(2)
    column = admitted_answers(question, [rule.when for rule in rules])
    return {
        answer: int.from_bytes(
            b"".join([meets if answer in admitted else fails for admitted in column]), "little"
        )
        for answer in question.answers
    }
