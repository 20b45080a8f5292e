# SPDX-License-Identifier: AGPL-3.0-or-later
"""A row of each table: a rule, a modifier, a golden case."""

from collections.abc import Iterator

from django import forms

from ..engine import GoldenCase, Modifier, Rule
from .catalogue import DEEP_DIVE, STEP, TOOL, Catalogue
from .conditions import ConditionRow, Row
from .fields import (
    ADD,
    CODE,
    REMOVE,
    AnswerField,
    EffectsField,
    Line,
    PrintableField,
    lines_of,
    of_kind,
)

NOBODY = "nessuno"


def _text(*, required: bool = False) -> PrintableField:
    area = forms.Textarea(attrs={"rows": 2, "cols": None})
    return PrintableField(max_length=2000, required=required, widget=area)


def _initial(row: Rule | Modifier) -> dict:
    shared = {"code": row.code, "because": row.because, "active": row.active, "note": row.note}
    return ConditionRow.conditions(row) | shared


class RuleRow(ConditionRow):
    new_title = "Nuova regola"

    code = PrintableField(max_length=20, required=False, validators=[CODE])
    level = forms.IntegerField(min_value=0, max_value=1_000_000)
    outcome = forms.ChoiceField()
    because = _text(required=True)
    note = _text()
    active = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _offer_paths(self, "outcome")

    @staticmethod
    def initial_of(rule: Rule, catalogue: Catalogue) -> dict:
        return _initial(rule) | {"level": rule.level, "outcome": rule.outcome}

    def record(self, code: str) -> Rule:
        data = self.cleaned_data
        return Rule(code=code, level=data["level"], outcome=data["outcome"], **self.shared())


class ModifierRow(ConditionRow):
    new_title = "Nuovo modificatore"

    code = PrintableField(max_length=20, required=False, validators=[CODE])
    because = _text(required=True)
    note = _text()
    active = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["effects"] = EffectsField(self.catalogue)

    @staticmethod
    def initial_of(modifier: Modifier, catalogue: Catalogue) -> dict:
        return _initial(modifier) | {"effects": lines_of(modifier, catalogue)}

    @property
    def lines(self) -> list[Line]:
        """As typed, with a blank one to add."""
        return [*(self["effects"].value() or ()), Line(ADD, "", "")]

    def record(self, code: str) -> Modifier:
        effects = self.cleaned_data["effects"]
        return Modifier(
            code=code,
            add_tools=of_kind(effects, ADD, TOOL),
            add_deep_dives=of_kind(effects, ADD, DEEP_DIVE),
            exclude_tools=frozenset(of_kind(effects, REMOVE, TOOL)),
            exclude_deep_dives=frozenset(of_kind(effects, REMOVE, DEEP_DIVE)),
            remove_steps=frozenset(of_kind(effects, REMOVE, STEP)),
            **self.shared(),
        )


class CaseRow(Row):
    new_title = "Nuovo caso"

    code = PrintableField(max_length=20, required=False, validators=[CODE])
    path = forms.ChoiceField()
    rule = PrintableField(max_length=20, required=False)
    modifiers = PrintableField(max_length=500, required=False)
    origin = _text()
    active = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _offer_paths(self, "path")
        for question in self.catalogue.questions:
            field = AnswerField(question, self.catalogue)
            _offer_what_is_gone(self, f"answer_{question.code}", field)

    @staticmethod
    def initial_of(case: GoldenCase, catalogue: Catalogue) -> dict:
        expected = NOBODY if case.modifiers == () else ", ".join(sorted(case.modifiers or ()))
        return {
            "code": case.code,
            "path": case.path,
            "rule": case.rule or "",
            "modifiers": expected,
            "origin": case.origin,
            "active": case.active,
            **{f"answer_{question}": answer for question, answer in case.profile.items()},
        }

    def answers(self) -> Iterator[tuple[str, forms.BoundField]]:
        for question in self.catalogue.questions:
            yield self.catalogue.words.question(question.code), self[f"answer_{question.code}"]

    def clean_modifiers(self) -> tuple[str, ...] | None:
        codes = self.cleaned_data["modifiers"].replace(",", " ").split()
        if [code.lower() for code in codes] == [NOBODY]:
            return ()
        return tuple(dict.fromkeys(codes)) or None

    def record(self, code: str) -> GoldenCase:
        data = self.cleaned_data
        profile = {
            question.code: data[f"answer_{question.code}"]
            for question in self.catalogue.questions
            if data[f"answer_{question.code}"]
        }
        expected = {name: data[name] for name in ("path", "modifiers", "active", "origin")}
        return GoldenCase(code=code, profile=profile, rule=data["rule"] or None, **expected)


def _offer_paths(form: Row, name: str) -> None:
    field = form.fields[name]
    field.choices = [("", "Scegliete un percorso"), *form.catalogue.paths]
    field.error_messages["required"] = "Scegliete un percorso."
    field.error_messages["invalid_choice"] = (
        "«%(value)s» non è un percorso pubblicato: sceglietene uno dell'elenco."
    )
    _offer_what_is_gone(form, name, field)


def _offer_what_is_gone(form: Row, name: str, field: forms.ChoiceField) -> None:
    """Shows a value that is no longer offered, so that it does not vanish; it is refused anyway."""
    form.fields[name] = field
    value = str(form[name].value() or "")
    if value and value not in dict(field.choices):
        field.widget.choices = [*field.choices, (value, f"«{value}» (non c'è più)")]
