# SPDX-License-Identifier: AGPL-3.0-or-later
"""A field as the template writes it. Django's BoundField answers the same with far more work."""

from dataclasses import dataclass

from django import forms


@dataclass(frozen=True)
class Control:
    """`choices` are (id, value, label, checked); `described_by` is ready for the attribute."""

    id: str
    name: str
    kind: str
    label: str
    help: str
    value: str
    fault: str
    optional: bool
    rows: int
    choices: tuple[tuple[str, str, str, bool], ...]
    described_by: str

    @classmethod
    def of(cls, name: str, field: forms.Field, value: str, fault: str) -> "Control":
        own = f"campo-{name}"
        choices = tuple(
            (f"{own}-{number}", code, label, code == value)
            for number, (code, label) in enumerate(getattr(field, "choices", ()))
        )
        parts = ((field.help_text, "aiuto"), (fault, "errore"))
        return cls(
            id=own,
            name=name,
            kind=field.kind,
            label=field.label,
            help=field.help_text,
            value=value,
            fault=fault,
            optional=not field.required,
            rows=getattr(field, "rows", 0),
            choices=choices,
            described_by=" ".join(f"{own}-{part}" for text, part in parts if text),
        )

    @property
    def first_id(self) -> str:
        """Where the link of the error summary leads."""
        return self.choices[0][0] if self.choices else self.id
