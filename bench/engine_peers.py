# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the rule engine is measured against: naive loops, a look-up table, zen."""

import json
from itertools import combinations, pairwise, product


def matches(rule, profile):
    return all(profile[question] in admitted for question, admitted in rule.when.items())


def naive_winner(rules, profile):
    """The loop with early exit; `rules` in winning order."""
    for rule in rules:
        if matches(rule, profile):
            return rule
    return None


def all_profiles(questions):
    codes = [question.code for question in questions]
    for answers in product(*(question.answers for question in questions)):
        yield dict(zip(codes, answers, strict=True))


def naive_verification(questions, rules):
    """Missing profiles, conflicting pairs and dead rules; exits at the end of the first level."""
    missing, conflicts, alive = 0, set(), set()
    for profile in all_profiles(questions):
        top = []
        for rule in rules:
            if top and rule.level < top[0].level:
                break
            if matches(rule, profile):
                top.append(rule)
        alive.update(rule.code for rule in top)
        for first, second in combinations(top, 2):
            if first.outcome != second.outcome:
                conflicts.add((first.code, second.code))
        missing += not top
    return missing, conflicts, {rule.code for rule in rules} - alive


def naive_almost(rules, profile):
    found = []
    for rule in rules:
        failing = [q for q, admitted in rule.when.items() if profile[q] not in admitted]
        if len(failing) == 1:
            found.append((rule.code, failing[0]))
    return found


def naive_near(questions, rules, profile):
    """Smallest distance and number of changes to each other path, every neighbour tried."""
    own = naive_winner(rules, profile)
    found = {}
    mutable = [question for question in questions if question.mutable]
    for distance in (1, 2):
        for chosen in combinations(mutable, distance):
            for answers in product(*(_moves(question, profile) for question in chosen)):
                changes = {q.code: a for q, a in zip(chosen, answers, strict=True)}
                rule = naive_winner(rules, {**profile, **changes})
                if rule and rule.outcome != own.outcome:
                    entry = found.setdefault(rule.outcome, (distance, []))
                    if entry[0] == distance:
                        entry[1].append(changes)
    return {path: distance for path, (distance, _) in found.items()}


def _moves(question, profile):
    rank = question.answers.index(profile[question.code])
    return [
        answer
        for i, answer in enumerate(question.answers)
        if (i > rank if question.ordinal else i != rank)
    ]


def naive_diff(questions, before, after):
    counts = {}
    for profile in all_profiles(questions):
        old, new = naive_winner(before, profile), naive_winner(after, profile)
        pair = (old and old.outcome, new and new.outcome)
        if pair[0] != pair[1]:
            counts[pair] = counts.get(pair, 0) + 1
    return counts


class LookUp:
    """The limit of speed: the winner of every profile in a list, found by mixed radix."""

    def __init__(self, questions, rules):
        self.columns, stride = [], 1
        for question in reversed(questions):
            weights = {answer: i * stride for i, answer in enumerate(question.answers)}
            self.columns.insert(0, (question.code, weights))
            stride *= len(question.answers)
        self.table = [naive_winner(rules, profile) for profile in all_profiles(questions)]

    def winner(self, profile):
        index = 0
        for question, weights in self.columns:
            index += weights[profile[question]]
        return self.table[index]


def zen_decision(questions, rules, hit_policy):
    """The rules as a decision table of zen-engine; `first` or `collect`."""
    import zen

    columns = [
        {"id": q.code, "field": q.code, "name": q.code, "type": "expression"} for q in questions
    ]
    output = {"id": "rule", "field": "rule", "name": "rule", "type": "expression"}
    rows = [
        {"_id": rule.code, "rule": json.dumps(rule.code)}
        | {
            q.code: ",".join(json.dumps(a) for a in sorted(rule.when.get(q.code, ())))
            for q in questions
        }
        for rule in rules
    ]
    table = {"hitPolicy": hit_policy, "inputs": columns, "outputs": [output], "rules": rows}
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place},
        {"id": "t", "type": "decisionTableNode", "name": "t", "position": place, "content": table},
        {"id": "out", "type": "outputNode", "name": "out", "position": place},
    ]
    edges = [
        {"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"}
        for a, b in pairwise(("in", "t", "out"))
    ]
    model = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    return zen.ZenEngine().create_decision(json.dumps(model))
