# SPDX-License-Identifier: AGPL-3.0-or-later
"""What changed between two versions of a text, line by line and in words. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s]+")
AROUND = 1
"""Equal lines shown beside a change."""


@dataclass(frozen=True)
class Piece:
    """`kind` is same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """A line with its pieces, or `skipped` equal lines left out."""

    pieces: tuple[Piece, ...] = ()
    skipped: int = 0


def differences(old: str, new: str) -> list[Line]:
    before, after = old.splitlines(), new.splitlines()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[Line] = []
    for number, (tag, i1, i2, j1, j2) in enumerate(opcodes := matcher.get_opcodes()):
        if tag == "equal":
            found += _equal(before[i1:i2], number == 0, number == len(opcodes) - 1)
        else:
            found += _changed(before[i1:i2], after[j1:j2])
    return found


def _equal(lines: list[str], is_first: bool, is_last: bool) -> list[Line]:
    head = 0 if is_first else AROUND
    tail = 0 if is_last else AROUND
    if len(lines) <= head + tail + 1:
        return [Line((Piece("same", line),)) for line in lines]
    ends = len(lines) - tail
    return [
        *(Line((Piece("same", line),)) for line in lines[:head]),
        Line(skipped=ends - head),
        *(Line((Piece("same", line),)) for line in lines[ends:]),
    ]


def _changed(before: list[str], after: list[str]) -> list[Line]:
    """Lines paired in order, each with its words; what is left over is all removed or all added."""
    pairs = min(len(before), len(after))
    return [
        *(Line(_words(old, new)) for old, new in zip(before, after, strict=False)),
        *(Line((Piece("removed", line),)) for line in before[pairs:]),
        *(Line((Piece("added", line),)) for line in after[pairs:]),
    ]


def _words(old: str, new: str) -> tuple[Piece, ...]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    pieces = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece("removed", "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(Piece("added", "".join(after[j1:j2])))
    return tuple(pieces)
