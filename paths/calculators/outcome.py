# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a calculation shows: the sentence of the toolbox, and its figures as tables."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from paths.toolbox.numbers_it import format_number

from .drawing import Drawing


class Row(NamedTuple):
    heading: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """Without `columns` each row has one cell, and its heading says what it is."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > 3


@dataclass(frozen=True)
class Outcome:
    """`result` is one of the toolbox: it has sentence, method_note, formula and limits.

    `remark` is said beside its sentence, `note_before` opens its method note.
    """

    result: Any
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()
    drawing: Drawing | None = None
    remark: str = ""
    note_before: str = ""

    @property
    def answer(self) -> str:
        return self.result.sentence.removesuffix(self.result.limits).rstrip()

    @property
    def note(self) -> str:
        return f"{self.note_before}{self.result.method_note}"

    @property
    def limits(self) -> str:
        """Empty where the sentence of the result leaves them out: nothing was sampled."""
        return self.result.limits if self.result.sentence.endswith(self.result.limits) else ""


def sheet(caption: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Sheet:
    """The first cell of each row is its heading."""
    return Sheet(caption, columns, tuple(Row(heading, cells) for heading, *cells in rows))


def figures(*rows: tuple[str, str], caption: str = "Risultato in cifre") -> Sheet:
    return sheet(caption, (), rows)


def whole(value: float | None) -> str:
    return format_number(value, 0)


def two(value: float | None) -> str:
    return format_number(value, 2)


def three(value: float | None) -> str:
    return format_number(value, 3)
