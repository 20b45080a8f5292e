# SPDX-License-Identifier: AGPL-3.0-or-later
"""The catalogue as the rules know it: codes and links only, in editorial order."""

from dataclasses import replace

from .engine import PathContent, Question, RuleSet, Step
from .models import DeepDive, Path, PathDeepDive, PathStep, StepTool, Tool
from .models import Question as QuestionRow
from .models import Step as StepRow


def with_catalogue(ruleset: RuleSet) -> RuleSet:
    """The same rules over today's questions, paths, steps, tools and deep dives.

    Raises `RuleError` when a rule names something the catalogue no longer has.
    """
    tools_of_step = _lists(StepTool, "step__code", "tool__code")
    steps_of_path = _lists(PathStep, "path__code", "step__code")
    dives_of_path = _lists(PathDeepDive, "path__code", "deep_dive__code")
    tools = tuple(Tool.objects.published().values_list("code", flat=True))
    steps = tuple(
        Step(code, tuple(tool for tool in tools_of_step.get(code, ()) if tool in tools))
        for code in StepRow.objects.published().values_list("code", flat=True)
    )
    known = {step.code: step for step in steps}
    deep_dives = tuple(DeepDive.objects.published().values_list("code", flat=True))
    return replace(
        ruleset,
        questions=_questions(),
        steps=steps,
        tools=tools,
        deep_dives=deep_dives,
        paths=tuple(
            _path(code, steps_of_path, dives_of_path, known, deep_dives)
            for code in Path.objects.published().values_list("code", flat=True)
        ),
    )


def _lists(through, own: str, other: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in through.objects.order_by("position").values_list(own, other):
        found.setdefault(key, []).append(value)
    return found


def _path(code, steps_of_path, dives_of_path, known, deep_dives) -> PathContent:
    steps = [step for step in steps_of_path.get(code, ()) if step in known]
    tools = dict.fromkeys(tool for step in steps for tool in known[step].tools)
    dives = [dive for dive in dives_of_path.get(code, ()) if dive in deep_dives]
    return PathContent(code, tuple(steps), tuple(tools), tuple(dives))


def _questions() -> tuple[Question, ...]:
    return tuple(
        Question(
            row.code,
            tuple(answer.code for answer in row.answers.all()),
            row.ordinal,
            row.mutable,
        )
        for row in QuestionRow.objects.prefetch_related("answers")
    )
