# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from paths.engine import Kind, decide, explain, matching, verify, winner

from . import naive
from .conftest import INITIAL

WINS = {
    "R10": 25920,
    "R20": 25920,
    "R30": 8640,
    "R40": 8640,
    "R50": 7560,
    "R60": 10584,
    "R70": 14112,
    "R80": 6048,
    "R90": 3528,
    "R100": 7056,
    "R110": 1512,
    "R999": 10080,
}
ASKED = ("experience", "nature", "admin", "channel", "size", "users", "contacts", "goal")
WORKED = [
    (
        "none transactional comune desk under50 200_2000 no_list know",
        "R999 P01 M04 M07 M08",
    ),
    (
        "occasional transactional comune online 50_249 over2000 email_list priorities",
        "R60 P03 M03 M05 M07 M10",
    ),
    ("none personal sanita onsite 250plus over2000 no_list know", "R50 P05 M04 M06 M08 M12"),
    (
        "occasional personal scuola onsite 50_249 under200 email_list priorities",
        "R40 P06 M01 M03 M10 M12",
    ),
    (
        "systematic internal universita multi 250plus 200_2000 email_list priorities",
        "R10 P08 M03 M10",
    ),
    (
        "integrated transactional centrale multi 250plus over2000 email_list performance",
        "R30 P09 M03 M05 M09",
    ),
    ("occasional collective regione multi 250plus unknown no_list know", "R20 P10 M02 M04"),
    ("systematic transactional camera multi 50_249 over2000 email_list know", "R90 P04 M03 M05"),
    (
        "occasional personal comune onsite 50_249 200_2000 email_list priorities",
        "R70 P07 M03 M07 M10 M12",
    ),
    ("none information provincia desk 250plus over2000 no_list continuous", "R80 P02 M04 M07 M08"),
]


def test_every_profile_gets_the_winner_and_the_matching_rules_of_a_naive_loop(initial, compiled):
    rules = naive.ordered(initial)
    wins = dict.fromkeys(WINS, 0)
    count = 0
    for profile in naive.profiles(initial):
        count += 1
        hits = [rule for rule in rules if naive.matches(rule, profile)]
        assert winner(compiled, profile) is hits[0]
        assert matching(compiled, profile) == hits
        wins[hits[0].code] += 1
    assert count == 129_600
    assert wins == WINS


def test_the_verification_counts_the_same_wins_and_finds_nothing_that_blocks(initial):
    report = verify(initial)
    assert dict(report.wins) == WINS
    assert report.profiles == 129_600
    assert report.paths["P04"] == 3528 + 7056 + 1512
    assert report.blocking == ()
    assert [finding.kind for finding in report.findings] == [Kind.DEFAULT_ONLY]


@pytest.mark.parametrize(("answers", "expected"), WORKED)
def test_a_worked_recommendation_comes_out_as_written(compiled, answers, expected):
    explanation = explain(compiled, dict(zip(ASKED, answers.split(), strict=True)))
    rule, path, *modifiers = expected.split()
    assert (explanation.path.rule, explanation.path.code) == (rule, path)
    assert [modifier.rule for modifier in explanation.modifiers] == modifiers


def test_the_golden_cases_of_the_file_are_the_worked_recommendations(initial):
    written = {(case.rule, case.path, case.modifiers) for case in initial.golden_cases}
    expected = [tuple(expected.split()) for _, expected in WORKED]
    assert written == {(rule, path, tuple(rest)) for rule, path, *rest in expected}


def test_the_conditions_met_name_the_answer_and_all_the_admitted_ones(compiled):
    profile = dict(zip(ASKED, WORKED[7][0].split(), strict=True))
    assert decide(compiled, profile).matched == (
        ("channel", "multi", ("multi",)),
        ("experience", "systematic", ("occasional", "systematic", "integrated")),
    )


def test_the_file_of_the_initial_rules_is_in_canonical_form(initial):
    from paths.engine import dumps

    assert dumps(initial) == INITIAL.read_text(encoding="utf-8")
