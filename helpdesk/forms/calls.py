# SPDX-License-Identifier: AGPL-3.0-or-later
from django import forms

from .fields import ToldForm


class SlotForm(ToldForm):
    slot = forms.ModelChoiceField(
        queryset=None,
        label="Orario",
        error_messages={
            "required": "Scegliete un orario.",
            "invalid_choice": "Questo orario non c'è più: sceglietene un altro.",
        },
    )

    def __init__(self, *args, slots, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].queryset = slots


class PeriodForm(ToldForm):
    first = forms.DateField(
        label="Dal giorno",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Scrivete il primo giorno.", "invalid": "Data non valida."},
    )
    last = forms.DateField(
        label="Al giorno",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Scrivete l'ultimo giorno.", "invalid": "Data non valida."},
    )
    reason = forms.CharField(
        label="Motivo, se ritirate gli orari", required=False, max_length=300, strip=True
    )


class OutcomeForm(ToldForm):
    text = forms.CharField(
        label="Che cosa vi siete detti",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Diventa un messaggio della richiesta: lo legge anche chi ha chiesto.",
        error_messages={"required": "Scrivete l'esito della chiamata."},
    )
