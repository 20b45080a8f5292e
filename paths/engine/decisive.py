# SPDX-License-Identifier: AGPL-3.0-or-later
"""The answers that force a path."""

from itertools import accumulate
from operator import and_

from .compiled import CompiledRuleSet
from .model import Profile, Rule
from .universe import minus


def decisive(
    compiled: CompiledRuleSet, profile: Profile, path: str, rule: Rule | None
) -> tuple[str, ...]:
    """A minimal set of answers that leads to `path` whatever the others are, in question order.

    Answers are given up one at a time, when the remaining ones still force the path: first those
    that the winning `rule` does not ask, then those it asks, each time from the last question
    back. Every answer kept is needed.
    """
    elsewhere = minus(compiled.universe.full, compiled.path_sets[path])
    slices = compiled.universe.slices
    kept = {code: slices[code][profile[code]] for code in slices if code in profile}
    asked_by_rule = dict(compiled.conditions[rule.code]) if rule else {}
    order = sorted(reversed(kept), key=lambda code: code in asked_by_rule)
    pending = accumulate((kept[code] for code in reversed(order)), and_, initial=elsewhere)
    stray = elsewhere
    for code, others in zip(order, list(pending)[-2::-1], strict=True):
        if stray & others:
            stray &= kept[code]
        else:
            del kept[code]
    return tuple(kept)
