# SPDX-License-Identifier: AGPL-3.0-or-later
"""What operators write and choose in a request."""

import re

from django import forms
from django.core.exceptions import ValidationError

from migliorapa.core.fields import LineField

from ..models import Queue, Ticket
from .fields import BodyField, FilesField, ToldForm

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
SEEN = re.compile(r"([0-9]{1,18})-([0-9]{1,18})", re.ASCII)
NUMBER = re.compile(r"\s*[rR]?\s*([0-9]{1,18})\s*", re.ASCII)

NO_CALL = "Questa chiamata non è della richiesta."


class AnswerForm(ToldForm):
    """`revision` and `seen` say what the operator had read when the page was made."""

    text = BodyField(label="A chi ha chiesto", help_text="Markdown. Parte anche per e-mail.")
    uploads = FilesField()
    revision = forms.CharField(required=False)
    seen = forms.CharField(required=False)

    def clean_revision(self) -> int:
        """A page that does not say what it showed has shown nothing."""
        revision = self.cleaned_data["revision"]
        return int(revision) if KEY.fullmatch(revision) else -1


class NoteForm(ToldForm):
    note = BodyField(
        label="Nota interna",
        help_text="La leggono soltanto gli operatori: nessuna e-mail.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    note_uploads = FilesField(label="Allegati della nota (facoltativi)")


class AssignForm(forms.Form):
    assignee = forms.ChoiceField(
        label="In carico a",
        required=False,
        error_messages={"invalid_choice": "Non risponde più: scegliete dall'elenco."},
    )

    def __init__(self, *args, operators, **kwargs):
        super().__init__(*args, **kwargs)
        self.operators = {str(operator.pk): operator for operator in operators}
        names = [(pk, operator.name) for pk, operator in self.operators.items()]
        self.fields["assignee"].choices = [("", "Nessuno"), *names]

    @property
    def chosen(self):
        return self.operators.get(self.cleaned_data["assignee"])


class PriorityForm(forms.Form):
    priority = forms.TypedChoiceField(
        label="Priorità",
        choices=Ticket.Priority.choices,
        coerce=int,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Scegliete una priorità."),
    )


class QueueForm(forms.Form):
    queue = forms.ChoiceField(
        label="Coda",
        error_messages=dict.fromkeys(
            ["required", "invalid_choice"], "Questa coda non c'è più: scegliete dall'elenco."
        ),
    )

    def __init__(self, *args, queues, **kwargs):
        super().__init__(*args, **kwargs)
        self.queues = {queue.slug: queue for queue in queues}
        self.fields["queue"].choices = [(slug, row.label) for slug, row in self.queues.items()]

    @property
    def chosen(self) -> Queue:
        return self.queues[self.cleaned_data["queue"]]


class CancelCallForm(forms.Form):
    call = forms.ModelChoiceField(
        queryset=None, error_messages={"required": NO_CALL, "invalid_choice": NO_CALL}
    )
    reason = LineField(label="Motivo", required=False, max_length=300)

    def __init__(self, *args, calls, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls


class OtherForm(forms.Form):
    """Another request by its number, or words of it to choose from."""

    other = LineField(
        label="Numero o parole dell'altra richiesta",
        max_length=200,
        error_messages={"required": "Scrivete il numero dell'altra richiesta, per esempio R12."},
    )

    def found(self, rows) -> Ticket | None:
        """None when words were written instead of a number."""
        number = NUMBER.fullmatch(self.cleaned_data["other"])
        if not number:
            return None
        ticket = rows.filter(pk=int(number[1])).first()
        if ticket is None:
            raise ValidationError(f"La richiesta R{int(number[1])} non esiste.")
        return ticket


def seen_before(text: str) -> tuple[int, int]:
    """Keys of the last message and of the last change that the page showed."""
    found = SEEN.fullmatch(text or "")
    return (int(found[1]), int(found[2])) if found else (0, 0)
