# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an operator does with a mail that waits."""

from django import forms
from django.core.exceptions import ValidationError

from migliorapa.accounts.forms import PersonNameField
from migliorapa.core.fields import LineField

from ..models import Ticket
from ..models.ticket_search import NUMBER
from .fields import ToldForm


class AcceptForm(ToldForm):
    name = PersonNameField()
    organisation = LineField(label="Amministrazione (facoltativa)", max_length=300, required=False)
    subject = LineField(
        label="Oggetto",
        max_length=200,
        error_messages={"required": "Scrivete in una riga di che cosa si tratta."},
    )


class JoinForm(ToldForm):
    REPLY, NOTE = "reply", "note"
    number = LineField(
        label="Numero della richiesta",
        max_length=20,
        help_text="Per esempio R12.",
        error_messages={"required": "Scrivete il numero della richiesta, per esempio R12."},
    )
    kind = forms.ChoiceField(
        label="Come",
        choices=[
            (NOTE, "Come nota interna: la leggono solo gli operatori"),
            (REPLY, "Come replica: la legge anche chi ha aperto la richiesta"),
        ],
        initial=NOTE,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Scegliete come unirla.",
            "invalid_choice": "Scegliete come unirla.",
        },
    )

    def clean_number(self) -> Ticket:
        number = NUMBER.fullmatch(self.cleaned_data["number"].lower())
        ticket = Ticket.objects.filter(pk=int(number[1])).first() if number else None
        if ticket is None:
            raise ValidationError("Questa richiesta non esiste: controllate il numero.")
        return ticket
