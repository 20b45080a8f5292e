# SPDX-License-Identifier: AGPL-3.0-or-later
"""Promises kept and missed: one definition for the operators' reports, the lists and everybody."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Now

ANSWER_MISSED = Q(answered_on_time=False) | Q(answered_on_time=None, first_answer_due__lt=Now())
SOLUTION_MISSED = Q(solved_on_time=False) | Q(solved_on_time=None, solution_due__lt=Now())
COUNTS = {
    "answers_kept": Q(answered_on_time=True),
    "answers_missed": ANSWER_MISSED,
    "solutions_kept": Q(solved_on_time=True),
    "solutions_missed": SOLUTION_MISSED,
}


@dataclass(frozen=True)
class Kept:
    """Promises kept `of` those that are kept or missed by now."""

    kept: int
    of: int

    @property
    def missed(self) -> int:
        return self.of - self.kept

    @property
    def share(self) -> int | None:
        """In a hundred; None when nothing has been due yet."""
        return round(100 * self.kept / self.of) if self.of else None


def counts() -> dict[str, Count]:
    """To aggregate or annotate requests with; `kept` reads what comes of it."""
    return {name: Count("pk", filter=condition) for name, condition in COUNTS.items()}


def kept(row: dict) -> tuple[Kept, Kept]:
    """Of first answers and of solutions."""
    answers, solutions = row["answers_kept"], row["solutions_kept"]
    return (
        Kept(answers, answers + row["answers_missed"]),
        Kept(solutions, solutions + row["solutions_missed"]),
    )
