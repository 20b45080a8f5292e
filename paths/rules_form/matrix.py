# SPDX-License-Identifier: AGPL-3.0-or-later
"""The form of a whole draft, from rules to fields and back."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from django import forms

from ..engine import GoldenCase, RuleSet
from .catalogue import Catalogue
from .conditions import Row
from .fields import PrintableField
from .rows import CaseRow, ModifierRow, RuleRow

MOST_ROWS = 200


class Problem(NamedTuple):
    """An error, and the element of the page where it is mended."""

    anchor: str
    sentence: str


class HeadForm(forms.Form):
    """`seen` is the stamp of the draft as it was when the form was drawn."""

    note = PrintableField(
        max_length=5000,
        required=False,
        label="Che cosa cambia e perché",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    base_weight = forms.IntegerField(min_value=0, max_value=1000, label="Peso di base")
    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    overwrite = forms.CharField(max_length=40, required=False)


class RowSet(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fixed = index is not None and index < self.initial_form_count()
        if form.fixed:
            form.fields["code"].widget = forms.HiddenInput()
        form.say_names()

    @property
    def used(self) -> list[Row]:
        return [form for form in self.forms if form.used]


def _row_set(form: type[Row]) -> type[RowSet]:
    limits = {"max_num": MOST_ROWS, "absolute_max": MOST_ROWS, "validate_max": True}
    return forms.formset_factory(form, RowSet, extra=1, can_delete=True, **limits)


RuleRows, ModifierRows, CaseRows = map(_row_set, (RuleRow, ModifierRow, CaseRow))


class Matrix:
    """`data` is a POST; without it the form shows `rules`."""

    def __init__(self, rules: RuleSet, catalogue: Catalogue, *, note="", seen="", data=None):
        self.catalogue, self.facts = catalogue, catalogue.facts
        initial = {"note": note, "base_weight": rules.base_weight, "seen": seen}
        self.head = HeadForm(data, initial=initial, prefix="head")
        ordered = sorted(rules.rules, key=lambda rule: (-rule.level, rule.code))
        table = partial(self._table, data)
        self.rules = table(RuleRows, "rules", ordered)
        self.modifiers = table(ModifierRows, "modifiers", _by_code(rules.modifiers))
        self.cases = table(CaseRows, "cases", _by_code(rules.golden_cases))

    def _table(self, data, rows: type[RowSet], prefix: str, records) -> RowSet:
        """A bound table needs no initial values: the rows of the draft may be others by now."""
        initial = None if data else [rows.form.initial_of(r, self.catalogue) for r in records]
        options = {"form_kwargs": {"catalogue": self.catalogue}, "prefix": prefix}
        return rows(data, initial=initial, **options)

    @property
    def tables(self) -> tuple[RowSet, RowSet, RowSet]:
        return self.rules, self.modifiers, self.cases

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in (self.head, *self.tables)]
        if all(valid):
            self._check_codes([*self.rules.used, *self.modifiers.used])
            self._check_codes(self.cases.used)
        return all(form.is_valid() for form in (self.head, *self.tables))

    @staticmethod
    def _check_codes(rows: list[Row]) -> None:
        seen: set[str] = set()
        for row in rows:
            if row.key and row.key in seen:
                row.add_error("code", f"Il codice {row.key} è già di un'altra riga.")
            seen.add(row.key)

    def ruleset(self, extra_case: GoldenCase | None = None) -> RuleSet:
        """What was typed, once valid. Raises `RuleError`."""
        cases = _records(self.cases.used, "G", 1)
        if extra_case:
            codes = {case.code for case in cases}
            cases.append(replace(extra_case, code=_free_code("G", 1, codes)))
        return replace(
            self.facts,
            base_weight=self.head.cleaned_data["base_weight"],
            rules=_records(self.rules.used, "R", 10),
            modifiers=_records(self.modifiers.used, "M", 1),
            golden_cases=cases,
        )

    @property
    def note(self) -> str:
        return self.head.cleaned_data["note"]

    @property
    def seen(self) -> str:
        return self.head.cleaned_data["overwrite"] or self.head.cleaned_data["seen"]

    @property
    def problems(self) -> list[Problem]:
        return [problem for form in (self.head, *self.tables) for problem in _problems(form)]

    def show_notices(self, notices: dict[str, list[str]]) -> None:
        """Writes beside each row what the verification says of it."""
        for table in self.tables:
            for row in table:
                row.notices = notices.get(row.key, [])


def _by_code(records):
    return sorted(records, key=lambda record: record.code)


def _records(rows: list[Row], letter: str, step: int) -> list:
    codes = {row.key for row in rows if row.key}
    records = []
    for row in rows:
        code = row.key or _free_code(letter, step, codes)
        codes.add(code)
        records.append(row.record(code))
    return records


def _free_code(letter: str, step: int, taken: set[str]) -> str:
    """After the highest code in use, leaving out the defaults (R9xx)."""
    numbers = [int(code[1:]) for code in taken if code[:1] == letter and code[1:].isdecimal()]
    highest = max((number for number in numbers if number < 900), default=0)
    following = (highest // step + 1) * step
    while f"{letter}{following:02d}" in taken:
        following += step
    return f"{letter}{following:02d}"


def _problems(form: forms.Form | RowSet) -> Iterator[Problem]:
    if isinstance(form, RowSet):
        for sentence in form.non_form_errors():
            yield Problem(f"tabella-{form.prefix}", sentence)
        for row in form:
            if not row.deleted:
                yield from _problems(row)
        return
    title = f"{form.title}: " if isinstance(form, Row) else ""
    for name, sentences in form.errors.items():
        for sentence in sentences:
            label = "" if name == "__all__" else f"{_label(form, name)}. "
            anchor = form.anchor if name == "__all__" else form[name].auto_id
            yield Problem(anchor, f"{title}{label}{sentence}")


def _label(form: forms.Form, name: str) -> str:
    return form.label(name) if isinstance(form, Row) else str(form.fields[name].label).lower()
