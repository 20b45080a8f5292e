# SPDX-License-Identifier: AGPL-3.0-or-later
"""Overlapping rules, column by column.

Two rules overlap when in every column some answer is admitted by both. One int per rule holds the
rules it overlaps, so the work does not depend on the number of profiles.
"""

from collections.abc import Iterator, Sequence

from .compiled import BitTable
from .model import Modifier, Question, Rule
from .universe import bits


def overlaps(questions: Sequence[Question], rows: Sequence[Rule | Modifier]) -> list[int]:
    """Per row, the later rows that overlap it, as bits by position."""
    table = BitTable(questions, rows)
    met: dict[tuple[str, frozenset[str]], int] = {}
    partners = []
    for position, row in enumerate(rows):
        common = table.all >> position + 1 << position + 1
        for question, admitting in table.columns:
            if question in row.when:
                key = (question, row.when[question])
                if key not in met:
                    met[key] = _union(admitting, row.when[question])
                common &= met[key]
        partners.append(common)
    return partners


def overlapping_pairs(
    questions: Sequence[Question], rows: Sequence[Rule | Modifier]
) -> Iterator[tuple[int, int]]:
    """Positions of the overlapping pairs, in order."""
    for first, partners in enumerate(overlaps(questions, rows)):
        for second in bits(partners):
            yield first, second


def _union(admitting: dict[str, int], answers: frozenset[str]) -> int:
    union = 0
    for answer in answers:
        union |= admitting[answer]
    return union
