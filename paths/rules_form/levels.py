# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import replace

from ..engine import RuleSet

GAP = 10


def with_gaps(rules: RuleSet) -> RuleSet:
    """The same order with room between the levels; rules of one level stay together."""
    levels = sorted({rule.level for rule in rules.rules})
    wider = {level: GAP * place for place, level in enumerate(levels, 1)}
    return replace(rules, rules=[replace(rule, level=wider[rule.level]) for rule in rules.rules])
