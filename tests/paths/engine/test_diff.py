# SPDX-License-Identifier: AGPL-3.0-or-later
import random
from collections import Counter
from dataclasses import replace

import pytest

from paths.engine import Kind, Question, Rule, RuleError, diff, verify

from . import naive, tables


def test_the_profiles_that_change_path_are_those_a_loop_finds_and_the_boxes_hold_them():
    rng = random.Random(41)
    for _ in range(120):
        before = tables.random_rule_set(rng, default=rng.random() < 0.6)
        rules = [r for r in before.rules if rng.random() < 0.8]
        extra = Rule("N1", 3, tables.random_when(rng, before.questions), "P2", "")
        after = replace(before, rules=(*rules, extra))
        found = diff(before, after)
        old, new = naive.ordered(before), naive.ordered(after)
        pairs, total = Counter(), 0
        for profile in naive.profiles(before):
            pair = (naive.path_of(old, profile), naive.path_of(new, profile))
            total += 1
            for change in found.changes:
                held = any(_holds(box, profile) for box in change.boxes)
                assert held == ((change.before, change.after) == pair)
            if pair[0] != pair[1]:
                pairs[pair] += 1
        assert {(c.before, c.after): c.profiles for c in found.changes} == pairs
        assert found.profiles == total
        assert found.changed == pairs.total()


def _holds(box, profile):
    return all(profile[question] in answers for question, answers in box.admitted)


def test_the_same_rules_move_nobody(initial):
    assert diff(initial, replace(initial, version=2)).changes == ()


def test_a_change_is_told_in_few_boxes_with_the_complete_profiles_they_hold(initial):
    narrower = {"channel": {"online"}, "nature": {"transactional"}}
    rules = [replace(r, when=narrower) if r.code == "R60" else r for r in initial.rules]
    changes = {(c.before, c.after): c for c in diff(initial, replace(initial, rules=rules)).changes}
    change = changes["P03", "P07"]
    admins, free_questions = 7, 3 * 4 * 3
    assert change.profiles == admins * (4 * 4 - 2) * free_questions
    assert [(dict(box.admitted).keys(), box.profiles) for box in change.boxes] == [
        ({"admin", "nature", "channel", "goal"}, admins * 4 * 3 * free_questions),
        ({"admin", "nature", "channel", "experience"}, admins * 2 * 4 * free_questions),
    ]


def test_real_profiles_weigh_the_changes_and_undecided_ones_weigh_nothing(initial):
    after = replace(initial, rules=tuple(r for r in initial.rules if r.code != "R60"))
    online = {**initial.golden_cases[1].profile}
    short = {q: a for q, a in online.items() if q not in ("size", "users", "contacts")}
    vague = {"channel": "online"}
    old_answer = {**online, "goal": "vanished"}
    submissions = Counter(
        {frozenset(p.items()): n for p, n in zip_counts([online, short, vague, old_answer])}
    )
    changes = diff(initial, after, submissions).changes
    weights = {(c.before, c.after): c.submissions for c in changes}
    assert weights["P03", "P04"] == 1 + 2
    assert sum(weights.values()) == 3


def zip_counts(profiles):
    return ((profile, count) for count, profile in enumerate(profiles, start=1))


def test_without_real_profiles_no_weight_is_invented(initial):
    after = replace(initial, rules=tuple(r for r in initial.rules if r.code != "R60"))
    assert {change.submissions for change in diff(initial, after).changes} == {None}


def test_answers_that_one_version_lacks_are_left_out_and_named():
    old = Question("q", ("a", "b"))
    new = Question("q", ("a", "b", "c"))
    rules = [Rule("R1", 2, {"q": {"a"}}, "P1", ""), Rule("R2", 1, {}, "P2", "")]
    before, after = tables.rule_set([old], rules), tables.rule_set([new], rules)
    found = diff(before, after)
    assert found.changes == ()
    assert found.profiles == 2
    assert found.not_compared == {"q": ("c",)}


def test_a_question_added_is_free_in_the_older_version():
    q, r = Question("q", ("a", "b")), Question("r", ("a", "b", "c"))
    rules = [Rule("R2", 1, {}, "P2", "")]
    added = Rule("R1", 2, {"q": {"a"}, "r": {"b"}}, "P1", "")
    (change,) = diff(tables.rule_set([q], rules), tables.rule_set([q, r], [*rules, added])).changes
    assert (change.before, change.after, change.profiles) == ("P2", "P1", 1)
    assert str(change.boxes[0]) == "q: a; r: b"


def test_versions_without_a_common_answer_cannot_be_compared():
    rules = [Rule("R2", 1, {}, "P2", "")]
    one = tables.rule_set([Question("q", ("a",))], rules)
    other = tables.rule_set([Question("q", ("b",))], rules)
    with pytest.raises(RuleError, match="non hanno risposte in comune per «q»"):
        diff(one, other)


def _seen(ruleset, profile):
    """By item the weight that modifiers give it, None if excluded; steps of the path hidden."""
    rules, seen = naive.ordered(ruleset), Counter()
    for modifier in ruleset.modifiers:
        if modifier.active and naive.matches(modifier, profile):
            seen.update(modifier.add_tools)
            seen.update(modifier.add_deep_dives)
            path = ruleset.path_by_code.get(naive.path_of(rules, profile))
            seen.update({step: 1 for step in modifier.remove_steps if path and step in path.steps})
    for modifier in ruleset.modifiers:
        if modifier.active and naive.matches(modifier, profile):
            for item in (*modifier.exclude_tools, *modifier.exclude_deep_dives):
                seen[item] = None
    return seen


def _effect(old, new, step):
    if step:
        return None if bool(old) == bool(new) else ("hidden" if new else "shown_again")
    if old == new:
        return None
    if new is None:
        return "excluded"
    if new == 0:
        return "no_longer_excluded" if old is None else "no_longer_put_forward"
    return "weight" if old else "put_forward"


def test_the_items_that_modifiers_change_are_those_a_loop_finds():
    rng = random.Random(43)
    for _ in range(60):
        before = tables.random_rule_set(rng, rules=4)
        kept = [m for m in before.modifiers if rng.random() < 0.6]
        other = tables.random_modifier(rng, before.questions, 9)
        after = replace(before, modifiers=(*kept, other))
        expected, touched = Counter(), 0
        for profile in naive.profiles(before):
            old, new = _seen(before, profile), _seen(after, profile)
            steps = {step.code for step in before.steps}
            met = {(c, _effect(old[c], new[c], c in steps)) for c in {*old, *new}}
            met = {(code, effect) for code, effect in met if effect}
            expected.update(met)
            touched += bool(met)
        found = diff(before, after).items
        assert {(c.code, c.effect.value): c.profiles for c in found.changes} == expected
        assert found.profiles == touched


def test_the_profiles_still_contested_are_counted(initial):
    level = next(rule.level for rule in initial.rules if rule.code == "R70")
    rules = [replace(r, level=level) if r.code == "R80" else r for r in initial.rules]
    after = replace(initial, rules=rules)
    found = diff(initial, after)
    disputed = sum(f.profiles for f in verify(after).of(Kind.CONFLICT))
    assert found.changes == ()
    assert found.contested == disputed > 0
    assert diff(initial, initial).contested == 0


def test_another_base_weight_is_told(initial):
    assert diff(initial, replace(initial, base_weight=5)).base_weight == (3, 5)
    assert not diff(initial, replace(initial, version=9)).anything
