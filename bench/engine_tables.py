# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule sets to measure on; the same at every run."""

import random
from dataclasses import replace

from paths.engine import PathContent, Question, Rule, RuleSet
from paths.engine.universe import Universe

ANSWERS = (4, 8, 6, 3, 4, 2, 5)
PATHS = tuple(f"P{i:02}" for i in range(10))


def questions(cardinalities=ANSWERS):
    return tuple(
        Question(
            f"q{i}",
            tuple(f"a{j}" for j in range(count)),
            ordinal=i == 0,
            mutable=i in (0, 2, 4, 6),
        )
        for i, count in enumerate(cardinalities)
    )


def rule_set(asked, rules):
    return RuleSet(1, asked, rules, [PathContent(code) for code in PATHS])


def random_rules(rng, asked, count):
    """One to four constrained questions a rule, a level each, and a default."""
    rules = [
        Rule(f"R{i:04}", count - i, _when(rng, asked), rng.choice(PATHS), "motivo")
        for i in range(count - 1)
    ]
    return [*rules, Rule("R9999", 0, {}, PATHS[0], "in ogni altro caso")]


def _when(rng, asked):
    return {
        question.code: rng.sample(
            question.answers, rng.randint(1, max(1, len(question.answers) // 2))
        )
        for question in rng.sample(asked, rng.randint(1, 4))
    }


def random_rule_set(count, seed=1):
    asked = questions()
    return rule_set(asked, random_rules(random.Random(seed), asked, count))


def tree_rule_set(count, levels=10, seed=2):
    """Leaves of a random tree, one rule each at some level; a tenth is left to the default."""
    rng, asked = random.Random(seed), questions()
    leaves = [{question.code: question.answers for question in asked}]
    while len(leaves) < count * 11 // 10:
        leaves += _halves(rng, leaves.pop(rng.randrange(len(leaves))))
    rng.shuffle(leaves)
    rules = [
        Rule(f"R{i:04}", rng.randint(1, levels), when, rng.choice(PATHS), "motivo")
        for i, when in enumerate(leaves[: count - 1])
    ]
    return rule_set(asked, [*rules, Rule("R9999", 0, {}, PATHS[0], "in ogni altro caso")])


def _halves(rng, leaf):
    wide = [code for code, answers in leaf.items() if len(answers) > 1]
    if not wide:
        return [leaf]
    code = rng.choice(wide)
    answers = rng.sample(leaf[code], len(leaf[code]))
    cut = rng.randint(1, len(answers) - 1)
    return [{**leaf, code: tuple(answers[:cut])}, {**leaf, code: tuple(answers[cut:])}]


def scattered_rule_set(count, seed=2):
    """Narrow random rules, each at its level and none dead, that leave the default crumbs."""
    rng, asked = random.Random(seed), questions()
    universe = Universe(asked)
    left, kept = universe.full, []
    while len(kept) < count - 1:
        when = {
            question.code: frozenset(rng.sample(question.answers, rng.randint(1, 2)))
            for question in rng.sample(asked, rng.randint(4, 6))
        }
        won = universe.box(when) & left
        if won:
            left ^= won
            level = count - len(kept)
            kept.append(Rule(f"R{len(kept):04}", level, when, rng.choice(PATHS), "motivo"))
    return rule_set(asked, [*kept, Rule("R9999", 0, {}, PATHS[0], "in ogni altro caso")])


def edited(ruleset, seed=3):
    """A later version: three rules with another path, two gone."""
    rng = random.Random(seed)
    changed = {rule.code for rule in rng.sample(ruleset.rules[:60], 3)}
    gone = {rule.code for rule in rng.sample(ruleset.rules[:60], 2)}
    rules = [
        replace(rule, outcome=rng.choice(PATHS)) if rule.code in changed else rule
        for rule in ruleset.rules
        if rule.code not in gone
    ]
    return replace(ruleset, rules=rules)


def partition_table(count, cardinalities, seed=4):
    """Boxes that partition the space, a tenth then removed and a tenth widened."""
    rng = random.Random(seed)
    boxes = _leaves(rng, count * 10 // 9, cardinalities)
    return [
        _widened(rng, box, cardinalities) if i % 10 == 0 else box
        for i, box in enumerate(boxes[:count])
    ]


def noisy_tree_table(count, cardinalities, seed=6):
    """Leaves of a random tree; of a tenth one side is widened, of another tenth one is narrowed.

    The noise is that of the article's tables (see `engine_sweeps`), which come from a tree learnt
    on loans, with one kind of noise each. Here the tree is random and the columns have as many
    answers as a questionnaire has.
    """
    rng = random.Random(seed)
    noise = {0: _stretched, 1: _narrowed}
    return [
        noise[i % 10](rng, box, cardinalities) if i % 10 in noise else box
        for i, box in enumerate(_leaves(rng, count, cardinalities))
    ]


def _stretched(rng, box, cardinalities):
    sides = zip(box, cardinalities, strict=True)
    column = rng.choice([c for c, (side, size) in enumerate(sides) if side != (0, size)])
    low, high = box[column]
    wider = (rng.randint(0, low), rng.randint(high, cardinalities[column]))
    return (*box[:column], wider, *box[column + 1 :])


def _narrowed(rng, box, _):
    column = rng.choice([c for c, (low, high) in enumerate(box) if high - low > 1] or [0])
    low, high = box[column]
    first = rng.randint(low, high - 1)
    return (*box[:column], (first, rng.randint(first + 1, high)), *box[column + 1 :])


def _leaves(rng, count, cardinalities):
    """Boxes that partition the space, in no order."""
    boxes = [tuple((0, size) for size in cardinalities)]
    while len(boxes) < count:
        box = boxes.pop(rng.randrange(len(boxes)))
        wide = [c for c, (low, high) in enumerate(box) if high - low > 1]
        column = rng.choice(wide) if wide else 0
        low, high = box[column]
        cut = rng.randint(low + 1, high - 1) if wide else high
        boxes += [
            (*box[:column], part, *box[column + 1 :])
            for part in ((low, cut), (cut, high))
            if part[0] < part[1]
        ]
    rng.shuffle(boxes)
    return boxes


def _widened(rng, box, cardinalities):
    column = rng.randrange(len(box))
    low, high = box[column]
    wider = (max(0, low - 1), min(cardinalities[column], high + 1))
    return (*box[:column], wider, *box[column + 1 :])


def overlapping_table(count, cardinalities, widest, seed=5):
    """Random boxes, each side at most `widest` answers: what many hands write over the years."""
    rng = random.Random(seed)
    return [tuple(_side(rng, size, widest) for size in cardinalities) for _ in range(count)]


def _side(rng, size, widest):
    length = rng.randint(1, widest)
    low = rng.randint(0, size - length)
    return (low, low + length)


def as_rules(boxes, asked):
    return [
        Rule(
            f"R{i:04}",
            1,
            {q.code: q.answers[low:high] for q, (low, high) in zip(asked, box, strict=True)},
            PATHS[0],
            "",
        )
        for i, box in enumerate(boxes)
    ]
