# SPDX-License-Identifier: AGPL-3.0-or-later
"""Overlapping rules, column by column.

Two rules overlap when in every column some answer is admitted by both. One int per rule holds the
rules it overlaps, so the work does not depend on the number of profiles.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_

from .compiled import admitting_rows, rows_by_condition
from .model import Modifier, Question, Rule
from .universe import bits


def overlaps(questions: Sequence[Question], rows: Sequence[Rule | Modifier]) -> list[int]:
    """Per row, the later rows that overlap it, as bits by position."""
    everyone = (1 << len(rows)) - 1
    partners = [everyone >> i + 1 << i + 1 for i in range(len(rows))]
    for question in questions:
        met = _meeting(question, rows)
        for i, row in enumerate(rows):
            if question.code in row.when:
                partners[i] &= met[row.when[question.code]]
    return partners


def overlapping_pairs(
    questions: Sequence[Question], rows: Sequence[Rule | Modifier]
) -> Iterator[tuple[int, int]]:
    """Positions of the overlapping pairs, in order."""
    for first, partners in enumerate(overlaps(questions, rows)):
        for second in bits(partners):
            yield first, second


def _meeting(question: Question, rows: Sequence[Rule | Modifier]) -> dict[frozenset[str], int]:
    """Per set of admitted answers, the rows that share one of them."""
    alike = rows_by_condition(question, rows)
    admitting = admitting_rows(question, alike)
    return {answers: reduce(or_, (admitting[answer] for answer in answers)) for answers in alike}
