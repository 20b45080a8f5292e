# SPDX-License-Identifier: AGPL-3.0-or-later
"""Regions of profiles as few boxes: what a person can read instead of thousands of profiles."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .growth import Column, Grown, grow_all, irredundant
from .model import Question
from .universe import Universe


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


def cover(region: int, universe: Universe, multiplicity: int = 1) -> list[Box]:
    """Maximal boxes that together are the region, none of them superfluous, largest first.

    `multiplicity` is the number of complete profiles that each one of the universe stands for.
    """
    if not universe.questions:
        return [Box((), multiplicity)] if region else []
    columns = [
        Column(len(question.answers), stride)
        for question, stride in zip(universe.questions, universe.strides.values(), strict=True)
    ]
    grown = sorted(grow_all(region, columns), key=lambda box: box.size)
    kept = irredundant(grown, len(columns[0].shifts))
    conditions = [_Conditions(question) for question in universe.questions]
    return [_named(box, conditions, multiplicity) for box in reversed(kept)]


class _Conditions(dict):
    """The answers of some ranks with their question, written when first asked for."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question

    def __missing__(self, ranks: tuple[int, ...]) -> tuple[str, tuple[str, ...]]:
        answers = tuple(self.question.answers[rank] for rank in ranks)
        self[ranks] = (self.question.code, answers)
        return self[ranks]


def _named(box: Grown, conditions: list[_Conditions], multiplicity: int) -> Box:
    admitted = [
        known[ranks]
        for known, ranks in zip(conditions, box.ranks, strict=True)
        if len(ranks) < len(known.question.answers)
    ]
    return Box(tuple(admitted), box.size * multiplicity)
