# SPDX-License-Identifier: AGPL-3.0-or-later
"""The findings of the verification in words, by gravity and by row of the matrix."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..engine import Box, Finding, Kind, Report, Severity, loads, verify
from ..rules_words import Words, profiles

TITLES = {
    Kind.MISSING: "Profili senza percorso",
    Kind.CONFLICT: "Conflitto nello stesso livello",
    Kind.DEAD: "Regola che non vince mai",
    Kind.GOLDEN: "Caso di prova non riuscito",
    Kind.UNEXPLAINED: "Manca il perché",
    Kind.DEFAULT_ONLY: "Profili che restano alla regola predefinita",
    Kind.REDUNDANT: "Regola ridondante",
    Kind.PATH_NEVER: "Percorso a cui non arriva nessuno",
    Kind.TOOL_NEVER: "Strumento mai proposto",
    Kind.DEEP_DIVE_NEVER: "Approfondimento mai proposto",
}
BESIDE_ROWS = {Kind.CONFLICT, Kind.DEAD, Kind.GOLDEN, Kind.UNEXPLAINED, Kind.REDUNDANT}
GRAVITY = {
    Severity.REFUSED: "Da sistemare prima di mettere in vigore",
    Severity.WARNING: "Avvisi",
    Severity.NOTE: "Note",
}


@lru_cache(maxsize=32)
def report(canonical: str) -> Report:
    """Raises `RuleError` when the questions make more profiles than can be verified."""
    return verify(loads(canonical))


@dataclass(frozen=True)
class BoxInWords:
    words: str
    profiles: str


@dataclass(frozen=True)
class FindingInWords:
    """`rows` are codes of rules and golden cases that the matrix shows."""

    title: str
    sentence: str
    rows: tuple[str, ...]
    boxes: list[BoxInWords]
    example: str


def tell_findings(found: Report, words: Words) -> list[tuple[str, list[FindingInWords]]]:
    """By gravity, the gravest first; empty groups are left out."""
    groups = []
    for severity, title in GRAVITY.items():
        told = [_told(f, words) for f in found.findings if f.publish is severity]
        if told:
            groups.append((title, told))
    return groups


def _told(finding: Finding, words: Words) -> FindingInWords:
    about_rows = {*BESIDE_ROWS, Kind.DEFAULT_ONLY}
    return FindingInWords(
        TITLES[finding.kind],
        words.sentence(finding.sentence),
        (*finding.codes, *finding.others) if finding.kind in about_rows else (),
        boxes_in_words(finding.boxes, words),
        words.profile(finding.example) if finding.example else "",
    )


def boxes_in_words(boxes: Iterable[Box], words: Words) -> list[BoxInWords]:
    return [BoxInWords(words.box(box), profiles(box.profiles)) for box in boxes]


def sentences_by_row(found: Report, words: Words) -> dict[str, list[str]]:
    """What to write beside each row of the matrix."""
    rows: dict[str, list[str]] = {}
    for finding in found.findings:
        if finding.kind in BESIDE_ROWS:
            for code in finding.codes:
                rows.setdefault(code, []).append(words.sentence(finding.sentence))
    return rows
