# SPDX-License-Identifier: AGPL-3.0-or-later
"""Scores of tools and deep dives, and the steps that modifiers hide."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from .explanation import Reason, RemovedStep, Suggestion
from .model import Modifier, PathContent, RuleSet


def removed_steps(path: PathContent, modifiers: Iterable[Modifier]) -> tuple[RemovedStep, ...]:
    """Steps of the path hidden by a modifier, in path order, each with the first that hides it."""
    by_step: dict[str, str] = {}
    for modifier in modifiers:
        for step in modifier.remove_steps:
            by_step.setdefault(step, modifier.code)
    return tuple(RemovedStep(step, by_step[step]) for step in path.steps if step in by_step)


def remaining_tools(
    ruleset: RuleSet, path: PathContent, removed: Iterable[RemovedStep]
) -> set[str]:
    """The tools of the steps that are not hidden."""
    hidden = {step.code for step in removed}
    tools_of = ruleset.tools_of_step
    return {tool for step in path.steps if step not in hidden for tool in tools_of[step]}


def suggestions(
    order: Sequence[str],
    base: Collection[str],
    base_weight: int,
    added: Mapping[str, Mapping[str, int]],
    vetoed: Collection[str],
    because: Mapping[str, str],
) -> tuple[Suggestion, ...]:
    """Highest score first, ties in editorial `order`.

    `base` are the items of the chosen path, `added` the weights given by each modifier.
    """
    return tuple(
        sorted(
            _scored(order, base, base_weight, added, vetoed, because),
            key=lambda suggestion: -suggestion.score,
        )
    )


def _scored(order, base, base_weight, added, vetoed, because) -> Iterator[Suggestion]:
    for item in order:
        reasons = tuple(
            Reason(code, weights[item], because[code])
            for code, weights in added.items()
            if item in weights
        )
        if item not in vetoed and (reasons or item in base):
            score = sum(reason.weight for reason in reasons) + base_weight * (item in base)
            yield Suggestion(item, score, reasons)
