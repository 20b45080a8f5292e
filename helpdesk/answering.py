# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the help desk answers, in the figures that everybody reads."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Avg, Count, Q
from django.utils import timezone

from .models import Satisfaction, Ticket

PERIOD = timedelta(days=365)
ENOUGH = 5  # with fewer, a figure would tell of single requests


@dataclass(frozen=True)
class Kept:
    """Promises: `kept` of `given`; `percent` is None when they are too few."""

    kept: int
    given: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.kept / self.given) if self.given >= ENOUGH else None


@dataclass(frozen=True)
class Figures:
    """Means are None with fewer than five judgements."""

    requests: int
    answers: Kept
    solutions: Kept
    judgements: int
    importance: float | None
    satisfaction: float | None

    @property
    def are_too_few(self) -> bool:
        return self.satisfaction is None and not (self.answers.percent or self.solutions.percent)


def figures() -> Figures:
    """Of the requests of the last twelve months. Two statements."""
    since = timezone.now() - PERIOD
    told = (
        Ticket.objects.confirmed()
        .filter(created__gte=since)
        .aggregate(
            requests=Count("pk"),
            answered=Count("answered_on_time"),
            answered_in_time=Count("pk", filter=Q(answered_on_time=True)),
            settled=Count("solved_on_time"),
            settled_in_time=Count("pk", filter=Q(solved_on_time=True)),
        )
    )
    given = Satisfaction.objects.filter(ticket__created__gte=since).aggregate(
        judgements=Count("pk"), importance=Avg("importance"), satisfaction=Avg("satisfaction")
    )
    if given["judgements"] < ENOUGH:
        given |= {"importance": None, "satisfaction": None}
    return Figures(
        requests=told["requests"],
        answers=Kept(told["answered_in_time"], told["answered"]),
        solutions=Kept(told["settled_in_time"], told["settled"]),
        **given,
    )
