# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a calculation shows: the sentence of the toolbox, and its figures as tables."""

from dataclasses import dataclass
from typing import Any

from paths.toolbox.map_chart import Chart
from paths.toolbox.numbers_it import format_number


@dataclass(frozen=True)
class Sheet:
    """The first cell of each row is its heading. Without `columns` it is a list of pairs."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_wide(self) -> bool:
        return len(self.columns) > 3


@dataclass(frozen=True)
class Outcome:
    """`result` is one of the toolbox: it has sentence, method_note, formula and limits."""

    result: Any
    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()
    chart: Chart | None = None
    derived: Any = None

    @property
    def answer(self) -> str:
        return self.result.sentence.removesuffix(self.result.limits).rstrip()

    @property
    def limits(self) -> str:
        """Empty where the sentence of the result leaves them out: nothing was sampled."""
        return self.result.limits if self.result.sentence.endswith(self.result.limits) else ""


def figures(*rows: tuple[str, str], caption: str = "Risultato in cifre") -> Sheet:
    return Sheet(caption, (), rows)


def whole(value: float | None) -> str:
    return format_number(value, 0)


def two(value: float | None) -> str:
    return format_number(value, 2)


def three(value: float | None) -> str:
    return format_number(value, 3)
