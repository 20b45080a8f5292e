# SPDX-License-Identifier: AGPL-3.0-or-later
"""Regions of profiles as few boxes: what a person can read instead of thousands of profiles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate, pairwise
from operator import or_
from typing import NamedTuple

from .universe import Universe, lowest, minus


@dataclass(frozen=True)
class Box:
    """Admitted answers per constrained question, in order; `profiles` counts what it holds."""

    admitted: tuple[tuple[str, tuple[str, ...]], ...]
    profiles: int

    def __str__(self) -> str:
        conditions = (f"{question}: {', '.join(answers)}" for question, answers in self.admitted)
        return "; ".join(conditions) or "tutti i profili"


class Boxes(Sequence):
    """The boxes of a region, found when somebody first looks at them."""

    def __init__(self, region: int, universe: Universe, multiplicity: int) -> None:
        self._region = (region, universe, multiplicity)

    @cached_property
    def _found(self) -> tuple[Box, ...]:
        return tuple(cover(*self._region))

    def __getitem__(self, index):
        return self._found[index]

    def __len__(self) -> int:
        return len(self._found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._found == tuple(other)

    def __hash__(self) -> int:
        return hash(self._found)


class _Column(NamedTuple):
    """`block`: as many bits as the profiles that share the answers up to this column."""

    stride: int
    answers: tuple[str, ...]
    block: int

    def rank(self, profile: int) -> int:
        return profile // self.stride % len(self.answers)

    def slices(self, profiles: int) -> list[int]:
        """The profiles per answer, each moved down to bit 0."""
        return [(profiles >> rank * self.stride) & self.block for rank in range(len(self.answers))]


class _Grown(NamedTuple):
    profiles: int
    size: int
    admitted: list[list[str]]


def cover(region: int, universe: Universe, multiplicity: int = 1) -> list[Box]:
    """Maximal boxes that together are the region, none of them superfluous, largest first.

    `multiplicity` is the number of complete profiles that each one of the universe stands for.
    """
    grown = sorted(_grow_all(region, universe), key=lambda box: box.size)
    kept = _irredundant(grown)
    return [_named(box, universe, multiplicity) for box in reversed(kept)]


def _grow_all(region: int, universe: Universe) -> Iterator[_Grown]:
    columns = [
        _Column(stride, question.answers, (1 << stride) - 1)
        for question, stride in zip(universe.questions, universe.strides.values(), strict=True)
    ]
    outside = columns[0].slices(minus(universe.full, region)) if columns else []
    left = region
    while left:
        box = _grow(lowest(left), outside, columns)
        yield box
        left = minus(left, box.profiles)


def _grow(seed: int, outside: list[int], columns: list[_Column]) -> _Grown:
    """The box around profile number `seed`, widened from the last question to the first.

    `outside` holds the slices of the first column. Each further column looks only at the profiles
    that share the seed's answers before it, so most of the ints are short.
    """
    layers = [outside]
    for column, following in pairwise(columns):
        layers.append(following.slices(layers[-1][column.rank(seed)]))
    box, size, admitted = 1, 1, []
    for column, slices in zip(reversed(columns), reversed(layers), strict=False):
        inside = [rank for rank, barred in enumerate(slices) if not box & barred]
        box = reduce(or_, [box << rank * column.stride for rank in inside])
        size *= len(inside)
        admitted.append([column.answers[rank] for rank in inside])
    return _Grown(box, size, admitted[::-1])


def _irredundant(boxes: list[_Grown]) -> list[_Grown]:
    """Drop, from the first on, each box that the others cover."""
    after = list(accumulate((box.profiles for box in reversed(boxes)), or_, initial=0))[-2::-1]
    kept, before = [], 0
    for box, rest in zip(boxes, after, strict=True):
        if minus(box.profiles, before | rest):
            kept.append(box)
            before |= box.profiles
    return kept


def _named(box: _Grown, universe: Universe, multiplicity: int) -> Box:
    admitted = tuple(
        (question.code, tuple(answers))
        for question, answers in zip(universe.questions, box.admitted, strict=True)
        if len(answers) < len(question.answers)
    )
    return Box(admitted, box.size * multiplicity)
