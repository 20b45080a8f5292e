# SPDX-License-Identifier: AGPL-3.0-or-later
"""The whole recommendation for a profile, complete or partial, with its reasons."""

from collections.abc import Sequence

from .almost import almost
from .compiled import CompiledRuleSet
from .decide import matched, matching, winner
from .decisive import decisive
from .explanation import (
    AppliedModifier,
    ChosenPath,
    Explanation,
    Overridden,
    RemovedStep,
    RuleSetId,
    Suggestion,
)
from .model import Modifier, PathContent, Profile, Rule
from .near import near_paths
from .near_items import near_items
from .partial import forced_path, next_question, possible
from .scoring import remaining_tools, removed_steps, suggestions
from .universe import bits


def explain(compiled: CompiledRuleSet, profile: Profile) -> Explanation:
    """Everything that holds whatever the missing answers are.

    `near` and `almost` are empty until every question that the rules ask has its answer.
    """
    compiled.check(profile)
    ruleset = compiled.ruleset
    rule = winner(compiled, profile)
    code = rule.outcome if rule else forced_path(compiled, profile)
    content = ruleset.path_by_code[code] if code else None
    modifiers = [compiled.modifiers[i] for i in bits(compiled.modifier_table.certain(profile))]
    removed = removed_steps(content, modifiers) if content else ()
    settled = compiled.settles(profile)
    return Explanation(
        ruleset=RuleSetId(ruleset.version, compiled.sha256),
        profile={q.code: profile[q.code] for q in ruleset.questions if q.code in profile},
        path=_chosen(compiled, profile, code, rule) if code else None,
        overridden=_overridden(matching(compiled, profile), rule),
        modifiers=tuple(AppliedModifier(m.code, m.because) for m in modifiers),
        removed_steps=removed,
        tools=_tools(compiled, content, removed, modifiers),
        deep_dives=_deep_dives(compiled, content, modifiers),
        near=tuple(near_paths(compiled, profile, code)) if settled else (),
        near_items=tuple(near_items(compiled, profile)),
        almost=tuple(almost(compiled, profile)) if settled else (),
        possible=None if code else possible(compiled, profile),
        next_question=None if code else next_question(compiled, profile),
    )


def _chosen(
    compiled: CompiledRuleSet, profile: Profile, path: str, rule: Rule | None
) -> ChosenPath:
    forcing = decisive(compiled, profile, path, rule)
    return ChosenPath(
        code=path,
        rule=rule.code if rule else None,
        level=rule.level if rule else None,
        because=rule.because if rule else None,
        matched=matched(compiled, rule, profile) if rule else (),
        decisive=forcing,
        irrelevant=tuple(
            question.code
            for question in compiled.ruleset.questions
            if question.code in profile and question.code not in forcing
        ),
    )


def _overridden(matching_rules: Sequence[Rule], rule: Rule | None) -> tuple[Overridden, ...]:
    """The matching rules that lost: those of lower levels, and any that contradict the winner."""
    return tuple(
        Overridden(other.code, other.outcome, other.level)
        for other in matching_rules
        if rule and (other.level < rule.level or other.outcome != rule.outcome)
    )


def _tools(
    compiled: CompiledRuleSet,
    content: PathContent | None,
    removed: Sequence[RemovedStep],
    modifiers: Sequence[Modifier],
) -> tuple[Suggestion, ...]:
    ruleset = compiled.ruleset
    return suggestions(
        ruleset.tools,
        remaining_tools(ruleset, content, removed) if content else (),
        ruleset.base_weight,
        {modifier.code: modifier.add_tools for modifier in modifiers},
        {tool for modifier in modifiers for tool in modifier.exclude_tools},
        {modifier.code: modifier.because for modifier in modifiers},
    )


def _deep_dives(
    compiled: CompiledRuleSet, content: PathContent | None, modifiers: Sequence[Modifier]
) -> tuple[Suggestion, ...]:
    ruleset = compiled.ruleset
    return suggestions(
        ruleset.deep_dives,
        content.deep_dives if content else (),
        ruleset.base_weight,
        {modifier.code: modifier.add_deep_dives for modifier in modifiers},
        {item for modifier in modifiers for item in modifier.exclude_deep_dives},
        {modifier.code: modifier.because for modifier in modifiers},
    )
