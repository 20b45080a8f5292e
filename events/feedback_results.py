# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the sheets of an event say together: means, counts and the map of the aspects."""

from dataclasses import dataclass
from statistics import mean

from django.db.models import Avg, Count

from .feedback_aspects import ASPECTS, HIGHEST, LOWEST
from .models import Event, Feedback, FeedbackRating

FEWEST = 5  # below, one could guess who answered what
SIDE, MARGIN = 400, 40
BANDS = (("da 1 a 5", 1, 5), ("6 o 7", 6, 7), ("da 8 a 10", 8, 10))
IMPROVE, KEEP = "Migliorare per primi", "Mantenere"
LATER, ENOUGH = "Migliorare dopo", "Già abbastanza"


def on_map(mark: float) -> float:
    """Units of the drawing from its lower left corner."""
    return MARGIN + (mark - LOWEST) / (HIGHEST - LOWEST) * (SIDE - 2 * MARGIN)


@dataclass
class Aspect:
    number: int
    label: str
    importance: float
    satisfaction: float
    answers: int
    advice: str = ""

    @property
    def x(self) -> str:
        return f"{on_map(self.satisfaction):.1f}"

    @property
    def y(self) -> str:
        return f"{SIDE - on_map(self.importance):.1f}"


def _advice(aspect: Aspect, importance: float, satisfaction: float) -> str:
    if aspect.importance >= importance:
        return KEEP if aspect.satisfaction >= satisfaction else IMPROVE
    return ENOUGH if aspect.satisfaction >= satisfaction else LATER


class Results:
    """Three statements."""

    def __init__(self, event: Event):
        self.event = event
        marks = Feedback.objects.filter(event=event).values_list("overall", flat=True)
        self.marks = list(marks)
        self.count = len(self.marks)
        self.aspects = self._aspects()
        self.comments = list(
            Feedback.objects.filter(event=event)
            .exclude(comment="")
            .order_by("comment")
            .values_list("comment", flat=True)
        )

    def _aspects(self) -> list[Aspect]:
        rows = FeedbackRating.objects.filter(feedback__event=self.event).order_by()
        means = {
            name: rest
            for name, *rest in rows.values_list("aspect").annotate(
                Avg("importance"), Avg("satisfaction"), Count("pk")
            )
        }
        judged = [(label, means[name]) for name, label in ASPECTS.items() if name in means]
        found = [Aspect(number, label, *rest) for number, (label, rest) in enumerate(judged, 1)]
        if found:
            self.mean_importance = mean(each.importance for each in found)
            self.mean_satisfaction = mean(each.satisfaction for each in found)
        for each in found:
            each.advice = _advice(each, self.mean_importance, self.mean_satisfaction)
        return found

    @property
    def overall(self) -> float:
        return mean(self.marks)

    @property
    def bands(self) -> list[tuple[str, int]]:
        return [(name, sum(low <= m <= high for m in self.marks)) for name, low, high in BANDS]

    @property
    def is_too_little(self) -> bool:
        return self.count < FEWEST

    @property
    def line_x(self) -> str:
        return f"{on_map(self.mean_satisfaction):.1f}"

    @property
    def line_y(self) -> str:
        return f"{SIDE - on_map(self.mean_importance):.1f}"
