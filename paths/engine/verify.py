# SPDX-License-Identifier: AGPL-3.0-or-later
"""Exhaustive verification: gaps, conflicts, dead and redundant rules, golden cases."""

from collections.abc import Iterator

from .boxes import Boxes
from .columns import overlapping_pairs
from .compiled import CompiledRuleSet
from .errors import listing
from .findings import Finding, Kind, Report, profiles_in_words
from .golden import failing_cases
from .model import Rule, RuleSet
from .scan import Scan
from .suggestions import Suggestions
from .universe import minus


def verify(ruleset: RuleSet) -> Report:
    """Every finding over every profile; RuleError beyond `universe.LIMIT` profiles."""
    compiled = CompiledRuleSet(ruleset)
    found = compiled.scan
    conflicts = list(_conflicts(compiled, found))
    disputed = {code for finding in conflicts for code in finding.codes}
    each = compiled.multiplicity({})
    counts = {code: wins.bit_count() * each for code, wins in found.wins.items()}
    findings = (
        *_missing(compiled, found),
        *conflicts,
        *_dead(compiled, found),
        *failing_cases(compiled),
        *_unexplained(ruleset),
        *_default_only(compiled, found),
        *_redundant(compiled, found, disputed),
        *_paths_never(compiled, counts),
        *_items_never(compiled),
    )
    paths = dict.fromkeys(ruleset.path_by_code, 0)
    for rule in compiled.rules:
        paths[rule.outcome] += counts[rule.code]
    return Report(findings, compiled.universe.size * each, counts, paths)


def _region(compiled: CompiledRuleSet, profiles: int) -> dict:
    """Boxes, number and first profile of a region, as keywords of a finding."""
    each = compiled.multiplicity({})
    return {
        "boxes": Boxes(profiles, compiled.universe, each),
        "profiles": profiles.bit_count() * each,
        "example": compiled.universe.first(profiles),
    }


def _missing(compiled: CompiledRuleSet, found: Scan) -> Iterator[Finding]:
    if found.missing:
        region = _region(compiled, found.missing)
        count = profiles_in_words(region["profiles"])
        yield Finding(Kind.MISSING, f"Nessuna regola decide {count}.", **region)


def _conflicts(compiled: CompiledRuleSet, found: Scan) -> Iterator[Finding]:
    for rules in found.contested:
        reached = found.reached[rules[0].level]
        for i, j in overlapping_pairs(compiled.ruleset.questions, rules):
            first, second = rules[i], rules[j]
            if first.outcome != second.outcome:
                both = _box(compiled, first) & _box(compiled, second) & reached
                if both:
                    yield _conflict(first, second, _region(compiled, both))


def _conflict(first: Rule, second: Rule, region: dict) -> Finding:
    sentence = (
        f"Le regole {first.code} e {second.code}, entrambe al livello {first.level}, danno "
        f"percorsi diversi ({first.outcome} e {second.outcome}) "
        f"a {profiles_in_words(region['profiles'])}."
    )
    return Finding(Kind.CONFLICT, sentence, (first.code, second.code), **region)


def _dead(compiled: CompiledRuleSet, found: Scan) -> Iterator[Finding]:
    for rule in found.dead:
        covering = _covering(compiled, rule)
        verb = "copre" if len(covering) == 1 else "coprono"
        sentence = f"La regola {rule.code} non vince mai: la {verb} {listing(covering)}."
        yield Finding(Kind.DEAD, sentence, (rule.code,), covering)


def _covering(compiled: CompiledRuleSet, rule: Rule) -> tuple[str, ...]:
    """Rules of higher levels that together hold every profile of the rule, none superfluous."""
    own = _box(compiled, rule)
    parts = {
        other.code: _box(compiled, other) & own
        for other in compiled.rules
        if other.level > rule.level
    }
    chosen, left = [], own
    for code in sorted(parts, key=lambda code: -parts[code].bit_count()):
        if parts[code] & left:
            chosen.append(code)
            left = minus(left, parts[code])
    for code in reversed(chosen):
        others = [other for other in chosen if other != code]
        union = 0
        for other in others:
            union |= parts[other]
        if union == own:
            chosen = others
    return tuple(code for code in parts if code in chosen)


def _unexplained(ruleset: RuleSet) -> Iterator[Finding]:
    for what, rows in (("La regola", ruleset.rules), ("Il modificatore", ruleset.modifiers)):
        for row in rows:
            if row.active and not row.because.strip():
                sentence = f"{what} {row.code} non dice perché: chi legge non saprebbe il motivo."
                yield Finding(Kind.UNEXPLAINED, sentence, (row.code,))


def _default_only(compiled: CompiledRuleSet, found: Scan) -> Iterator[Finding]:
    for rule in found.defaults:
        if found.wins[rule.code]:
            region = _region(compiled, found.wins[rule.code])
            count = profiles_in_words(region["profiles"])
            sentence = f"La sola regola predefinita {rule.code} decide {count}."
            yield Finding(Kind.DEFAULT_ONLY, sentence, (rule.code,), **region)


def _redundant(compiled: CompiledRuleSet, found: Scan, disputed: set[str]) -> Iterator[Finding]:
    dead = {rule.code for rule in found.dead}
    for rule in compiled.rules:
        if rule.code in dead or rule.code in disputed:
            continue
        if not minus(found.wins[rule.code], found.runner_up[rule.outcome]):
            sentence = f"Togliere la regola {rule.code} non cambia il percorso di nessun profilo."
            yield Finding(Kind.REDUNDANT, sentence, (rule.code,))


def _paths_never(compiled: CompiledRuleSet, counts: dict[str, int]) -> Iterator[Finding]:
    reached = {rule.outcome for rule in compiled.rules if counts[rule.code]}
    for path in compiled.ruleset.path_by_code:
        if path not in reached:
            yield Finding(Kind.PATH_NEVER, f"Nessun profilo arriva al percorso {path}.", (path,))


def _items_never(compiled: CompiledRuleSet) -> Iterator[Finding]:
    suggestions = Suggestions(compiled)
    for tool in suggestions.tools_never():
        sentence = f"Nessun profilo riceve lo strumento {tool}."
        yield Finding(Kind.TOOL_NEVER, sentence, (tool,))
    for item in suggestions.deep_dives_never():
        sentence = f"Nessun profilo riceve l'approfondimento {item}."
        yield Finding(Kind.DEEP_DIVE_NEVER, sentence, (item,))


def _box(compiled: CompiledRuleSet, rule: Rule) -> int:
    return compiled.universe.box(rule.when)
