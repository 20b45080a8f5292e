# SPDX-License-Identifier: AGPL-3.0-or-later
import random
from collections import Counter
from fractions import Fraction
from math import log2

import pytest

from paths.engine import (
    CompiledRuleSet,
    explain,
    forced_path,
    matching,
    next_question,
    possible,
    to_json,
    winner,
)

from . import naive, tables


@pytest.fixture(scope="module")
def sample():
    """Partial profiles of random rule sets, with what every completion gives."""
    rng = random.Random(31)
    cases = []
    for _ in range(200):
        ruleset = tables.random_rule_set(rng, rules=rng.randint(2, 10), default=rng.random() < 0.8)
        profile = tables.random_profile(rng, ruleset, answered=rng.random())
        cases.append((ruleset, CompiledRuleSet(ruleset), profile))
    return cases


def test_a_partial_profile_keeps_every_path_that_is_still_possible(sample):
    for ruleset, compiled, profile in sample:
        counts = naive.path_counts(ruleset, profile)
        total = sum(counts.values())
        found = possible(compiled, profile)
        assert {option.path: option.profiles for option in found} == counts
        assert {option.path: option.share for option in found} == {
            path: Fraction(count, total) for path, count in counts.items()
        }
        assert [o.profiles for o in found] == sorted(counts.values(), reverse=True)


def test_a_rule_wins_for_certain_only_if_it_wins_every_completion(sample):
    for ruleset, compiled, profile in sample:
        rules = naive.ordered(ruleset)
        hits = [naive.winner(rules, full) for full in naive.completions(ruleset, profile)]
        certain = hits[0] if all(hit is hits[0] for hit in hits) else None
        assert winner(compiled, profile) is certain
        paths = {hit.outcome if hit else None for hit in hits}
        assert forced_path(compiled, profile) == (paths.pop() if len(paths) == 1 else None)


def test_rules_and_modifiers_count_as_certain_when_every_completion_has_them(sample):
    for ruleset, compiled, profile in sample:
        completions = list(naive.completions(ruleset, profile))

        def certain(row, completions=completions):
            return all(naive.matches(row, full) for full in completions)

        assert matching(compiled, profile) == [r for r in naive.ordered(ruleset) if certain(r)]
        applied = {modifier.rule for modifier in explain(compiled, profile).modifiers}
        assert applied == {m.code for m in ruleset.modifiers if certain(m)}


def entropy(paths):
    counts, total = Counter(paths).values(), len(paths)
    return sum(-count / total * log2(count / total) for count in counts)


def test_the_next_question_has_the_greatest_expected_gain(sample):
    asked = 0
    for ruleset, compiled, profile in sample[:120]:
        rules = naive.ordered(ruleset)
        completions = list(naive.completions(ruleset, profile))
        outcome = {id(full): naive.path_of(rules, full) for full in completions}
        before = entropy(list(outcome.values()))
        gains = {}
        for question in ruleset.questions:
            if question.code not in profile:
                groups = {}
                for full in completions:
                    groups.setdefault(full[question.code], []).append(outcome[id(full)])
                after = sum(len(g) / len(completions) * entropy(g) for g in groups.values())
                gains[question.code] = before - after
        found = next_question(compiled, profile)
        if len(set(outcome.values())) == 1:
            assert found is None
            continue
        asked += 1
        assert found.gain == pytest.approx(max(gains.values()))
        assert found.gain == pytest.approx(gains[found.code])
    assert asked > 30


def test_between_equal_gains_the_first_question_in_the_order_of_asking_is_chosen():
    questions = [tables.Question(code, ("a", "b")) for code in ("first", "second")]
    rules = [
        tables.Rule("R1", 2, {"first": {"a"}, "second": {"a"}}, "P1", ""),
        tables.Rule("R2", 1, {}, "P2", ""),
    ]
    ruleset = tables.rule_set(questions, rules)
    assert next_question(CompiledRuleSet(ruleset), {}).code == "first"


def test_with_the_kind_of_service_unknown_that_is_what_to_ask_next(compiled):
    document = to_json(explain(compiled, {"admin": "comune"}))
    assert document["path"] is None
    assert document["next_question"] == {"code": "nature", "gain": 1.7566}
    assert document["possible"][0] == {"path": "P08", "share": 0.2, "profiles": 2880}
    assert sum(option["profiles"] for option in document["possible"]) == 14_400
    assert [modifier["rule"] for modifier in document["modifiers"]] == ["M07"]
    assert document["near"] == []
    assert document["almost"] == []


def test_a_single_answer_that_settles_the_path_gives_it_at_once(compiled):
    document = to_json(explain(compiled, {"nature": "collective"}))
    assert (document["path"]["code"], document["path"]["rule"]) == ("P10", "R20")
    assert "possible" not in document
    assert "next_question" not in document
