# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cost of the rule engine as ratios to its peers, in alternating rounds: `python -m bench.engine`.

Each line gives the median ratio of CPU times, its range over the rounds, and the target. The
answers of both sides are compared before anything is timed.
"""

import random
import statistics
import sys
from itertools import combinations
from time import process_time

from paths.engine import CompiledRuleSet, decide, diff, verify, winner
from paths.engine.boxes import cover
from paths.engine.columns import overlapping_pairs, overlaps
from paths.engine.near import almost, near_paths
from paths.engine.sweep import in_force
from paths.engine.universe import Universe

from . import engine_peers as peers
from . import engine_tables as tables

ROUNDS = 7
PROFILES = 300


def main() -> int:
    reached = [
        *evaluation(),
        *winner_alone(),
        verification(),
        *missing_and_overlaps(),
        *near_misses(),
        version_diff(),
    ]
    print(f"{sum(reached)} of {len(reached)} targets reached")
    return 0 if all(reached) else 1


def timed(function) -> float:
    start = process_time()
    function()
    return process_time() - start


def compare(label, ours, peer, target, rounds=ROUNDS, at_most=False) -> bool:
    """Time peer / ours, or with `at_most` ours / peer, against the target."""
    ours(), peer()
    ratios, own = [], []
    for _ in range(rounds):
        mine, theirs = timed(ours), timed(peer)
        own.append(mine)
        ratios.append(mine / theirs if at_most else theirs / mine)
    median = statistics.median(ratios)
    reached = median <= target if at_most else median >= target
    print(
        f"{label:<58} {median:8.2f}  [{min(ratios):.2f}-{max(ratios):.2f}]  "
        f"target {'<=' if at_most else '>='} {target:<6} {'ok' if reached else 'NOT REACHED':<12}"
        f" ours {statistics.median(own) * 1e3:.3f} ms"
    )
    return reached


def sample(ruleset, count=PROFILES):
    rng = random.Random(9)
    return [{q.code: rng.choice(q.answers) for q in ruleset.questions} for _ in range(count)]


def evaluation():
    """All matching rules, the winner and its conditions, against zen-engine."""
    for count in (30, 100, 300):
        ruleset = tables.random_rule_set(count)
        compiled, profiles = CompiledRuleSet(ruleset), sample(ruleset)
        zen = peers.zen_decision(ruleset.questions, in_force(ruleset), "collect")
        for profile in profiles:
            codes = [row["rule"] for row in zen.evaluate(profile)["result"]]
            assert [rule.code for rule in decide(compiled, profile).matching] == codes

        def ours(compiled=compiled, profiles=profiles):
            for profile in profiles:
                decide(compiled, profile)

        for trace, target in ((False, 5), (True, 40)):

            def peer(zen=zen, profiles=profiles, trace=trace):
                for profile in profiles:
                    zen.evaluate(profile, {"trace": trace})

            name = f"{count} rules, matching + winner, zen trace {'on' if trace else 'off'}"
            yield compare(name, ours, peer, target)


def winner_alone():
    for count in (30, 100, 300):
        ruleset = tables.random_rule_set(count)
        compiled, profiles = CompiledRuleSet(ruleset), sample(ruleset, 5000)
        table = peers.LookUp(ruleset.questions, in_force(ruleset))
        assert all(winner(compiled, p) is table.winner(p) for p in profiles)

        def ours(compiled=compiled, profiles=profiles):
            for profile in profiles:
                winner(compiled, profile)

        def peer(table=table, profiles=profiles):
            for profile in profiles:
                table.winner(profile)

        yield compare(f"{count} rules, winner, to a bare look-up", ours, peer, 1.5, at_most=True)


def verification():
    ruleset = tables.publishable_rule_set(300)
    rules = in_force(ruleset)
    report = verify(ruleset)
    expected = peers.naive_verification(ruleset.questions, rules)
    assert report.blocking == ()
    assert expected == (0, set(), set())
    return compare(
        "300 rules, 23040 profiles, verification",
        lambda: verify(ruleset),
        lambda: peers.naive_verification(ruleset.questions, rules),
        300,
        rounds=3,
    )


def missing_and_overlaps():
    boxes = tables.interval_table()
    asked = tables.questions((10, 10, 10, 10, 10))
    rules = tables.as_rules(boxes, asked)
    sweep = peers.ColumnSweep(boxes, [len(question.answers) for question in asked])

    def missing():
        universe = Universe(asked)
        left = universe.full
        for rule in rules:
            left &= ~universe.box(rule.when)
        return cover(left, universe), left.bit_count()

    volume = sum(_volume(region) for region in sweep.missing())
    found, profiles = missing()
    assert volume == profiles
    pairs = {pair for group in sweep.overlaps() for pair in combinations(sorted(group), 2)}
    assert set(overlapping_pairs(asked, rules)) == pairs
    print(f"1500 x 5: {profiles} profiles missing in {len(found)} boxes, {len(pairs)} overlaps")
    yield compare("1500 x 5, missing regions, to a sweep", missing, sweep.missing, 100, rounds=3)
    yield compare(
        "1500 x 5, overlaps, to a sweep",
        lambda: overlaps(asked, rules),
        sweep.overlaps,
        300,
        rounds=3,
    )


def _volume(region):
    volume = 1
    for low, high in region:
        volume *= high - low
    return volume


def near_misses():
    ruleset = tables.random_rule_set(100)
    compiled, profiles = CompiledRuleSet(ruleset), sample(ruleset, 100)
    rules = in_force(ruleset)

    def near():
        return [_distances(compiled, profile) for profile in profiles]

    def naive_near():
        return [peers.naive_near(ruleset.questions, rules, profile) for profile in profiles]

    assert near() == naive_near()
    yield compare("100 rules, near at two changes", near, naive_near, 0.2, at_most=True)

    def ours():
        return [almost(compiled, profile) for profile in profiles]

    def naive():
        return [peers.naive_almost(rules, profile) for profile in profiles]

    assert [[(a.rule, a.missing) for a in found] for found in ours()] == naive()
    yield compare("100 rules, almost", ours, naive, 0.2, at_most=True)


def _distances(compiled, profile):
    path = winner(compiled, profile).outcome
    return {entry.path: entry.distance for entry in near_paths(compiled, profile, path)}


def version_diff():
    before = tables.random_rule_set(100)
    after = tables.edited(before)
    old, new = in_force(before), in_force(after)
    expected = peers.naive_diff(before.questions, old, new)
    assert {(c.before, c.after): c.profiles for c in diff(before, after).changes} == expected
    return compare(
        "100 rules, version diff with boxes",
        lambda: diff(before, after),
        lambda: peers.naive_diff(before.questions, old, new),
        0.2,
        rounds=3,
        at_most=True,
    )


if __name__ == "__main__":
    sys.exit(main())
