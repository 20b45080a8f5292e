# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cost of the rule engine as ratios to its peers, in alternating rounds: `python -m bench.engine`.

Each line gives the median ratio of CPU times, its range over the rounds, and the target. The
answers of both sides are compared before anything is timed.
"""

import random
import statistics
import sys
from itertools import combinations
from math import prod
from time import process_time

from paths.engine import CompiledRuleSet, decide, diff, verify, winner
from paths.engine.almost import almost
from paths.engine.boxes import Box, cover
from paths.engine.columns import overlapping_pairs, overlaps
from paths.engine.near import near_paths
from paths.engine.sweep import in_force
from paths.engine.union import union
from paths.engine.universe import Universe, minus

from . import engine_peers as peers
from . import engine_sweeps as sweeps
from . import engine_tables as tables

ROUNDS = 7
PROFILES = 300


def main() -> int:
    """Print every ratio; a target not reached is said, and is no failure of the run."""
    measured = [
        *evaluation(),
        *winner_alone(),
        *verification(),
        *missing_and_overlaps(),
        *near_misses(),
        version_diff(),
    ]
    reached = [answer for answer in measured if answer is not None]
    print(f"{sum(reached)} of {len(reached)} targets reached")
    return 0


def timed(function) -> float:
    start = process_time()
    function()
    return process_time() - start


def compare(label, ours, peer, target, at_most=False, rounds=ROUNDS) -> bool | None:
    """Time peer / ours, or with `at_most` ours / peer, against the target if there is one."""
    ours(), peer()
    ratios, own = [], []
    for _ in range(rounds):
        mine, theirs = timed(ours), timed(peer)
        own.append(mine)
        ratios.append(mine / theirs if at_most else theirs / mine)
    median = statistics.median(ratios)
    measured = (
        f"{label:<60} {median:8.2f} [{min(ratios):.2f}-{max(ratios):.2f}] "
        f"{statistics.median(own) * 1e3:9.3f} ms"
    )
    if target is None:
        print(measured)
        return None
    reached = median <= target if at_most else median >= target
    sign = "<=" if at_most else ">="
    print(f"{measured}  target {sign} {target}{'' if reached else ': NOT REACHED'}")
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
    for name, ruleset in (
        ("leaves of a tree on 10 levels", tables.tree_rule_set(300)),
        ("scattered rules on 300 levels", tables.scattered_rule_set(300)),
    ):
        rules = in_force(ruleset)
        assert verify(ruleset).blocking == ()
        assert peers.naive_verification(ruleset.questions, rules) == (0, set(), set())

        def ours(ruleset=ruleset):
            verify(ruleset)

        def peer(ruleset=ruleset, rules=rules):
            peers.naive_verification(ruleset.questions, rules)

        yield compare(f"verification, 300 rules, {name}", ours, peer, 300, rounds=3)


def missing_and_overlaps():
    """Against the column sweep, on 1,500 rules by 5 columns.

    The targets are for the noisy tree of 16 answers, the nearest to the article's own tables:
    theirs come from a tree too, on columns of numbers with many bounds. On the others the sweep
    has less to do (20-90 ms on the partitions of 8 answers); they are told as they are.
    """
    sizes = (16,) * 5
    yield from _against_the_sweeps(
        "16 answers, noisy tree", tables.noisy_tree_table(1500, sizes), sizes, targets=(100, 300)
    )
    yield from _against_the_sweeps(
        "16 answers, partition", tables.partition_table(1500, sizes), sizes
    )
    for answers, widest in ((12, 10), (8, 6)):
        sizes = (answers,) * 5
        boxes = tables.noisy_tree_table(1500, sizes)
        yield from _against_the_sweeps(f"{answers} answers, noisy tree", boxes, sizes)
        boxes = tables.partition_table(1500, sizes)
        yield from _against_the_sweeps(f"{answers} answers, partition", boxes, sizes)
        boxes = tables.overlapping_table(1500, sizes, widest)
        yield from _against_the_sweeps(f"{answers} answers, overlapping", boxes, sizes, True)


def _against_the_sweeps(name, boxes, cardinalities, looked_up=False, targets=(None, None)):
    """The published sweep may have targets; the lean one is told beside it."""
    asked = tables.questions(cardinalities)
    rules = tables.as_rules(boxes, asked)
    published = sweeps.PublishedSweep(boxes, cardinalities, looked_up)
    lean = sweeps.LeanSweep(boxes, cardinalities)

    def missing():
        universe = Universe(asked)
        decided = union(universe, [rule.when for rule in rules])
        return cover(minus(universe.full, decided), universe)

    def overlapping():
        return overlaps(asked, rules)

    gaps, found = published.missing(), missing()
    groups = published.overlaps()
    pairs = {pair for group in groups for pair in combinations(sorted(group), 2)}
    assert set(overlapping_pairs(asked, rules)) == pairs
    assert _profiles(found, asked) == _profiles(_named(gaps, asked), asked)
    assert sum(map(_volume, gaps)) == sum(map(_volume, lean.missing()))
    print(
        f"1500 x 5, {name}: {sum(map(_volume, gaps))} profiles missing, {len(gaps)} regions of "
        f"the sweep and {len(found)} maximal boxes; {len(pairs)} overlapping pairs in "
        f"{len(groups)} sets of the sweep"
    )
    for peer, wanted in ((published, targets), (lean, (None, None))):
        label = f"1500 x 5, {name}, {{}}, {'lean' if peer is lean else 'published'} sweep"
        yield compare(label.format("missing"), missing, peer.missing, wanted[0], rounds=3)
        yield compare(label.format("overlaps"), overlapping, peer.overlaps, wanted[1], rounds=3)


def _named(regions, asked):
    return [
        Box(tuple((q.code, q.answers[low:high]) for q, (low, high) in pairs), 0)
        for pairs in (zip(asked, region, strict=True) for region in regions)
    ]


def _profiles(boxes, asked):
    universe, profiles = Universe(asked), 0
    for box in boxes:
        profiles |= universe.box({q: frozenset(answers) for q, answers in box.admitted})
    return profiles


def _volume(region):
    return prod(high - low for low, high in region)


def near_misses():
    """Other paths at one or two changed answers; the rules that fail on one answer."""
    for count in (30, 100, 300):
        ruleset = tables.random_rule_set(count)
        compiled, profiles = CompiledRuleSet(ruleset), sample(ruleset, 60)
        rules = in_force(ruleset)

        def near(compiled=compiled, profiles=profiles):
            return [_distances(compiled, profile) for profile in profiles]

        def naive_near(asked=ruleset.questions, rules=rules, profiles=profiles):
            return [peers.naive_near(asked, rules, profile) for profile in profiles]

        def failing(compiled=compiled, profiles=profiles):
            return [almost(compiled, profile) for profile in profiles]

        def naive_failing(rules=rules, profiles=profiles):
            return [peers.naive_almost(rules, profile) for profile in profiles]

        assert near() == naive_near()
        assert failing() == naive_failing()
        yield compare(f"{count} rules, near at two changes", near, naive_near, 0.2, True)
        yield compare(f"{count} rules, almost", failing, naive_failing, 0.2, True)


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
