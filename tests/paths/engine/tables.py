# SPDX-License-Identifier: AGPL-3.0-or-later
"""Random rule sets, clean or with one planted defect."""

from dataclasses import replace

from paths.engine import Modifier, PathContent, Question, Rule, RuleSet, Step

from . import naive

PATHS = ("P1", "P2", "P3", "P4")
TOOLS = ("T1", "T2", "T3", "T4", "T5")
DEEP_DIVES = ("A1", "A2", "A3")
STEPS = (Step("S1", ("T1", "T2")), Step("S2", ("T2", "T3")), Step("S3", ("T4",)))


def random_questions(rng, count=5):
    return tuple(
        Question(
            f"q{i}",
            tuple(f"a{j}" for j in range(rng.choice((2, 2, 3, 3, 4)))),
            ordinal=rng.random() < 0.4,
            mutable=rng.random() < 0.6,
        )
        for i in range(count)
    )


def random_when(rng, questions, constrained=(1, 3)):
    chosen = rng.sample(questions, rng.randint(*constrained))
    return {
        question.code: frozenset(
            rng.sample(question.answers, rng.randint(1, len(question.answers) - 1))
        )
        for question in chosen
    }


def rule_set(questions, rules, modifiers=()):
    steps = ({"S1"}, {"S1", "S2"}, {"S3"}, set())
    paths = tuple(_path(code, chosen) for code, chosen in zip(PATHS, steps, strict=True))
    return RuleSet(
        1, questions, rules, paths, modifiers, steps=STEPS, tools=TOOLS, deep_dives=DEEP_DIVES
    )


def _path(code, chosen):
    steps = [step for step in STEPS if step.code in chosen]
    tools = dict.fromkeys(tool for step in steps for tool in step.tools)
    return PathContent(code, tuple(step.code for step in steps), tuple(tools), ("A1", "A3"))


def random_rule_set(rng, rules=10, levels=6, modifiers=5, default=True):
    """Overlapping rules as a careless editor would leave them."""
    questions = random_questions(rng)
    made = [
        Rule(
            f"R{i:02}",
            rng.randint(1, levels),
            random_when(rng, questions),
            rng.choice(PATHS),
            f"motivo {i}",
        )
        for i in range(rules)
    ]
    if default:
        made.append(Rule("R99", 0, {}, "P1", "in ogni altro caso"))
    return rule_set(questions, made, [random_modifier(rng, questions, i) for i in range(modifiers)])


def random_modifier(rng, questions, i):
    tools = rng.sample(TOOLS, 3)
    dives = rng.sample(DEEP_DIVES, 2)
    return Modifier(
        f"M{i}",
        random_when(rng, questions, (1, 2)),
        {tools[0]: rng.randint(1, 5)},
        {dives[0]: rng.randint(1, 5)},
        {tools[1]} if rng.random() < 0.3 else (),
        {dives[1]} if rng.random() < 0.3 else (),
        {rng.choice(STEPS).code} if rng.random() < 0.4 else (),
        f"aggiunta {i}",
    )


def random_profile(rng, ruleset, answered=1.0):
    return {
        question.code: rng.choice(question.answers)
        for question in ruleset.questions
        if rng.random() < answered
    }


def clean(rng):
    """Leaves of a random tree at level 5, and a few rules that override them and hide none."""
    questions = random_questions(rng)
    leaves = [
        Rule(f"R{i:02}", 5, when, PATHS[i % len(PATHS)], "così")
        for i, when in _leaves(rng, questions)
    ]
    table = rule_set(questions, leaves)
    for i in range(rng.randint(0, 3)):
        above = Rule(f"U{i}", 6 + i, random_when(rng, questions, (2, 3)), rng.choice(PATHS), "così")
        widened = replace(table, rules=(*table.rules, above))
        _, _, dead, redundant = naive.verification(widened)
        if not dead and not redundant:
            table = widened
    return table


def _leaves(rng, questions):
    boxes = [{question.code: frozenset(question.answers) for question in questions}]
    for _ in range(rng.randint(4, 9)):
        box = boxes.pop(rng.randrange(len(boxes)))
        wide = [code for code, answers in box.items() if len(answers) > 1]
        if not wide:
            boxes.append(box)
            continue
        code = rng.choice(wide)
        answers = sorted(box[code])
        rng.shuffle(answers)
        cut = rng.randint(1, len(answers) - 1)
        boxes += [{**box, code: frozenset(part)} for part in (answers[:cut], answers[cut:])]
    rng.shuffle(boxes)
    return enumerate(boxes)


def overriding(table, level):
    return [rule for rule in table.rules if rule.level > level]


def exposed(rng, table):
    """A leaf and one of its profiles that no higher level decides."""
    leaves = [rule for rule in table.rules if rule.level == 5]
    rng.shuffle(leaves)
    above = overriding(table, 5)
    for leaf in leaves:
        for profile in naive.profiles(table):
            if naive.matches(leaf, profile) and not naive.winner(above, profile):
                return leaf, profile
    raise AssertionError("no leaf is exposed")


def with_gap(rng, table):
    leaf, _ = exposed(rng, table)
    return replace(table, rules=tuple(rule for rule in table.rules if rule is not leaf)), ()


def with_same_conditions(rng, table):
    leaf, _ = exposed(rng, table)
    twin = replace(leaf, code="X", outcome=_other(rng, leaf.outcome))
    return replace(table, rules=(*table.rules, twin)), (leaf.code, "X")


def with_partial_overlap(rng, table):
    """A rule that meets a leaf in an exposed profile, neither holding the other."""
    leaf, profile = exposed(rng, table)
    narrowed = {code: frozenset([answer]) for code, answer in profile.items()}
    free = rng.choice([q for q in table.questions if leaf.when[q.code] != set(q.answers)])
    when = {**narrowed, free.code: frozenset(free.answers)}
    intruder = Rule("X", 5, when, _other(rng, leaf.outcome), "così")
    return replace(table, rules=(*table.rules, intruder)), (leaf.code, "X")


def shadowed_by_one(rng, table):
    leaf = rng.choice([rule for rule in table.rules if rule.level == 5])
    question = rng.choice(table.questions)
    own = leaf.when[question.code]
    when = {
        **leaf.when,
        question.code: frozenset(rng.sample(sorted(own), rng.randint(1, len(own)))),
    }
    return _below(table, when)


def shadowed_by_longer_list(rng, table):
    leaf, code = rng.choice(
        [(r, q) for r in table.rules for q, a in r.when.items() if r.level == 5 and len(a) > 1]
    )
    fewer = rng.sample(sorted(leaf.when[code]), len(leaf.when[code]) - 1)
    return _below(table, {**leaf.when, code: frozenset(fewer)})


def shadowed_by_union(rng, table):
    """A box that crosses the border between leaves, so that no single rule holds it."""
    while True:
        when = random_when(rng, table.questions, (1, 2))
        if not any(_holds(rule, when) for rule in table.rules):
            return _below(table, when)


def _holds(rule, when):
    return all(admitted >= when.get(code, {"*"}) for code, admitted in rule.when.items())


def _below(table, when):
    return replace(table, rules=(*table.rules, Rule("X", 2, when, "P2", "così"))), ("X",)


def _other(rng, path):
    return rng.choice([code for code in PATHS if code != path])
