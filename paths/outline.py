# SPDX-License-Identifier: AGPL-3.0-or-later
"""A path laid out for reading: its phases, their steps, the tools each step uses."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import QuerySet

from .models import Path, PathStep, Phase, Step, Tool


@dataclass
class OutlineStep:
    step: Step
    tools: list[Tool] = field(default_factory=list)


@dataclass
class OutlinePhase:
    phase: Phase
    steps: list[OutlineStep]

    @property
    def days(self) -> tuple[int, int]:
        return total_days(item.step for item in self.steps)


@dataclass
class Outline:
    """`days` are person-days for one service of a medium body, the project's own estimate."""

    path: Path
    phases: list[OutlinePhase]

    @property
    def steps(self) -> list[OutlineStep]:
        return [item for phase in self.phases for item in phase.steps]

    @property
    def days(self) -> tuple[int, int]:
        return total_days(item.step for item in self.steps)


def total_days(steps: Iterable[Step]) -> tuple[int, int]:
    pairs = [(step.days_min, step.days_max) for step in steps]
    return sum(least for least, _ in pairs), sum(most for _, most in pairs)


def tools_with_steps(codes: Collection[str] = (), steps: Collection[int] = ()) -> QuerySet[Tool]:
    """Tools named by code or used by the steps, each with `step_ids`; one statement."""
    tools = Tool.objects.published().annotate(step_ids=ArrayAgg("steptool__step_id", distinct=True))
    if steps:
        return tools.filter(steptool__step_id__in=steps)
    return tools.filter(code__in=codes)


def path_steps(**path) -> list[PathStep]:
    """The links of one path in order, with path, step and phase at hand; one statement."""
    return list(
        PathStep.objects.filter(step__published=True, **path)
        .select_related("path", "step", "step__phase")
        .order_by("position")
    )


def lay_out(links: list[PathStep], tools: Iterable[Tool], removed: Collection[str] = ()) -> Outline:
    """Consecutive steps of one phase stand together; a path may come back to a phase."""
    by_step: dict[int, list[Tool]] = {}
    for tool in tools:
        for step in tool.step_ids:
            by_step.setdefault(step, []).append(tool)
    kept = [link for link in links if link.step.code not in removed]
    phases = [
        OutlinePhase(
            phase, [OutlineStep(link.step, by_step.get(link.step_id, [])) for link in group]
        )
        for phase, group in groupby(kept, key=lambda link: link.step.phase)
    ]
    return Outline(links[0].path, phases)
