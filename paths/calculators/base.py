# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the page of a calculator is made of: one calculation or more, each with its own form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar
from urllib.parse import urlencode

from django import forms

from paths.toolbox.errors import ToolboxError

from .controls import Control
from .outcome import Outcome, Row, Sheet

# Server and browsers take longer addresses than this; mail programs cut them.
LONGEST_QUERY = 1800


class Calculation(forms.Form):
    """The inputs of one question, and how it is answered.

    `code` names it in the address. `example` holds the inputs of a first visit, as typed.
    `words` say the formula. `pasted` inputs go by POST; those that are `answers`, one row for each
    respondent, come to the address only if the reader wants it.
    """

    code: ClassVar[str] = ""
    title: ClassVar[str] = ""
    words: ClassVar[str] = ""
    example: ClassVar[dict[str, str]] = {}
    deep_dive: ClassVar[str] = ""
    pasted: ClassVar[bool] = False
    answers: ClassVar[bool] = False
    elsewhere: ClassVar[dict[str, str]] = {}  # field of a ToolboxError -> field of this form

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> "Calculation | None":
        """None when nothing was typed; a parameter left out of the address has its usual value."""
        if not any(name in typed for name in cls.base_fields):
            return None
        return cls(
            {
                name: typed.get(name, field.initial or "").replace("\r\n", "\n").replace("\0", "�")
                for name, field in cls.base_fields.items()
            }
        )

    @classmethod
    def refused(cls, sentence: str) -> "Calculation":
        """With what could not be read: the fault is told beside the first field."""
        form = cls(dict.fromkeys(cls.base_fields, ""))
        form.errors.clear()
        form.add_error(next(iter(cls.base_fields)), sentence)
        return form

    def solve(self) -> Outcome | None:
        """None when `errors` say what is wrong."""
        if not self.is_valid():
            return None
        try:
            return self.outcome()
        except ToolboxError as error:
            name = self.elsewhere.get(error.field, error.field)
            self.add_error(name if name in self.fields else next(iter(self.fields)), error.sentence)
            return None

    def outcome(self) -> Outcome:
        raise NotImplementedError

    @property
    def controls(self) -> list[Control]:
        faults = self.errors
        return [
            Control.of(name, field, self.data[name], faults.get(name, ("",))[0])
            for name, field in self.fields.items()
        ]

    @property
    def echo(self) -> Sheet | None:
        """The single values the result comes from, as they were understood."""
        rows = tuple(
            Row(field.label, (field.written(self.cleaned_data[name]),))
            for name, field in self.fields.items()
            if not field.is_table
        )
        return Sheet("Dati usati", (), rows) if rows else None

    @property
    def query(self) -> str:
        code = {"calcolo": self.code} if self.code else {}
        return urlencode({**code, **{name: self.data.get(name, "") for name in self.fields}})

    @property
    def fits_the_address(self) -> bool:
        return len(self.query) <= LONGEST_QUERY


@dataclass(frozen=True)
class Calculator:
    calculations: tuple[type[Calculation], ...]

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """(code, title) of each calculation; none where there is nothing to choose."""
        if len(self.calculations) == 1:
            return ()
        return tuple((one.code, one.title) for one in self.calculations)

    def named(self, code: str) -> type[Calculation]:
        """The first where no calculation has that code."""
        return next((one for one in self.calculations if one.code == code), self.calculations[0])


@cache
def example_of(calculation: type[Calculation]) -> tuple[Calculation, Outcome | None]:
    """The first visit: computed once, because its inputs are part of the program."""
    form = calculation.read(calculation.example)
    return form, form.solve()
