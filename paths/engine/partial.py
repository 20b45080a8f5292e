# SPDX-License-Identifier: AGPL-3.0-or-later
"""Partial profiles: the paths still possible and the question worth asking next."""

from dataclasses import dataclass
from fractions import Fraction
from math import log2

from .compiled import CompiledRuleSet
from .model import Profile


@dataclass(frozen=True)
class PossiblePath:
    """`share` of the complete profiles that agree with the answers; `path` None where no rule
    decides."""

    path: str | None
    share: Fraction
    profiles: int


@dataclass(frozen=True)
class NextQuestion:
    """`gain`: expected reduction, in bits, of the entropy of the path."""

    code: str
    gain: float


def possible(compiled: CompiledRuleSet, profile: Profile) -> tuple[PossiblePath, ...]:
    """Largest share first, then editorial order."""
    compiled.check(profile)
    remaining = compiled.universe.matching(profile)
    counts = path_counts(compiled, remaining)
    total, each = remaining.bit_count(), compiled.multiplicity(profile)
    return tuple(
        PossiblePath(path, Fraction(count, total), count * each)
        for path, count in sorted(counts.items(), key=lambda item: -item[1])
    )


def path_counts(compiled: CompiledRuleSet, remaining: int) -> dict[str | None, int]:
    """Profiles of the set per path, in editorial order, then None for those without a path."""
    counts: dict[str | None, int] = {}
    for path in compiled.ruleset.path_by_code:
        if count := (compiled.path_sets.get(path, 0) & remaining).bit_count():
            counts[path] = count
    if unled := remaining.bit_count() - sum(counts.values()):
        counts[None] = unled
    return counts


def forced_path(compiled: CompiledRuleSet, profile: Profile) -> str | None:
    """The path that every completion of the profile leads to, if there is one."""
    options = possible(compiled, profile)
    return options[0].path if len(options) == 1 else None


def next_question(compiled: CompiledRuleSet, profile: Profile) -> NextQuestion | None:
    """The unanswered question that tells most about the path; ties by order of asking.

    None when a single path, or none, remains.
    """
    compiled.check(profile)
    remaining = compiled.universe.matching(profile)
    before = _entropy(compiled, remaining)
    if not before:
        return None
    best = None
    for question in compiled.asked:
        if question.code not in profile:
            gain = before - _expected_entropy(compiled, remaining, question.code)
            if best is None or gain > best.gain + 1e-9:
                best = NextQuestion(question.code, gain)
    return best


def _expected_entropy(compiled: CompiledRuleSet, remaining: int, question: str) -> float:
    slices = compiled.universe.slices[question].values()
    return sum(_entropy(compiled, remaining & slice_) for slice_ in slices) / len(slices)


def _entropy(compiled: CompiledRuleSet, profiles: int) -> float:
    total = profiles.bit_count()
    shares = (count / total for count in path_counts(compiled, profiles).values())
    return sum(-share * log2(share) for share in shares)
