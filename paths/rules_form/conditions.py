# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the rows of the tables share: their names, and the cells with the admitted answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms

from ..engine import Modifier, Rule
from ..engine.model import When
from .catalogue import Catalogue
from .fields import CODE, AdmittedField

LABELS = {
    "code": "codice",
    "level": "livello",
    "outcome": "percorso",
    "because": "perché",
    "note": "nota",
    "active": "attiva",
    "effects": "effetti",
    "path": "percorso atteso",
    "rule": "regola attesa",
    "modifiers": "modificatori attesi",
    "origin": "origine",
    "DELETE": "eliminate",
}
ANY = "qualunque"


@dataclass(frozen=True)
class Cell:
    """A condition as the matrix shows it; `answers` are code, label, checked."""

    id: str
    name: str
    question: str
    answers: list[tuple[str, str, bool]]
    summary: str
    errors: list[str]

    @property
    def free(self) -> bool:
        return self.summary == ANY


class Row(forms.Form):
    """`fixed` rows were in the draft already: their code does not change."""

    new_title = ""
    fixed = False

    def __init__(self, *args, catalogue: Catalogue, **kwargs):
        super().__init__(*args, **kwargs)
        self.catalogue = catalogue
        self.notices: list[str] = []

    @property
    def key(self) -> str:
        """The code as typed; empty when it is left to be given."""
        return str(self["code"].value() or "").strip()

    @property
    def title(self) -> str:
        return self.key or self.new_title

    @property
    def anchor(self) -> str:
        return f"riga-{self.key if self.fixed and CODE.regex.match(self.key) else self.prefix}"

    @property
    def deleted(self) -> bool:
        return bool(self.is_bound and self.cleaned_data.get("DELETE"))

    def say_names(self) -> None:
        """Each control says its row and its column to who does not see the table."""
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{self.title}: {self.label(name)}"

    def label(self, name: str) -> str:
        kind, _, question = name.partition("_")
        if kind in ("when", "answer"):
            return self.catalogue.words.question(question).lower()
        return LABELS[name]

    @property
    def used(self) -> bool:
        """Whether the row counts: not a blank one, not one to delete."""
        return not self.deleted and (self.fixed or self.has_changed())


class ConditionRow(Row):
    """What rules and modifiers share."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for question in self.catalogue.questions:
            self.fields[f"when_{question.code}"] = AdmittedField(question, self.catalogue)

    def cells(self) -> Iterator[Cell]:
        for question in self.catalogue.questions:
            bound = self[f"when_{question.code}"]
            given = [str(value) for value in bound.value() or ()]
            answers = self.catalogue.answers(question)
            known = [code for code, _ in answers]
            gone = [(code, f"«{code}» (non c'è più)") for code in given if code not in known]
            yield Cell(
                bound.auto_id,
                bound.html_name,
                self.catalogue.words.question(question.code),
                [(code, label, code in given) for code, label in (*answers, *gone)],
                self._summary(question, given),
                list(bound.errors),
            )

    def _summary(self, question, given: list[str]) -> str:
        if not given or set(given) >= set(question.answers):
            return ANY
        ordered = [code for code in question.answers if code in given]
        ordered += [code for code in given if code not in ordered]
        return self.catalogue.words.admitted(question.code, ordered)

    def when(self) -> When:
        return {
            question.code: frozenset(answers)
            for question in self.catalogue.questions
            if (answers := self.cleaned_data[f"when_{question.code}"])
        }

    @staticmethod
    def conditions(row: Rule | Modifier) -> dict[str, list[str]]:
        return {f"when_{question}": sorted(answers) for question, answers in row.when.items()}

    def shared(self) -> dict:
        names = ("because", "active", "note")
        return {name: self.cleaned_data[name] for name in names} | {"when": self.when()}
