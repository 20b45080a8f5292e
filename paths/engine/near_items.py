# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tools and deep dives that one different answer would bring."""

from typing import NamedTuple

from .compiled import CompiledRuleSet
from .model import Modifier, Profile
from .near import Change, options_of
from .universe import bits, minus


class NearItems(NamedTuple):
    """Items that one change brings through `modifiers` that do not apply now."""

    change: Change
    modifiers: tuple[str, ...]
    tools: tuple[str, ...]
    deep_dives: tuple[str, ...]


def near_items(compiled: CompiledRuleSet, profile: Profile) -> list[NearItems]:
    """What one change of a mutable answer, or one more answer, would add through modifiers."""
    table = compiled.modifier_table
    now = table.certain(profile)
    found = []
    for question in compiled.ruleset.questions:
        for answer in options_of(question, profile) if question.mutable else ():
            after = table.certain({**profile, question.code: answer})
            entry = _gained(compiled, now, after, Change(question.code, answer))
            if entry.tools or entry.deep_dives:
                found.append(entry)
    return found


def _gained(compiled: CompiledRuleSet, now: int, after: int, change: Change) -> NearItems:
    kept = [compiled.modifiers[i] for i in bits(after)]
    new = [compiled.modifiers[i] for i in bits(minus(after, now))]
    old = [compiled.modifiers[i] for i in bits(now)]
    ruleset = compiled.ruleset
    tools = _items(new, "add_tools") - _items(old, "add_tools") - _items(kept, "exclude_tools")
    deep_dives = (
        _items(new, "add_deep_dives")
        - _items(old, "add_deep_dives")
        - _items(kept, "exclude_deep_dives")
    )
    gained = tools | deep_dives
    return NearItems(
        change,
        tuple(m.code for m in new if gained.intersection([*m.add_tools, *m.add_deep_dives])),
        tuple(tool for tool in ruleset.tools if tool in tools),
        tuple(item for item in ruleset.deep_dives if item in deep_dives),
    )


def _items(modifiers: list[Modifier], name: str) -> set[str]:
    return {item for modifier in modifiers for item in getattr(modifier, name)}
