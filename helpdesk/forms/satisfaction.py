# SPDX-License-Identifier: AGPL-3.0-or-later
"""The two questions of the method, on the answer received."""

from django import forms

from migliorapa.core.fields import TextField

from .fields import ToldForm

MARKS = [(mark, str(mark)) for mark in range(1, 11)]


class MarkField(forms.TypedChoiceField):
    def __init__(self, *, what: str, **kwargs):
        wrong = f"Scegliete un numero da 1 a 10 per {what}."
        errors = {"required": wrong, "invalid_choice": wrong}
        super().__init__(
            choices=MARKS, coerce=int, widget=forms.RadioSelect, error_messages=errors, **kwargs
        )


class SatisfactionForm(ToldForm):
    importance = MarkField(
        what="l'importanza",
        label="Quanto era importante per voi questa risposta?",
        help_text="1: per niente importante; 10: importantissima.",
    )
    satisfaction = MarkField(
        what="la soddisfazione",
        label="Quanto siete soddisfatti della risposta?",
        help_text="1: per niente soddisfatti; 10: del tutto soddisfatti.",
    )
    comment = TextField(
        label="Che cosa possiamo migliorare? (facoltativo)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lo leggono soltanto gli operatori.",
        error_messages={"max_length": "Il testo supera i 2.000 caratteri: accorciatelo."},
    )

    @property
    def marks(self):
        return [self["importance"], self["satisfaction"]]
