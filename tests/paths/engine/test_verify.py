# SPDX-License-Identifier: AGPL-3.0-or-later
import random
from dataclasses import replace

import pytest

from paths.engine import GoldenCase, Kind, Modifier, Rule, RuleError, Severity, verify

from . import naive, tables

TABLES = 200


def found(report):
    (missing,) = report.of(Kind.MISSING) or (None,)
    return (
        missing.profiles if missing else 0,
        {finding.codes: finding.profiles for finding in report.of(Kind.CONFLICT)},
        {finding.codes[0] for finding in report.of(Kind.DEAD)},
        {finding.codes[0] for finding in report.of(Kind.REDUNDANT)},
    )


def test_two_hundred_clean_tables_raise_no_alarm():
    rng = random.Random(1)
    for _ in range(TABLES):
        table = tables.clean(rng)
        report = verify(table)
        assert report.blocking == ()
        assert found(report) == naive.verification(table)


@pytest.mark.parametrize(
    ("plant", "kind"),
    [
        (tables.with_gap, Kind.MISSING),
        (tables.with_same_conditions, Kind.CONFLICT),
        (tables.with_partial_overlap, Kind.CONFLICT),
        (tables.shadowed_by_one, Kind.DEAD),
        (tables.shadowed_by_longer_list, Kind.DEAD),
        (tables.shadowed_by_union, Kind.DEAD),
    ],
)
def test_two_hundred_planted_defects_of_each_class_are_all_found(plant, kind):
    rng = random.Random(plant.__name__)
    for _ in range(TABLES):
        table, codes = plant(rng, tables.clean(rng))
        report = verify(table)
        assert codes in {finding.codes for finding in report.of(kind)}
        assert {finding.kind for finding in report.blocking} == {kind}
        assert found(report) == naive.verification(table)


def test_careless_tables_are_verified_as_by_a_loop_over_the_profiles():
    rng = random.Random(2)
    for _ in range(100):
        table = tables.random_rule_set(rng, default=rng.random() < 0.5)
        report = verify(table)
        assert found(report) == naive.verification(table)
        rules = naive.ordered(table)
        wins = dict.fromkeys(report.wins, 0)
        for profile in naive.profiles(table):
            if rule := naive.winner(rules, profile):
                wins[rule.code] += 1
        assert report.wins == wins


def test_the_rules_said_to_cover_a_dead_rule_do_cover_it_and_none_is_superfluous():
    rng = random.Random(3)
    for _ in range(60):
        table, _ = tables.shadowed_by_union(rng, tables.clean(rng))
        (finding,) = verify(table).of(Kind.DEAD)
        rules = {rule.code: rule for rule in table.rules}
        covering = [rules[code] for code in finding.others]
        own = [p for p in naive.profiles(table) if naive.matches(rules["X"], p)]
        assert all(naive.winner(covering, profile) for profile in own)
        for code in finding.others:
            others = [rule for rule in covering if rule.code != code]
            assert not all(naive.winner(others, profile) for profile in own)


def test_the_boxes_of_a_gap_hold_the_profiles_without_a_path_and_no_other():
    rng = random.Random(4)
    for _ in range(60):
        table, _ = tables.with_gap(rng, tables.clean(rng))
        (finding,) = verify(table).of(Kind.MISSING)
        rules = naive.ordered(table)
        for profile in naive.profiles(table):
            held = any(_holds(box, profile) for box in finding.boxes)
            assert held == (naive.winner(rules, profile) is None)
        assert any(_holds(box, finding.example) for box in finding.boxes)


def _holds(box, profile):
    return all(profile[question] in answers for question, answers in box.admitted)


def test_a_conflict_says_pair_paths_level_and_number_of_profiles(initial):
    rival = Rule("R75", 6, {"channel": {"desk"}, "nature": {"personal"}}, "P02", "")
    report = verify(replace(initial, rules=(*initial.rules, rival)))
    (finding,) = report.of(Kind.CONFLICT)
    assert finding.sentence == (
        "Le regole R70 e R75, entrambe al livello 6, danno percorsi diversi (P07 e P02) "
        "a 3.528 profili."
    )
    assert (finding.draft, finding.publish) == (Severity.WARNING, Severity.REFUSED)
    assert finding.example["nature"] == "personal"
    assert finding.example["channel"] == "desk"


def test_an_inactive_rule_is_neither_dead_nor_in_conflict(initial):
    rival = Rule("R75", 6, {"nature": {"personal"}}, "P02", "", active=False)
    assert verify(replace(initial, rules=(*initial.rules, rival))).blocking == ()


def test_a_failing_golden_case_blocks_and_says_what_came_out(initial):
    case = replace(initial.golden_cases[0], code="G99", path="P04", rule="R100", modifiers=())
    report = verify(replace(initial, golden_cases=(*initial.golden_cases, case)))
    (finding,) = report.blocking
    assert finding.kind is Kind.GOLDEN
    assert finding.sentence == (
        "Il caso di prova G99 non torna: il percorso è P01, atteso P04; vince R999, attesa R100; "
        "i modificatori sono M04, M07, M08, attesi nessuno."
    )


def test_a_golden_case_that_is_switched_off_is_not_tried(initial):
    case = GoldenCase("G99", initial.golden_cases[0].profile, "P04", active=False)
    assert verify(replace(initial, golden_cases=(case,))).blocking == ()


def test_a_path_no_profile_reaches_and_the_tools_only_it_has_are_warnings(initial):
    rules = tuple(rule for rule in initial.rules if rule.code != "R30")
    modifiers = tuple(m for m in initial.modifiers if m.code != "M09")
    report = verify(replace(initial, rules=rules, modifiers=modifiers, golden_cases=()))
    never = {f.kind: f.codes for f in report.findings if f.kind is not Kind.DEFAULT_ONLY}
    assert never == {
        Kind.PATH_NEVER: ("P09",),
        Kind.TOOL_NEVER: ("T09",),
        Kind.DEEP_DIVE_NEVER: ("A03",),
    }
    assert {finding.publish for finding in report.findings} == {Severity.NOTE, Severity.WARNING}


def test_a_tool_always_vetoed_or_left_in_hidden_steps_only_is_never_suggested(initial):
    veto = Modifier("M20", {}, exclude_tools={"T26"})
    hide = Modifier("M21", {"goal": {"know"}}, remove_steps={"S12"})
    hide_too = Modifier(
        "M22", {"goal": {"priorities", "continuous", "performance"}}, remove_steps={"S12"}
    )
    modifiers = (*initial.modifiers, veto, hide, hide_too)
    report = verify(replace(initial, modifiers=modifiers))
    assert [finding.codes for finding in report.of(Kind.TOOL_NEVER)] == [("T25",), ("T26",)]


def test_two_equal_rules_of_one_level_are_redundant_and_not_dead(initial):
    rules = {rule.code: rule for rule in initial.rules}
    twin = replace(rules["R70"], code="R71")
    report = verify(replace(initial, rules=(*initial.rules, twin)))
    assert report.blocking == ()
    assert [finding.codes for finding in report.of(Kind.REDUNDANT)] == [("R70",), ("R71",)]


def test_more_profiles_than_can_be_verified_are_refused(initial):
    wide = tuple(
        replace(question, answers=tuple(f"x{i}" for i in range(12)))
        for question in initial.questions
    )
    rules = [Rule(f"R{i}", i, {q.code: {"x1"}}, "P01", "") for i, q in enumerate(wide)]
    with pytest.raises(RuleError, match="429981696: la verifica completa ne ammette 4000000"):
        verify(replace(initial, questions=wide, rules=rules, modifiers=(), golden_cases=()))


def test_an_active_row_without_its_reason_blocks_and_an_inactive_one_does_not():
    table = tables.clean(random.Random(5))
    first, *others = table.rules
    silent = replace(first, because=" ")
    mute = Modifier("M1", {}, add_tools={tables.TOOLS[0]: 1})
    spoiled = replace(table, rules=(silent, *others), modifiers=(mute,))
    assert {f.codes for f in verify(spoiled).blocking} == {(first.code,), ("M1",)}
    quiet = replace(spoiled, rules=(first, *others), modifiers=(replace(mute, active=False),))
    assert verify(quiet).blocking == ()


def test_a_case_that_no_rule_wins_is_told_in_grammar(initial):
    case = GoldenCase("G99", {}, "P01", rule="R999")
    (finding,) = verify(replace(initial, golden_cases=(case,))).of(Kind.GOLDEN)
    assert "nessuna regola vince di certo, attesa R999" in finding.sentence
