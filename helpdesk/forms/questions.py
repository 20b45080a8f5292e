# SPDX-License-Identifier: AGPL-3.0-or-later
"""Public questions and answers as people write them, and the operators' decision."""

from django import forms

from migliorapa.core.fields import LineField
from migliorapa.core.models import Topic

from .fields import BodyField, ToldForm

LONGEST = 10_000
ERRORS = {
    "required": "Scrivete un testo.",
    "max_length": "Il testo supera i 10.000 caratteri: accorciatelo.",
}
TOO_LONG = "La domanda supera i 200 caratteri: mettete il resto nel dettaglio."
NO_NAMES = "Senza nomi, neppure quello del vostro ente: chi legge vede soltanto il tipo di ente."


class QuestionForm(ToldForm):
    title = LineField(
        label="La domanda",
        max_length=200,
        help_text="In una riga. Per esempio: come invitare chi non ha lasciato l'e-mail?",
        error_messages={
            "required": "Scrivete la domanda in una riga.",
            "max_length": TOO_LONG,
        },
    )
    body = BodyField(
        label="In dettaglio",
        max_length=LONGEST,
        help_text=f"Quale servizio, quanti utenti, che cosa avete già provato. {NO_NAMES}",
        error_messages=ERRORS,
    )
    topics = forms.MultipleChoiceField(
        label="Argomenti",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Scegliete gli argomenti dall'elenco."},
    )

    def __init__(self, *args, topics=None, **kwargs):
        super().__init__(*args, **kwargs)
        known = Topic.objects.values_list("slug", "label") if topics is None else topics
        self.fields["topics"].choices = list(known)


class AnswerForm(ToldForm):
    body = BodyField(
        label="La vostra risposta",
        max_length=LONGEST,
        help_text=f"Che cosa avete fatto e come è andata. {NO_NAMES}",
        error_messages=ERRORS,
    )


class CorrectQuestionForm(ToldForm):
    title = LineField(
        label="La domanda", max_length=200, error_messages=ERRORS | {"max_length": TOO_LONG}
    )
    body = BodyField(label="In dettaglio", max_length=LONGEST, error_messages=ERRORS)


class CorrectAnswerForm(ToldForm):
    body = BodyField(label="La risposta", max_length=LONGEST, error_messages=ERRORS)


class DecisionForm(ToldForm):
    """Which text, what to do with it, and why not."""

    entry = forms.RegexField(
        r"^(domanda|risposta)-[0-9]{1,9}$",
        error_messages={"required": "Scegliete un testo.", "invalid": "Scegliete un testo."},
    )
    read = forms.CharField(required=False, max_length=40)
    reason = forms.CharField(required=False, max_length=1000, error_messages=ERRORS)
