# SPDX-License-Identifier: AGPL-3.0-or-later
"""Other paths that one or two different answers would lead to."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from .compiled import CompiledRuleSet
from .model import Profile, Question, Rule

_Moves = Mapping[str, tuple[str, ...]]


class Change(NamedTuple):
    question: str
    to: str


class Near(NamedTuple):
    """Another path and the rule that wins it, at `distance` changed answers."""

    path: str
    distance: int
    changes: tuple[Change, ...]
    rule: str


_Neighbours = Iterator[tuple[Rule, tuple[Change, ...]]]


def near_paths(compiled: CompiledRuleSet, profile: Profile, path: str | None) -> list[Near]:
    """Smallest changes of at most two answers towards each path other than `path`.

    Only mutable questions change, ordinal ones only upwards. Of two changes to the same path and
    questions, where one goes less far up and is otherwise equal, only that one is kept.
    `profile` answers every question that the rules ask.
    """
    moves = {
        question.code: options
        for question in compiled.asked
        if question.mutable and (options := options_of(question, profile))
    }
    found: dict[str, list[Near]] = {}
    for distance, neighbours in ((1, _one_change), (2, _two_changes)):
        settled = {path, *found}
        for rule, changes in neighbours(compiled, profile, moves, settled):
            entry = Near(rule.outcome, distance, changes, rule.code)
            found.setdefault(rule.outcome, []).append(entry)
    order = [code for code in compiled.ruleset.path_by_code if code in found]
    smallest = [entry for code in order for entry in _undominated(compiled, found[code])]
    return sorted(smallest, key=lambda entry: entry.distance)


def options_of(question: Question, profile: Profile) -> tuple[str, ...]:
    """The answers to which a question may change."""
    given = profile.get(question.code)
    if given is None:
        return question.answers
    if question.ordinal:
        return question.answers[question.answers.index(given) + 1 :]
    return tuple(answer for answer in question.answers if answer != given)


def _one_change(
    compiled: CompiledRuleSet, profile: Profile, moves: _Moves, settled: set[str | None]
) -> _Neighbours:
    """Winners outside `settled` after one change."""
    rules, admitting = compiled.rule_by_length, dict(compiled.rule_table.columns)
    for question, options in moves.items():
        rest = _rows_without(compiled, profile, (question,))
        for to in options:
            rows = rest & admitting[question][to]
            rule = rules[rows.bit_length()]
            if rule and rule.outcome not in settled:
                yield rule, (Change(question, to),)


def _two_changes(
    compiled: CompiledRuleSet, profile: Profile, moves: _Moves, settled: set[str | None]
) -> _Neighbours:
    """Winners outside `settled` after two changes."""
    rules, admitting = compiled.rule_by_length, dict(compiled.rule_table.columns)
    for pair in combinations(moves, 2):
        rest = _rows_without(compiled, profile, pair)
        first, second = pair
        options = [(to, admitting[second][to]) for to in moves[second]]
        for one in moves[first]:
            changed = rest & admitting[first][one]
            for other, admitted in options:
                rows = changed & admitted
                rule = rules[rows.bit_length()]
                if rule and rule.outcome not in settled:
                    yield rule, (Change(first, one), Change(second, other))


def _rows_without(compiled: CompiledRuleSet, profile: Profile, changed: tuple[str, ...]) -> int:
    """Rules that match the answers given to the questions that do not change."""
    rows = compiled.rule_table.all
    for question, admitting in compiled.rule_table.columns:
        if question not in changed and question in profile:
            rows &= admitting[profile[question]]
    return rows


def _undominated(compiled: CompiledRuleSet, entries: list[Near]) -> list[Near]:
    questions = compiled.ruleset.question_by_code
    rising = {code for code, question in questions.items() if question.ordinal}
    return [
        entry
        for entry in entries
        if rising.isdisjoint(change.question for change in entry.changes)
        or not any(other is not entry and _less_far(compiled, other, entry) for other in entries)
    ]


def _less_far(compiled: CompiledRuleSet, one: Near, other: Near) -> bool:
    """Whether `one` asks of every question the same change as `other`, or a lesser rise."""
    return all(
        mine.question == its.question and (mine.to == its.to or _lower(compiled, mine, its))
        for mine, its in zip(one.changes, other.changes, strict=True)
    )


def _lower(compiled: CompiledRuleSet, one: Change, other: Change) -> bool:
    question = compiled.ruleset.question_by_code[one.question]
    ranks = question.answers.index
    return question.ordinal and ranks(one.to) < ranks(other.to)
