# SPDX-License-Identifier: AGPL-3.0-or-later
"""Maximal boxes grown in a region, and as few of them as cover it.

A set of profiles is kept as one slice per answer to the first question: the ints are shorter, and
a box is the same slice at each answer that it admits there.
"""

from collections.abc import Iterator
from typing import NamedTuple

from .universe import lowest


class Column:
    """A question; `block` has a bit per profile that shares the answers up to this one."""

    def __init__(self, answers: int, stride: int) -> None:
        self.stride = stride
        self.shifts = range(0, stride * answers, stride)
        self.block = (1 << stride) - 1


class Grown(NamedTuple):
    """A box: ranks of the answers it admits per column; its profiles beyond the first column."""

    size: int
    ranks: list[tuple[int, ...]]
    inner: int


def grow_all(region: int, columns: list[Column]) -> Iterator[Grown]:
    """Maximal boxes that together are the region."""
    first, *others = columns
    left = [(region >> shift) & first.block for shift in first.shifts]
    outside = [first.block ^ profiles for profiles in left]
    for rank, barred in enumerate(outside):
        layers = _Layers(barred, others)
        while left[rank]:
            size, ranks, inner = _grow(layers.around(lowest(left[rank])), others)
            inside = tuple([rank for rank, barred in enumerate(outside) if not inner & barred])
            for met in inside:
                left[met] ^= left[met] & inner
            yield Grown(size * len(inside), [inside, *ranks], inner)


class _Layers:
    """What lies outside the region, column by column, among the profiles that agree so far.

    Each answer's slice comes with what lies above it, which a box of the column never meets.
    """

    def __init__(self, barred: int, columns: list[Column]) -> None:
        self.barred = barred
        self.columns = columns
        self.known: list[dict[int, list[int]]] = [{} for _ in columns]

    def around(self, seed: int) -> list[list[int]]:
        """Per column its slices, among the profiles that give the seed's answers before it."""
        layers, barred, place = [], self.barred, 0
        for column, known in zip(self.columns, self.known, strict=True):
            slices = known.get(place)
            if slices is None:
                slices = known[place] = [barred >> shift for shift in column.shifts]
            layers.append(slices)
            place = seed // column.stride
            barred = slices[place % len(slices)] & column.block
        return layers


def _grow(layers: list[list[int]], columns: list[Column]) -> Grown:
    """The box around a seed, widened from the last column to the first of `columns`."""
    box, size, ranks = 1, 1, []
    for slices, column in zip(reversed(layers), reversed(columns), strict=True):
        inside = [rank for rank, barred in enumerate(slices) if not box & barred]
        wider = 0
        for rank in inside:
            wider |= box << rank * column.stride
        box = wider
        size *= len(inside)
        ranks.append(tuple(inside))
    return Grown(size, ranks[::-1], box)


def irredundant(boxes: list[Grown], width: int) -> list[Grown]:
    """Drop, from the first on, each box that the others cover; `width` answers in column one."""
    after, rest = [], [0] * width
    for _, ranks, inner in reversed(boxes):
        after.append([rest[rank] for rank in ranks[0]])
        for rank in ranks[0]:
            rest[rank] |= inner
    kept, before = [], [0] * width
    for box, following in zip(boxes, reversed(after), strict=True):
        _, ranks, inner = box
        if any(
            inner & (before[rank] | others) != inner
            for rank, others in zip(ranks[0], following, strict=True)
        ):
            kept.append(box)
            for rank in ranks[0]:
                before[rank] |= inner
    return kept
