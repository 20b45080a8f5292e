# SPDX-License-Identifier: AGPL-3.0-or-later
"""Overlapping rules, column by column.

Two rules overlap when in every column some answer is admitted by both. One int per rule holds the
rules it overlaps, so the work does not depend on the number of profiles.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_

from .bittable import admitting_rows
from .model import Modifier, Question, Rule, When, admitted_answers
from .universe import bits


def overlaps(questions: Sequence[Question], rows: Sequence[Rule | Modifier]) -> list[int]:
    """Per row, the later rows that overlap it, as bits by position."""
    everyone = (1 << len(rows)) - 1
    conditions = [row.when for row in rows]
    partners = [everyone >> later << later for later in range(1, len(rows) + 1)]
    for question in questions:
        partners = list(map(and_, partners, _meeting(question, conditions)))
    return partners


def overlapping_pairs(
    questions: Sequence[Question], rows: Sequence[Rule | Modifier]
) -> Iterator[tuple[int, int]]:
    """Positions of the overlapping pairs, in order."""
    for first, partners in enumerate(overlaps(questions, rows)):
        for second in bits(partners):
            yield first, second


def _meeting(question: Question, conditions: Sequence[When]) -> Iterator[int]:
    """Per row, the rows that admit one of its answers."""
    admitted = admitted_answers(question, conditions)
    admitting = admitting_rows(question, admitted)
    met = {
        answers: reduce(or_, map(admitting.__getitem__, answers))
        for answers in dict.fromkeys(admitted)
    }
    return map(met.__getitem__, admitted)
