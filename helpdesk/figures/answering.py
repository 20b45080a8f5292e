# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the help desk answers, in the figures that everybody reads."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Avg, Count, F, Q
from django.utils import timezone

from ..models import Satisfaction, Ticket
from . import promises
from . import reuse as reuse_figures
from .judgements import ENOUGH, Judged, to_publish
from .promises import Kept

PERIOD = timedelta(days=365)


@dataclass(frozen=True)
class Figures:
    """What comes of fewer than five promises or judgements is None, or left out of `queues`."""

    requests: int
    answers: Kept | None
    solutions: Kept | None
    judgements: int
    importance: float | None = None
    satisfaction: float | None = None
    queues: list[Judged] = field(default_factory=list)

    @property
    def are_too_few(self) -> bool:
        return self.satisfaction is None and not (self.answers or self.solutions)


def _enough(given: Kept) -> Kept | None:
    return given if given.of >= ENOUGH else None


def figures() -> Figures:
    """Of the requests of the last twelve months. Two statements."""
    heard = Ticket.objects.heard().filter(created__gte=timezone.now() - PERIOD).order_by()
    told = heard.aggregate(requests=Count("pk"), **promises.counts())
    answers, solutions = promises.kept(told)
    queues = _by_queue(heard)
    judgements = sum(queue.judged for queue in queues)
    return Figures(
        requests=told["requests"],
        answers=_enough(answers),
        solutions=_enough(solutions),
        judgements=judgements,
        **(_means(queues, judgements) if judgements >= ENOUGH else {}),
    )


def reuse() -> reuse_figures.Reuse:
    """Answers used again in the last twelve months."""
    return reuse_figures.figures(Q(first__gte=timezone.now() - PERIOD))


def _by_queue(heard) -> list[Judged]:
    rows = Satisfaction.objects.filter(ticket__in=heard).order_by()
    rows = rows.values(slug=F("ticket__queue__slug"), label=F("ticket__queue__label")).annotate(
        judged=Count("pk"), mean_importance=Avg("importance"), mean_marks=Avg("satisfaction")
    )
    return [
        Judged(
            *(row["slug"], row["label"], row["judged"]),
            *(row["mean_importance"], row["mean_marks"]),
        )
        for row in rows
    ]


def _means(queues: list[Judged], judgements: int) -> dict:
    return {
        "importance": sum(one.importance * one.judged for one in queues) / judgements,
        "satisfaction": sum(one.satisfaction * one.judged for one in queues) / judgements,
        "queues": to_publish(queues),
    }
