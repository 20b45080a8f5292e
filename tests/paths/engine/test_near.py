# SPDX-License-Identifier: AGPL-3.0-or-later
import random
from itertools import combinations, product

from paths.engine import CompiledRuleSet, explain

from . import naive, tables


def options(question, profile):
    rank = question.answers.index(profile[question.code])
    if question.ordinal:
        return question.answers[rank + 1 :]
    return question.answers[:rank] + question.answers[rank + 1 :]


def expected_near(ruleset, profile):
    """Path -> (distance, changes) by trying every neighbour; farther ordinal steps left out."""
    rules = naive.ordered(ruleset)
    path = naive.path_of(rules, profile)
    mutable = [question for question in ruleset.questions if question.mutable]
    found = {}
    for distance in (1, 2):
        for questions in combinations(mutable, distance):
            for answers in product(*(options(q, profile) for q in questions)):
                changes = {q.code: a for q, a in zip(questions, answers, strict=True)}
                winner = naive.winner(rules, {**profile, **changes})
                if winner and winner.outcome != path:
                    known = found.setdefault(winner.outcome, (distance, []))
                    if known[0] == distance:
                        known[1].append((changes, winner.code))
    return {
        path: (distance, [e for e in entries if not _farther(ruleset, e[0], entries)])
        for path, (distance, entries) in found.items()
    }


def _farther(ruleset, changes, entries):
    return any(
        other != changes
        and set(other) == set(changes)
        and all(
            other[q] == changes[q]
            or (
                ruleset.question_by_code[q].ordinal
                and ruleset.question_by_code[q].answers.index(other[q])
                < ruleset.question_by_code[q].answers.index(changes[q])
            )
            for q in changes
        )
        for other, _ in entries
    )


def test_the_nearest_changes_are_those_found_by_trying_every_neighbour():
    rng = random.Random(21)
    entries = 0
    for _ in range(250):
        ruleset = tables.random_rule_set(rng, default=rng.random() < 0.7)
        profile = tables.random_profile(rng, ruleset)
        near = explain(CompiledRuleSet(ruleset), profile).near
        found = {}
        for entry in near:
            changes = {change.question: change.to for change in entry.changes}
            found.setdefault(entry.path, (entry.distance, []))[1].append((changes, entry.rule))
        expected = expected_near(ruleset, profile)
        assert _sorted(found) == _sorted(_asked_only(ruleset, expected))
        assert [e.distance for e in near] == sorted(e.distance for e in near)
        entries += len(near)
    assert entries > 300


def _asked_only(ruleset, expected):
    """Changes of questions no rule asks change nothing, so they cannot be minimal."""
    asked = {q for rule in ruleset.rules for q in rule.when}
    assert all(set(c) <= asked for _, entries in expected.values() for c, _ in entries)
    return expected


def _sorted(found):
    return {
        path: (distance, sorted(entries, key=str)) for path, (distance, entries) in found.items()
    }


def test_a_rule_almost_matches_when_exactly_one_answer_fails():
    rng = random.Random(22)
    for _ in range(200):
        ruleset = tables.random_rule_set(rng)
        profile = tables.random_profile(rng, ruleset)
        expected = []
        for rule in naive.ordered(ruleset):
            failing = [q for q, admitted in rule.when.items() if profile[q] not in admitted]
            if len(failing) == 1:
                expected.append((rule.code, failing[0]))
        almost = explain(CompiledRuleSet(ruleset), profile).almost
        assert [(entry.rule, entry.missing) for entry in almost] == expected


def test_near_items_are_those_that_modifiers_not_yet_applied_would_add():
    rng = random.Random(23)
    entries = 0
    for _ in range(200):
        ruleset = tables.random_rule_set(rng)
        profile = tables.random_profile(rng, ruleset)
        expected = {}
        for question in (q for q in ruleset.questions if q.mutable):
            for answer in options(question, profile):
                gained = _gained(ruleset, profile, {**profile, question.code: answer})
                if gained:
                    expected[question.code, answer] = gained
        found = {
            (e.change.question, e.change.to): {*e.tools, *e.deep_dives}
            for e in explain(CompiledRuleSet(ruleset), profile).near_items
        }
        assert found == expected
        entries += len(found)
    assert entries > 200


def _gained(ruleset, before, after):
    old = [m for m in ruleset.modifiers if naive.matches(m, before)]
    new = [m for m in ruleset.modifiers if naive.matches(m, after)]
    vetoed = {item for m in new for item in (*m.exclude_tools, *m.exclude_deep_dives)}
    return _added(new) - _added(old) - vetoed


def _added(modifiers):
    return {item for m in modifiers for item in (*m.add_tools, *m.add_deep_dives)}
