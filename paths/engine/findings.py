# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the verification finds, how grave it is, and its sentence for the editor."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from .boxes import Box


class Severity(StrEnum):
    NOTE = "note"
    WARNING = "warning"
    REFUSED = "refused"


class Kind(StrEnum):
    MISSING = "missing"
    CONFLICT = "conflict"
    DEAD = "dead"
    GOLDEN = "golden"
    UNEXPLAINED = "unexplained"
    DEFAULT_ONLY = "default_only"
    REDUNDANT = "redundant"
    PATH_NEVER = "path_never"
    TOOL_NEVER = "tool_never"
    DEEP_DIVE_NEVER = "deep_dive_never"


_DRAFT_AND_PUBLISH = {
    Kind.MISSING: (Severity.WARNING, Severity.REFUSED),
    Kind.CONFLICT: (Severity.WARNING, Severity.REFUSED),
    Kind.DEAD: (Severity.WARNING, Severity.REFUSED),
    Kind.GOLDEN: (Severity.WARNING, Severity.REFUSED),
    Kind.UNEXPLAINED: (Severity.WARNING, Severity.REFUSED),
    Kind.DEFAULT_ONLY: (Severity.NOTE, Severity.NOTE),
    Kind.REDUNDANT: (Severity.NOTE, Severity.NOTE),
    Kind.PATH_NEVER: (Severity.WARNING, Severity.WARNING),
    Kind.TOOL_NEVER: (Severity.WARNING, Severity.WARNING),
    Kind.DEEP_DIVE_NEVER: (Severity.WARNING, Severity.WARNING),
}


@dataclass(frozen=True)
class Finding:
    """`codes` are what the finding is about; `others` the rules that explain it."""

    kind: Kind
    sentence: str
    codes: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    boxes: Sequence[Box] = ()
    profiles: int = 0
    example: Mapping[str, str] = field(default_factory=dict)

    @property
    def draft(self) -> Severity:
        return _DRAFT_AND_PUBLISH[self.kind][0]

    @property
    def publish(self) -> Severity:
        return _DRAFT_AND_PUBLISH[self.kind][1]


@dataclass(frozen=True)
class Report:
    """`wins` and `paths` count complete profiles, out of `profiles`."""

    findings: tuple[Finding, ...]
    profiles: int
    wins: Mapping[str, int]
    paths: Mapping[str, int]

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The findings that forbid publishing."""
        return tuple(f for f in self.findings if f.publish is Severity.REFUSED)

    def of(self, kind: Kind) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind is kind)


def profiles_in_words(count: int) -> str:
    return "1 profilo" if count == 1 else f"{count:,} profili".replace(",", ".")
