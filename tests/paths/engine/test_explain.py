# SPDX-License-Identifier: AGPL-3.0-or-later
import json
import random
from dataclasses import replace

import pytest

from paths.engine import CompiledRuleSet, Modifier, Rule, RuleError, explain, to_json

from . import naive, tables


def case(initial, number):
    return dict(initial.golden_cases[number - 1].profile)


def test_the_json_form_has_the_documented_keys_and_survives_json(initial, compiled):
    document = to_json(explain(compiled, case(initial, 1)))
    assert list(document) == [
        "ruleset",
        "profile",
        "path",
        "overridden",
        "modifiers",
        "removed_steps",
        "tools",
        "deep_dives",
        "near",
        "near_items",
        "almost",
    ]
    assert json.loads(json.dumps(document)) == document
    assert document["ruleset"] == {"version": 1, "sha256": compiled.sha256}
    assert list(document["profile"]) == [question.code for question in initial.questions]


def test_the_json_form_of_a_recommendation_reads_as_documented(initial, compiled):
    document = to_json(explain(compiled, case(initial, 8)))
    assert document["path"] == {
        "code": "P04",
        "rule": "R90",
        "level": 4,
        "because": "il servizio usa più canali e avete già esperienza di rilevazione",
        "matched": [
            {"question": "channel", "answer": "multi", "admitted": ["multi"]},
            {
                "question": "experience",
                "answer": "systematic",
                "admitted": ["occasional", "systematic", "integrated"],
            },
        ],
        "decisive": ["admin", "nature", "channel", "experience", "goal"],
        "irrelevant": ["size", "users", "contacts"],
    }
    assert document["overridden"] == [
        {"rule": "R100", "path": "P04", "level": 3},
        {"rule": "R999", "path": "P01", "level": 1},
    ]
    assert document["tools"][0] == {
        "code": "T24",
        "score": 7,
        "because": [
            {
                "rule": "M05",
                "weight": 4,
                "because": "per i servizi in rete la rilevazione è prevista dall'art. 7 del CAD "
                "e il questionario deve essere accessibile",
            }
        ],
    }
    assert document["tools"][1]["code"] == "T26"
    assert [near for near in document["near"] if near["distance"] == 1] == [
        {
            "path": "P02",
            "distance": 1,
            "changes": [{"question": "goal", "to": "continuous"}],
            "rule": "R80",
        },
        {
            "path": "P03",
            "distance": 1,
            "changes": [{"question": "channel", "to": "online"}],
            "rule": "R60",
        },
        {
            "path": "P09",
            "distance": 1,
            "changes": [{"question": "goal", "to": "performance"}],
            "rule": "R30",
        },
    ]
    assert {"rule": "R80", "missing": "goal"} in document["almost"]


def test_a_service_for_colleagues_needs_no_other_answer(initial, compiled):
    path = explain(compiled, case(initial, 5)).path
    assert path.decisive == ("nature",)
    assert len(path.irrelevant) == 7


def test_skipped_answers_that_no_rule_asks_leave_the_explanation_whole(initial, compiled):
    profile = case(initial, 1)
    for question in ("size", "users", "contacts"):
        del profile[question]
    explanation = explain(compiled, profile)
    assert explanation.path.rule == "R999"
    assert {near.path for near in explanation.near} == {"P02", "P03", "P04", "P09"}
    assert explanation.possible is None
    assert "R10" in {entry.rule for entry in explanation.almost}


def test_a_list_of_e_mail_addresses_would_bring_personal_invitations(initial, compiled):
    gains = {e.change.to: e for e in explain(compiled, case(initial, 1)).near_items}
    assert gains["email_list"].modifiers == ("M03",)
    assert gains["email_list"].tools == ("T26",)
    assert "no_list" not in gains


def test_few_users_hide_the_sampling_step_and_its_tools_lose_the_base_weight(initial, compiled):
    profile = {**case(initial, 1), "users": "under200"}
    explanation = explain(compiled, profile)
    scores = {tool.code: tool.score for tool in explanation.tools}
    assert [(step.code, step.rule) for step in explanation.removed_steps] == [("S10", "M01")]
    assert "T20" not in scores
    assert "T21" not in scores
    assert scores["T22"] == 3, "also used by S16, which stays"


def test_a_step_the_path_does_not_have_is_not_said_to_be_removed(initial, compiled):
    explanation = explain(compiled, case(initial, 4))
    assert "M01" in {modifier.rule for modifier in explanation.modifiers}
    assert explanation.removed_steps == ()


def test_a_veto_takes_an_item_away_whatever_its_score(initial):
    veto = Modifier("M20", {"goal": {"know"}}, exclude_tools={"T29"}, exclude_deep_dives={"A22"})
    compiled = CompiledRuleSet(replace(initial, modifiers=(*initial.modifiers, veto)))
    explanation = explain(compiled, case(initial, 1))
    assert "T29" not in {tool.code for tool in explanation.tools}
    assert "A22" not in {item.code for item in explanation.deep_dives}


def test_weights_of_several_modifiers_add_up_and_ties_keep_the_editorial_order(initial):
    more = Modifier("M20", {}, {"T26": 2, "T40": 4}, because="sempre utile")
    compiled = CompiledRuleSet(replace(initial, modifiers=(*initial.modifiers, more)))
    tools = explain(compiled, {**case(initial, 1), "contacts": "email_list"}).tools
    first = [(tool.code, tool.score, [reason.rule for reason in tool.because]) for tool in tools]
    assert first[:3] == [("T26", 9, ["M03", "M20"]), ("T40", 7, ["M20"]), ("T01", 3, [])]


def test_scores_and_hidden_steps_agree_with_a_count_by_hand():
    rng = random.Random(11)
    for _ in range(150):
        ruleset = tables.random_rule_set(rng)
        profile = tables.random_profile(rng, ruleset)
        explanation = explain(CompiledRuleSet(ruleset), profile)
        applied = [m for m in ruleset.modifiers if naive.matches(m, profile)]
        path = ruleset.path_by_code[naive.path_of(naive.ordered(ruleset), profile)]
        hidden = {step for m in applied for step in m.remove_steps}
        base = {
            tool
            for step in ruleset.steps
            if step.code in path.steps and step.code not in hidden
            for tool in step.tools
        }
        expected = {}
        for tool in ruleset.tools:
            weights = [m.add_tools[tool] for m in applied if tool in m.add_tools]
            vetoed = any(tool in m.exclude_tools for m in applied)
            if not vetoed and (weights or tool in base):
                expected[tool] = sum(weights) + (3 if tool in base else 0)
        assert {tool.code: tool.score for tool in explanation.tools} == expected
        assert [t.score for t in explanation.tools] == sorted(expected.values(), reverse=True)
        removed = [step.code for step in explanation.removed_steps]
        assert removed == [step for step in path.steps if step in hidden]


def test_decisive_answers_force_the_path_and_none_of_them_can_be_spared():
    rng = random.Random(12)
    for _ in range(150):
        ruleset = tables.random_rule_set(rng)
        profile = tables.random_profile(rng, ruleset, answered=rng.choice((1, 1, 0.7)))
        path = explain(CompiledRuleSet(ruleset), profile).path
        if path is None:
            assert len(naive.path_counts(ruleset, profile)) > 1
            continue
        kept = {question: profile[question] for question in path.decisive}
        assert set(naive.path_counts(ruleset, kept)) == {path.code}
        for question in kept:
            fewer = {code: answer for code, answer in kept.items() if code != question}
            assert set(naive.path_counts(ruleset, fewer)) != {path.code}
        assert {*path.decisive, *path.irrelevant} == set(profile)


def test_when_two_rules_force_one_path_no_single_reason_is_given():
    rules = [
        Rule("R1", 2, {"q": {"a"}}, "P1", "uno"),
        Rule("R2", 1, {"q": {"b"}}, "P1", "due"),
    ]
    questions = [tables.Question("q", ("a", "b")), tables.Question("r", ("a", "b"))]
    path = explain(CompiledRuleSet(tables.rule_set(questions, rules)), {"r": "a"}).path
    assert (path.code, path.rule, path.level, path.because) == ("P1", None, None, None)
    assert path.decisive == ()
    assert path.irrelevant == ("r",)


def test_a_draft_with_a_gap_gives_no_path_to_a_profile_in_it():
    rules = [Rule("R1", 2, {"q": {"a"}}, "P1", "uno")]
    questions = [tables.Question("q", ("a", "b"))]
    document = to_json(explain(CompiledRuleSet(tables.rule_set(questions, rules)), {"q": "b"}))
    assert document["path"] is None
    assert document["possible"] == [{"path": None, "share": 1.0, "profiles": 1}]
    assert document["next_question"] is None


def test_an_unknown_question_is_refused_with_the_known_ones(compiled):
    with pytest.raises(RuleError) as refused:
        explain(compiled, {"foo": "x"})
    assert str(refused.value) == (
        "Domanda sconosciuta: «foo». Domande ammesse: "
        "admin, nature, channel, experience, goal, size, users, contacts."
    )


def test_an_unknown_answer_is_refused_with_the_admitted_ones(compiled):
    with pytest.raises(RuleError) as refused:
        explain(compiled, {"experience": "x"})
    assert str(refused.value) == (
        "Risposta «x» non ammessa per «experience». "
        "Risposte ammesse: none, occasional, systematic, integrated."
    )
