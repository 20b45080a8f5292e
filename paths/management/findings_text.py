# SPDX-License-Identifier: AGPL-3.0-or-later
"""The findings of a verification, for people and for programs."""

from collections.abc import Iterator
from typing import Any

from ..engine import Finding, Report, RuleSet, sha256
from ..review import tell_findings
from ..rules_words import Words, number


def summary(found: Report) -> str:
    blocking, others = len(found.blocking), len(found.findings) - len(found.blocking)
    return f"Segnalazioni che bloccano: {blocking}. Altre: {others}."


def tell(rules: RuleSet, found: Report, words: Words) -> str:
    return "\n".join(_tell(rules, found, words))


def _tell(rules: RuleSet, found: Report, words: Words) -> Iterator[str]:
    yield f"Regole, versione {rules.version}: {number(found.profiles)} profili controllati."
    for gravity, findings in tell_findings(found, words):
        yield f"\n{gravity}"
        for finding in findings:
            yield f"- {finding.title}. {finding.sentence}"
            yield from (f"    {box.words} ({box.profiles})" for box in finding.boxes)
            if finding.example:
                yield f"    Esempio: {finding.example}"
    yield f"\n{summary(found)}"


def document(rules: RuleSet, found: Report) -> dict[str, Any]:
    return {
        "ruleset": {"version": rules.version, "sha256": sha256(rules)},
        "profiles": found.profiles,
        "wins": dict(found.wins),
        "paths": dict(found.paths),
        "blocking": len(found.blocking),
        "findings": [_finding(finding) for finding in found.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "drafting": finding.draft.value,
        "publishing": finding.publish.value,
        "sentence": finding.sentence,
        "codes": list(finding.codes),
        "others": list(finding.others),
        "boxes": [
            {
                "admitted": {question: list(answers) for question, answers in box.admitted},
                "profiles": box.profiles,
            }
            for box in finding.boxes
        ],
        "profiles": finding.profiles,
        "example": dict(finding.example),
    }
