# SPDX-License-Identifier: AGPL-3.0-or-later
import re

from django import forms

from ..models import CallSlot, SlotPattern
from .fields import ToldForm

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
MOST = 300


class SlotForm(ToldForm):
    slot = forms.ModelChoiceField(
        queryset=CallSlot.objects.all(),  # whether it is still free, `calls.book` says
        label="Orario",
        error_messages={
            "required": "Scegliete un orario.",
            "invalid_choice": "Questo orario non c'è più: sceglietene un altro.",
        },
    )


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


class ShiftForm(ToldForm):
    """`auto_id` of its own: the page has another form."""

    weekday = forms.TypedChoiceField(
        label="Giorno",
        coerce=int,
        choices=SlotPattern._meta.get_field("weekday").choices,
        error_messages={"invalid_choice": "Scegliete un giorno della settimana."},
    )
    starts = forms.TimeField(
        label="Dalle",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Scrivete quando comincia.", "invalid": "Ora non valida."},
    )
    ends = forms.TimeField(
        label="Alle",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": "Scrivete quando finisce.", "invalid": "Ora non valida."},
    )
    minutes = forms.IntegerField(
        label="Durata in minuti",
        initial=30,
        min_value=10,
        max_value=240,
        error_messages={"required": "Scrivete quanto dura una chiamata."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": "turno_%s"} | kwargs)


def agreed_calls(data) -> list[int]:
    """Keys of the calls that the operator has read and gives up."""
    return [int(key) for key in data.getlist("falls")[:MOST] if KEY.fullmatch(key)]


class OutcomeForm(ToldForm):
    text = forms.CharField(
        label="Che cosa vi siete detti",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Diventa un messaggio della richiesta: lo legge anche chi ha chiesto.",
        error_messages={"required": "Scrivete l'esito della chiamata."},
    )
