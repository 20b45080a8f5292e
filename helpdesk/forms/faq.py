# SPDX-License-Identifier: AGPL-3.0-or-later
from django import forms

from ..models import FaqVote

USEFUL = {"si": True, "no": False}


class VoteForm(forms.Form):
    utile = forms.ChoiceField(choices=[("si", "Sì"), ("no", "No")])
    motivo = forms.ChoiceField(
        label="Che cosa non va?",
        choices=[("", "Preferisco non dirlo"), *FaqVote.Reason.choices],
        required=False,
    )
    commento = forms.CharField(
        label="Volete aggiungere qualcosa?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Senza nomi di persone. Lo legge chi cura la risposta.",
    )

    def clean(self):
        data = super().clean()
        return {
            "is_useful": USEFUL.get(data.get("utile")),
            "reason": data.get("motivo", ""),
            "comment": data.get("commento", ""),
        }
