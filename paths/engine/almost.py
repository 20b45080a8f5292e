# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules that fail on exactly one answer."""

from typing import NamedTuple

from .compiled import CompiledRuleSet
from .model import Profile
from .universe import lengths, minus


class Almost(NamedTuple):
    """A rule that fails on the answer to `missing` only."""

    rule: str
    missing: str


def almost(compiled: CompiledRuleSet, profile: Profile) -> list[Almost]:
    """Rules that fail on exactly one answer, by a bit-sliced count of their failures.

    `profile` answers every question that the rules ask.
    """
    table = compiled.rule_table
    failing = {
        question: table.all ^ admitting[profile[question]]
        for question, admitting in table.columns
        if question in profile
    }
    once = twice = 0
    for rows in failing.values():
        twice |= once & rows
        once |= rows
    single = minus(once, twice)
    at_fault = [(n, q) for q, rows in failing.items() for n in lengths(rows & single)]
    at_fault.sort(reverse=True)
    rules = compiled.rule_by_length
    return [Almost(rules[length].code, question) for length, question in at_fault]
