# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who looks after a published answer, and by when it is read again."""

from django import forms
from django.utils import timezone

from ..faq.review_queue import keepers
from .fields import ToldForm

EVERYBODY = "Tutti gli operatori dell'help desk"


class CareForm(ToldForm):
    owner = forms.ModelChoiceField(
        label="Responsabile",
        queryset=None,
        required=False,
        empty_label=EVERYBODY,
        help_text="Riceve le e-mail quando la FAQ è da rivedere.",
        error_messages={"invalid_choice": "Scegliete una persona dell'elenco."},
    )
    review_due = forms.DateField(
        label="Da rivedere entro",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Scrivete entro quando va riletta.",
            "invalid": "Scrivete una data, per esempio 30/06/2027.",
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = keepers()
        self.fields["owner"].label_from_instance = lambda person: person.name or person.email

    def clean_review_due(self):
        day = self.cleaned_data["review_due"]
        if day <= timezone.localdate():
            raise forms.ValidationError("Scegliete un giorno da domani in poi.")
        return day
