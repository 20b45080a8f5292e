# SPDX-License-Identifier: AGPL-3.0-or-later
import random

from paths.engine.boxes import Box, cover
from paths.engine.columns import overlapping_pairs
from paths.engine.universe import Universe

from . import naive, tables


def regions():
    rng = random.Random(51)
    for _ in range(80):
        table = tables.random_rule_set(rng, rules=6)
        universe = Universe(table.questions)
        region = 0
        for rule in table.rules[:6]:
            if len(rule.when) > 1:
                region |= universe.box(rule.when)
        yield universe, region


def inside(universe, box):
    return universe.box({question: frozenset(answers) for question, answers in box.admitted})


def test_a_profile_and_its_position_are_the_same_thing():
    table = tables.random_rule_set(random.Random(52))
    universe = Universe(table.questions)
    for position, profile in enumerate(naive.profiles(table)):
        assert universe.profile(position) == profile
        assert universe.index(profile) == position
        assert universe.matching(profile) == 1 << position


def test_the_boxes_together_are_the_region_and_each_is_needed():
    for universe, region in regions():
        boxes = [inside(universe, box) for box in cover(region, universe)]
        union = 0
        for box in boxes:
            union |= box
        assert union == region
        for box in boxes:
            others = 0
            for other in boxes:
                others |= other if other != box else 0
            assert others != region


def test_no_box_could_admit_one_more_answer_and_stay_in_the_region():
    for universe, region in regions():
        for box in cover(region, universe):
            admitted = dict(box.admitted)
            for question in universe.questions:
                for answer in question.answers:
                    if answer not in admitted.get(question.code, question.answers):
                        wider = {**admitted, question.code: (*admitted[question.code], answer)}
                        assert inside(universe, Box(tuple(wider.items()), 0)) & ~region


def test_the_profiles_of_a_box_are_counted_with_their_multiplicity():
    universe, region = next(regions())
    for box in cover(region, universe, multiplicity=36):
        assert box.profiles == inside(universe, box).bit_count() * 36


def test_the_whole_universe_is_one_box_said_in_words():
    universe, _ = next(regions())
    (box,) = cover(universe.full, universe)
    assert str(box) == "tutti i profili"


def test_overlapping_pairs_are_those_that_share_a_profile():
    rng = random.Random(53)
    for _ in range(60):
        table = tables.random_rule_set(rng, rules=12)
        rules = table.rules
        expected = [
            (i, j)
            for i in range(len(rules))
            for j in range(i + 1, len(rules))
            if any(
                naive.matches(rules[i], p) and naive.matches(rules[j], p)
                for p in naive.profiles(table)
            )
        ]
        assert list(overlapping_pairs(table.questions, rules)) == expected
