# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fields that Django does not have: texts to print, answers admitted, effects."""

import re
from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from ..actions import UNPRINTABLE
from ..engine import Question
from .catalogue import STEP, Catalogue

CODE = RegexValidator(
    r"\A[A-Za-z0-9_-]{1,20}\Z",
    "Usate al massimo 20 lettere senza accento, cifre, trattini e trattini bassi.",
)
WEIGHT = re.compile("[1-9][0-9]{0,2}")
ADD, REMOVE = "add", "remove"


class PrintableField(forms.CharField):
    """Text with the line ends of the file, not those of the browser."""

    def to_python(self, value):
        text = super().to_python(value).replace("\r\n", "\n")
        if UNPRINTABLE.search(text):
            raise ValidationError("Il testo contiene un carattere che non si può stampare.")
        return text


class AnswerField(forms.ChoiceField):
    """One answer of a question, or none."""

    def __init__(self, question: Question, catalogue: Catalogue, **kwargs):
        choices = [("", "–"), *catalogue.answers(question)]
        super().__init__(choices=choices, required=False, **kwargs)
        self.error_messages["invalid_choice"] = _not_admitted(question, catalogue)


class AdmittedField(forms.MultipleChoiceField):
    """The answers that a condition admits; none means any."""

    def __init__(self, question: Question, catalogue: Catalogue):
        super().__init__(choices=catalogue.answers(question), required=False)
        self.question = question
        self.error_messages["invalid_choice"] = _not_admitted(question, catalogue)


def _not_admitted(question: Question, catalogue: Catalogue) -> str:
    labels = ", ".join(label for _, label in catalogue.answers(question))
    return f"«%(value)s» non è tra le risposte di questa domanda, che sono: {labels}."


class Line(NamedTuple):
    """An effect as typed."""

    do: str
    item: str
    weight: str


class Effect(NamedTuple):
    """An effect as read; `weight` is 0 for what is taken away."""

    do: str
    kind: str
    code: str
    weight: int


class EffectsWidget(forms.Widget):
    def value_from_datadict(self, data, files, name) -> list[Line]:
        columns = (data.getlist(f"{name}-{part}") for part in Line._fields)
        lines = (Line(*map(str.strip, parts)) for parts in zip_longest(*columns, fillvalue=""))
        return [line for line in lines if line.item or line.weight]

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-item" not in data


class EffectsField(forms.Field):
    """Items to put forward with a weight, items and steps to take away."""

    widget = EffectsWidget

    def __init__(self, catalogue: Catalogue):
        super().__init__(required=False)
        self.catalogue = catalogue

    def clean(self, value: Iterable[Line]) -> list[Effect]:
        effects, errors = [], []
        for line in value:
            try:
                effects.append(self._read(line))
            except ValidationError as error:
                errors.append(error)
        codes = [effect.code for effect in effects]
        for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
            errors.append(ValidationError(f"{code} compare due volte: tenete una riga sola."))
        if errors:
            raise ValidationError(errors)
        return effects

    def _read(self, line: Line) -> Effect:
        code = (line.item.split() or [""])[0]
        kind = self.catalogue.kinds.get(code)
        if kind is None:
            raise ValidationError(
                f"«{line.item}» non è uno strumento, un approfondimento o un passo del catalogo: "
                "scegliete una voce dell'elenco, per esempio «T26»."
            )
        if line.do == REMOVE:
            return Effect(REMOVE, kind, code, 0)
        if kind == STEP:
            raise ValidationError(f"Il passo {code} si può solo togliere: scegliete «togliete».")
        if not WEIGHT.fullmatch(line.weight):
            raise ValidationError(f"Scrivete il peso di {code}: un numero intero da 1 a 999.")
        return Effect(ADD, kind, code, int(line.weight))

    def has_changed(self, initial, data) -> bool:
        return [tuple(line) for line in initial or ()] != [tuple(line) for line in data or ()]


def of_kind(effects: Iterable[Effect], do: str, kind: str) -> dict[str, int]:
    return {effect.code: effect.weight for effect in effects if effect[:2] == (do, kind)}


def lines_of(modifier, catalogue: Catalogue) -> list[Line]:
    """The effects of a modifier as the form shows them, in the order of the catalogue."""
    added = {**modifier.add_tools, **modifier.add_deep_dives}
    removed = modifier.exclude_tools | modifier.exclude_deep_dives | modifier.remove_steps
    order = [*catalogue.kinds]
    rank = {code: position for position, code in enumerate(order)}
    lines = [Line(ADD, code, str(weight)) for code, weight in added.items()]
    lines += [Line(REMOVE, code, "") for code in removed]
    lines.sort(key=lambda line: (line.do, rank.get(line.item, len(rank)), line.item))
    return [line._replace(item=catalogue.shown(line.item)) for line in lines]
