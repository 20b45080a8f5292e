# SPDX-License-Identifier: AGPL-3.0-or-later
"""Conditions turned on their side: per question and answer, the rows that admit it as one int."""

from collections.abc import Sequence
from functools import reduce
from itertools import repeat
from operator import and_, contains

from .model import Modifier, Profile, Question, Rule, admitted_answers

_DIGITS = b"01".ljust(256, b"0")
_OTHERS = 255


class BitTable:
    """The conditions of `rows`, column by column."""

    def __init__(self, questions: Sequence[Question], rows: Sequence[Rule | Modifier]) -> None:
        conditions = [row.when for row in rows]
        self.all = (1 << len(rows)) - 1
        self.columns = tuple(
            (question.code, admitting_rows(question, admitted_answers(question, conditions)))
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


def admitting_rows(question: Question, admitted: Sequence[frozenset[str]]) -> dict[str, int]:
    """The rows that admit each answer, as bits by position, from what each row admits.

    The column becomes a text with a character for each set of answers. Turned into zeros and ones
    for an answer, and read as a number, it gives its rows: much faster than bit by bit.
    """
    admitting = dict.fromkeys(question.answers, 0)
    rest = list(dict.fromkeys(admitted))
    while rest:
        some, rest = rest[:_OTHERS], rest[_OTHERS:]
        characters = {answers: number for number, answers in enumerate(some)}
        text = bytes([characters.get(answers, _OTHERS) for answers in reversed(admitted)])
        for answer in question.answers:
            admits = bytes(map(contains, some, repeat(answer)))
            digits = text.translate(admits.translate(_DIGITS).ljust(256, b"0"))
            admitting[answer] |= int(digits, 2)
    return admitting
