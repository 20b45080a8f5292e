# SPDX-License-Identifier: AGPL-3.0-or-later
"""A FAQ as operators write it, and the decisions on it."""

from django import forms

from migliorapa.core import registry
from migliorapa.core.fields import LineField
from migliorapa.core.models import Topic

from ..models import Faq
from .fields import ToldForm

CODES = "Codici separati da spazi, per esempio S10 T20"


def told(maximum: int) -> dict[str, str]:
    return {
        "required": "Scrivete un testo.",
        "max_length": f"Il testo supera i {maximum} caratteri: accorciatelo.",
    }


class FaqForm(ToldForm):
    question = LineField(
        label="Domanda",
        max_length=300,
        help_text="Come la farebbe un collega di un altro ente.",
        error_messages=told(300),
    )
    answer = forms.CharField(
        label="Risposta breve",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tre frasi al massimo.",
        error_messages=told(1000),
    )
    body = forms.CharField(
        label="In dettaglio",
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="In Markdown. Qui stanno esempi, cautele e collegamenti come [testo](tool:T20).",
        error_messages=told(10000),
    )
    topics = forms.MultipleChoiceField(
        label="Argomenti",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Scegliete gli argomenti dall'elenco."},
    )
    codes = forms.CharField(
        label="Passi e strumenti a cui serve", required=False, max_length=100, help_text=CODES
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = list(Topic.objects.values_list("slug", "label"))

    def clean_codes(self) -> dict[str, list[str]]:
        """Codes by the field of the FAQ they go to."""
        codes = self.cleaned_data["codes"].upper().split()
        if unknown := [code for code in codes if code not in registry.entries(codes)]:
            raise forms.ValidationError(f"Codici che non esistono: {', '.join(unknown)}.")
        return {
            "steps": [code for code in codes if code.startswith("S")],
            "tools": [code for code in codes if code.startswith("T")],
        }

    def texts(self) -> dict:
        data = {name: self.cleaned_data[name] for name in ("question", "answer", "body", "topics")}
        return data | self.cleaned_data["codes"]


def initial(faq: Faq) -> dict:
    return {
        "question": faq.question,
        "answer": faq.answer,
        "body": faq.body,
        "topics": faq.topics,
        "codes": " ".join([*faq.steps, *faq.tools]),
    }


class ReasonForm(ToldForm):
    reason = forms.CharField(
        label="Perché",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=told(1000),
    )


class ObjectionForm(ToldForm):
    text = forms.CharField(
        label="Che cosa non volete che si legga?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Bastano due parole: la risposta non si legge più da subito.",
        error_messages=told(2000),
    )
