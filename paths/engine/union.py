# SPDX-License-Identifier: AGPL-3.0-or-later
"""The profiles that many rules decide together, without a whole set of profiles per rule."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import and_, or_

from .model import When, admitted_answers
from .universe import Universe

_FEW = 30  # laying out the slices costs about as much as so many whole sets


def union(universe: Universe, conditions: Sequence[When]) -> int:
    """The profiles that meet some of the conditions.

    A condition becomes a set over the questions after the first. These sets, many times shorter,
    are gathered by what they admit of the first question, and laid out over its answers at the end.
    """
    if len(conditions) < _FEW or not universe.questions:
        return reduce(or_, map(universe.box, conditions), 0)
    first, *others = universe.questions
    alike: dict[frozenset[str], int] = defaultdict(int)
    for answers, profiles in zip(
        admitted_answers(first, conditions), _boxes(Universe(others), conditions), strict=True
    ):
        alike[answers] |= profiles
    decided = 0
    for answer in reversed(first.answers):
        slices = [profiles for answers, profiles in alike.items() if answer in answers]
        decided = decided << universe.strides[first.code] | reduce(or_, slices, 0)
    return decided


def _boxes(universe: Universe, conditions: Sequence[When]) -> Iterable[int]:
    """`universe.box` of each condition."""
    columns = [
        map(universe.unions[question.code].__getitem__, admitted_answers(question, conditions))
        for question in universe.questions
    ]
    return reduce(_both, columns) if columns else [universe.full] * len(conditions)


def _both(sets: Iterable[int], others: Iterable[int]) -> Iterator[int]:
    return map(and_, sets, others)
