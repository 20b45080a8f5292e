# SPDX-License-Identifier: AGPL-3.0-or-later
import random

import pytest

from paths.engine import CompiledRuleSet, PathContent, Question, Rule, RuleSet
from paths.engine.almost import almost
from paths.engine.bittable import BitTable
from paths.engine.columns import overlapping_pairs
from paths.engine.union import union
from paths.engine.universe import Universe

from . import naive, tables


def questions(*counts):
    return tuple(
        Question(f"q{i}", tuple(f"a{j}" for j in range(count))) for i, count in enumerate(counts)
    )


def rules(rng, asked, count, constrained=(0, 3)):
    made = []
    for i in range(count):
        when = tables.random_when(rng, asked, constrained)
        made.append(Rule(f"R{i:03}", rng.randint(1, 9), when, "P1", "motivo"))
    return made


@pytest.mark.parametrize("count", [0, 1, 5, 60, 200])
@pytest.mark.parametrize("counts", [(3,), (2, 5), (4, 3, 2, 5)])
def test_the_union_of_many_boxes_is_that_of_one_box_after_the_other(count, counts):
    rng = random.Random(f"{count} {counts}")
    universe = Universe(questions(*counts))
    narrow = (1, len(counts)) if len(counts) > 1 else (1, 1)
    whens = [rule.when for rule in rules(rng, universe.questions, count, narrow)]
    expected = 0
    for when in whens:
        expected |= universe.box(when)
    assert union(universe, whens) == expected


def test_no_question_leaves_one_profile_that_any_rule_decides():
    universe = Universe(())
    assert union(universe, []) == 0
    assert union(universe, [{}] * 100) == universe.full


def test_a_column_with_hundreds_of_different_conditions_keeps_its_rows_apart():
    """More than the characters that stand for conditions in one text."""
    rng = random.Random(71)
    asked = questions(11, 3)
    rows = rules(rng, asked, 900, (1, 2))
    assert len({row.when.get("q0") for row in rows}) > 400
    table = BitTable(asked, rows)
    for question in asked:
        for answer in question.answers:
            admitting = dict(table.columns)[question.code][answer]
            for i, row in enumerate(rows):
                admits = answer in row.when.get(question.code, question.answers)
                assert bool(admitting >> i & 1) == admits


def test_overlapping_pairs_are_right_among_hundreds_of_different_conditions():
    rng = random.Random(72)
    asked = questions(10, 4)
    rows = rules(rng, asked, 400, (2, 2))
    expected = [
        (i, j)
        for i, one in enumerate(rows)
        for j, other in enumerate(rows)
        if i < j and all(one.when[q.code] & other.when[q.code] for q in asked)
    ]
    assert list(overlapping_pairs(asked, rows)) == expected


def test_one_failure_is_told_from_many_however_many_questions_there_are():
    """Forty questions: their numbers add up to more than a byte holds."""
    rng = random.Random(73)
    asked = questions(*[3] * 40)
    made = rules(rng, asked, 150, (1, 40))
    ruleset = RuleSet(1, asked, made, [PathContent("P1")])
    compiled = CompiledRuleSet(ruleset)
    for _ in range(50):
        rule = rng.choice(made)
        profile = tables.random_profile(rng, ruleset)
        profile |= {q: rng.choice(sorted(answers)) for q, answers in rule.when.items()}
        spoilt = rng.choice(sorted(rule.when))
        profile[spoilt] = rng.choice([a for a in ("a0", "a1", "a2") if a not in rule.when[spoilt]])
        expected = []
        for other in naive.ordered(ruleset):
            failing = [q for q, admitted in other.when.items() if profile[q] not in admitted]
            if len(failing) == 1:
                expected.append((other.code, failing[0]))
        assert (rule.code, spoilt) in expected
        assert almost(compiled, profile) == expected
