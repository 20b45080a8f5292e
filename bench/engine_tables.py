# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rule sets to measure on; the same at every run."""

import random
from dataclasses import replace

from paths.engine import PathContent, Question, Rule, RuleSet

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
        question.code: rng.sample(question.answers, rng.randint(1, max(1, len(question.answers) // 2)))
        for question in rng.sample(asked, rng.randint(1, 4))
    }


def random_rule_set(count, seed=1):
    asked = questions()
    return rule_set(asked, random_rules(random.Random(seed), asked, count))


def publishable_rule_set(count, seed=2):
    """Rules on two to five questions of which none is dead: what one verifies before publishing."""
    rng, asked = random.Random(seed), questions()
    taken, kept = set(), []
    from paths.engine.universe import Universe

    universe = Universe(asked)
    left = universe.full
    while len(kept) < count - 1:
        when = {
            q.code: frozenset(rng.sample(q.answers, rng.randint(1, len(q.answers) - 1)))
            for q in rng.sample(asked, rng.randint(3, 5))
        }
        won = universe.box(when) & left
        if won and str(when) not in taken:
            taken.add(str(when))
            left &= ~won
            i = len(kept)
            kept.append(Rule(f"R{i:04}", count - i, when, rng.choice(PATHS), "motivo"))
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


def interval_table(count=1500, cardinalities=(10, 10, 10, 10, 10), seed=4):
    """Boxes that partition the space, a tenth then removed and a tenth widened."""
    rng = random.Random(seed)
    boxes = [tuple((0, size) for size in cardinalities)]
    while len(boxes) < count * 10 // 9:
        box = boxes.pop(rng.randrange(len(boxes)))
        wide = [c for c, (low, high) in enumerate(box) if high - low > 1]
        if not wide:
            boxes.append(box)
            continue
        column = rng.choice(wide)
        low, high = box[column]
        cut = rng.randint(low + 1, high - 1)
        for part in ((low, cut), (cut, high)):
            boxes.append((*box[:column], part, *box[column + 1 :]))
    rng.shuffle(boxes)
    boxes = boxes[:count]
    return [_widened(rng, box, cardinalities) if i % 10 == 0 else box for i, box in enumerate(boxes)]


def _widened(rng, box, cardinalities):
    column = rng.randrange(len(box))
    low, high = box[column]
    wider = (max(0, low - 1), min(cardinalities[column], high + 1))
    return (*box[:column], wider, *box[column + 1 :])


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
