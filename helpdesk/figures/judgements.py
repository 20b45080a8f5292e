# SPDX-License-Identifier: AGPL-3.0-or-later
"""Importance and satisfaction by queue, read as we advise others to read theirs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from migliorapa.core import registry

ENOUGH = 5  # with fewer, a mean would tell of single people


@dataclass(frozen=True)
class Judged:
    """Means from 1 to 10 of a queue; `place` is its place on the map in words, "" when the
    judgements are too few to compare it."""

    slug: str
    label: str
    judged: int
    importance: float
    satisfaction: float
    place: str = ""

    @property
    def gap(self) -> float:
        """Below zero where people are less satisfied than it matters to them."""
        return self.satisfaction - self.importance

    @property
    def is_enough(self) -> bool:
        return self.judged >= ENOUGH


def in_order(queues: Iterable[Judged]) -> list[Judged]:
    """The first to work on first; those with few judgements come last."""
    queues = {queue.slug: queue for queue in sorted(queues, key=lambda queue: queue.gap)}
    enough = [queue for queue in queues.values() if queue.is_enough]
    placed = registry.priorities((one.slug, one.importance, one.satisfaction) for one in enough)
    compared = [replace(queues.pop(slug), place=place) for slug, place in placed]
    rest = sorted(queues.values(), key=lambda queue: not queue.is_enough)
    return compared + rest


def to_publish(queues: Iterable[Judged]) -> list[Judged]:
    """Those with enough judgements, leaving out as many more as it takes so that nobody can work
    out the others from the total."""
    queues = sorted(queues, key=lambda queue: -queue.judged)
    told = [queue for queue in queues if queue.is_enough]
    hidden = sum(queue.judged for queue in queues) - sum(queue.judged for queue in told)
    while told and 0 < hidden < ENOUGH:
        hidden += told.pop().judged
    return in_order(told)
