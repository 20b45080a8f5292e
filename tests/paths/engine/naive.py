# SPDX-License-Identifier: AGPL-3.0-or-later
"""The rules read one profile and one rule at a time: slow, obvious, independent of the engine."""

from collections import Counter
from itertools import product


def profiles(ruleset):
    codes = [question.code for question in ruleset.questions]
    for answers in product(*(question.answers for question in ruleset.questions)):
        yield dict(zip(codes, answers, strict=True))


def completions(ruleset, partial):
    options = [
        [partial[question.code]] if question.code in partial else question.answers
        for question in ruleset.questions
    ]
    codes = [question.code for question in ruleset.questions]
    for answers in product(*options):
        yield dict(zip(codes, answers, strict=True))


def matches(row, profile):
    return all(profile[question] in admitted for question, admitted in row.when.items())


def ordered(ruleset):
    return sorted((r for r in ruleset.rules if r.active), key=lambda r: (-r.level, r.code))


def winner(rules, profile):
    for rule in rules:
        if matches(rule, profile):
            return rule
    return None


def path_of(rules, profile):
    rule = winner(rules, profile)
    return rule.outcome if rule else None


def path_counts(ruleset, partial):
    rules = ordered(ruleset)
    return Counter(path_of(rules, profile) for profile in completions(ruleset, partial))


def verification(ruleset):
    """Missing profiles, conflicts by pair, dead rules, redundant rules, one profile at a time."""
    rules = ordered(ruleset)
    missing, conflicts, reached, needed = 0, Counter(), set(), set()
    for profile in profiles(ruleset):
        hits = [rule for rule in rules if matches(rule, profile)]
        if not hits:
            missing += 1
            continue
        top = [rule for rule in hits if rule.level == hits[0].level]
        reached.update(rule.code for rule in top)
        for i, rule in enumerate(top):
            for other in top[i + 1 :]:
                if rule.outcome != other.outcome:
                    conflicts[rule.code, other.code] += 1
        if len(hits) == 1 or hits[1].outcome != hits[0].outcome:
            needed.add(hits[0].code)
    dead = {rule.code for rule in rules} - reached
    disputed = {code for pair in conflicts for code in pair}
    redundant = {rule.code for rule in rules} - needed - dead - disputed
    return missing, dict(conflicts), dead, redundant
