# SPDX-License-Identifier: AGPL-3.0-or-later
"""Form fields that read numbers and tables as Italians write them."""

from collections.abc import Callable
from typing import Any

from django import forms

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import (
    format_number,
    format_short,
    format_short_percent,
    parse_number,
    parse_percent,
    parse_whole,
)
from paths.toolbox.table_it import parse_table

Check = Callable[[str, str, float], float]


class _Typed(forms.Field):
    """`kind` chooses the control of the template; `empty` is what a missing value is called."""

    kind = "number"
    is_table = False
    empty = "non indicato"

    def __init__(self, label: str, help_text: str = "", **options):
        super().__init__(label=label, help_text=help_text, **options)

    def clean(self, value: str) -> Any:
        if not value.strip() and not self.required:
            return None
        try:
            return self.parse(value)
        except ToolboxError as error:
            raise forms.ValidationError(self.told(error.sentence)) from error

    def told(self, sentence: str) -> str:
        if sentence.startswith(self.label):
            return sentence
        start = sentence[:1].lower() if sentence[1:2].islower() else sentence[:1]
        return f"{self.label}: {start}{sentence[1:]}"

    def parse(self, text: str) -> Any:
        raise NotImplementedError

    def written(self, value: Any) -> str:
        return self.empty if value is None else self.format(value)


class WholeField(_Typed):
    def __init__(self, label: str, help_text: str = "", low: int = 0, **options):
        super().__init__(label, help_text, **options)
        self.low = low

    def parse(self, text):
        return checks.whole("", self.label, parse_whole(text), self.low)

    def format(self, value):
        return format_number(value, 0)


class NumberField(_Typed):
    def parse(self, text):
        return checks.number("", self.label, parse_number(text))

    def format(self, value):
        return format_short(value, 6)


class PercentField(_Typed):
    """`check` is the guard of the toolbox that also runs there: so all faults are told at once."""

    kind = "percent"

    def __init__(self, label: str, help_text: str, check: Check = checks.share, **options):
        super().__init__(label, help_text, **options)
        self.check = check

    def parse(self, text):
        return self.check("", self.label, parse_percent(text))

    def format(self, value):
        return format_short_percent(value, 4)


class SeriesField(_Typed):
    """Numbers in a row or in a column: a tuple of floats."""

    kind = "series"

    def parse(self, text):
        numbers = numbers_in(text)
        if None in numbers:
            raise ToolboxError("", "Manca un numero in mezzo agli altri. Se è zero, scrivete 0.")
        return numbers

    def format(self, value):
        return "; ".join(format_short(number, 6) for number in value)


class TableField(_Typed):
    """A pasted table; `reader` turns the text into what the calculation takes."""

    kind = "table"
    is_table = True

    def __init__(self, label: str, help_text: str, reader: Callable[[str], Any], rows: int = 7):
        super().__init__(label, help_text)
        self.reader, self.rows = reader, rows

    def parse(self, text):
        return self.reader(text)

    def told(self, sentence):
        return sentence


class OneOfField(forms.ChoiceField):
    kind = "choice"
    is_table = False

    def __init__(self, label: str, choices: dict[str, str], **options):
        super().__init__(label=label, choices=list(choices.items()), **options)
        self.error_messages["invalid_choice"] = self.error_messages["required"] = (
            f"{label}: scegliete una delle voci."
        )

    def written(self, value):
        return dict(self.choices)[value].partition(":")[0]


def confidence_field() -> PercentField:
    return PercentField(
        "Livello di confidenza",
        "In percentuale. Di solito 95.",
        check=lambda _, __, value: checks.confidence(value),
        initial="95",
    )


def users_field() -> WholeField:
    return WholeField(
        "Numero di utenti",
        "Quante persone usano il servizio in un anno. Lasciate vuoto se non lo sapete.",
        low=1,
        required=False,
    )


def numbers_in(text: str) -> tuple[float | None, ...]:
    """All cells of a row, a column or a table; None where one is missing."""
    return tuple(value for row in parse_table(text, labels=False).rows for value in row)
