# SPDX-License-Identifier: AGPL-3.0-or-later
"""Regions of profiles as few boxes: what a person can read instead of thousands of profiles."""

from dataclasses import dataclass
from typing import NamedTuple

from .universe import Universe


@dataclass(frozen=True)
class Box:
    """Admitted answers per constrained question, in order; `profiles` counts what it holds."""

    admitted: tuple[tuple[str, tuple[str, ...]], ...]
    profiles: int

    def __str__(self) -> str:
        conditions = (f"{question}: {', '.join(answers)}" for question, answers in self.admitted)
        return "; ".join(conditions) or "tutti i profili"


class _Grown(NamedTuple):
    profiles: int
    ranks: tuple[tuple[int, ...], ...]


def cover(region: int, universe: Universe, multiplicity: int = 1) -> list[Box]:
    """Maximal boxes that together are the region, none of them superfluous, largest first.

    `multiplicity` is the number of complete profiles that each one of the universe stands for.
    """
    grown = sorted(_grow_all(region, universe), key=lambda box: box.profiles.bit_count())
    kept = _irredundant(grown)
    return [_named(box, universe, multiplicity) for box in reversed(kept)]


def _grow_all(region: int, universe: Universe) -> list[_Grown]:
    boxes, left = [], region
    while left:
        box = _grow(left & -left, region, universe)
        boxes.append(box)
        left &= ~box.profiles
    return boxes


def _grow(seed: int, region: int, universe: Universe) -> _Grown:
    """The box around one profile, widened question by question while it stays in the region."""
    index = seed.bit_length() - 1
    box, ranks = seed, []
    for question in universe.questions:
        stride, answers = universe.strides[question.code], len(question.answers)
        own = index // stride % answers
        admitted, widened = [], box
        for rank in range(answers):
            moved = _moved(box, (rank - own) * stride)
            if moved & region == moved:
                admitted.append(rank)
                widened |= moved
        box = widened
        ranks.append(tuple(admitted))
    return _Grown(box, tuple(ranks))


def _moved(profiles: int, distance: int) -> int:
    return profiles << distance if distance >= 0 else profiles >> -distance


def _irredundant(boxes: list[_Grown]) -> list[_Grown]:
    """Drop, from the first on, each box that the others cover."""
    after = [0]
    for box in reversed(boxes):
        after.append(after[-1] | box.profiles)
    kept, before = [], 0
    for box, rest in zip(boxes, reversed(after[:-1]), strict=True):
        if box.profiles & ~(before | rest):
            kept.append(box)
            before |= box.profiles
    return kept


def _named(box: _Grown, universe: Universe, multiplicity: int) -> Box:
    admitted = tuple(
        (question.code, tuple(question.answers[rank] for rank in ranks))
        for question, ranks in zip(universe.questions, box.ranks, strict=True)
        if len(ranks) < len(question.answers)
    )
    return Box(admitted, box.profiles.bit_count() * multiplicity)
