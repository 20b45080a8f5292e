# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who else of the administration sees a request: four ways, in words."""

from django import forms

from ..models import Ticket
from .fields import ToldForm

Visibility = Ticket.Visibility
WORDS = {
    Visibility.COORDINATOR: "Io e chi coordina i colleghi",
    Visibility.NOBODY: "Soltanto io",
    Visibility.NAMED: "Io e i colleghi che indico",
    Visibility.EVERYBODY: "Tutti i colleghi della mia amministrazione",
}


class SharingForm(ToldForm):
    """`people` are the only colleagues that can be named."""

    visibility = forms.ChoiceField(
        label="Chi vede la richiesta nella vostra amministrazione?",
        choices=list(WORDS.items()),
        widget=forms.RadioSelect,
        help_text="Oltre a loro la leggono soltanto gli operatori dell'help desk.",
        error_messages={
            "required": "Dite chi può vedere la richiesta.",
            "invalid_choice": "Scegliete una delle voci dell'elenco.",
        },
    )
    colleagues = forms.MultipleChoiceField(
        label="Quali colleghi?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Scegliete tra i colleghi dell'elenco."},
    )
    SHARING = ("visibility", "colleagues")

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["colleagues"].choices = [
            (pk, f"{person.name} ({person.email})") for pk, person in self.people.items()
        ]
        if not self.people:
            del self.fields["colleagues"]
            self.fields["visibility"].choices = [
                (value, label) for value, label in WORDS.items() if value != Visibility.NAMED
            ]

    def clean(self):
        cleaned = super().clean()
        named = cleaned.get("visibility") == Visibility.NAMED
        if named and not cleaned.get("colleagues") and "colleagues" not in self.errors:
            self.add_error("colleagues", "Indicate almeno un collega.")
        return cleaned

    def sharing(self) -> dict:
        """As the actions want it."""
        visibility = self.cleaned_data.get("visibility", Visibility.NOBODY)
        named = self.cleaned_data.get("colleagues", []) if visibility == Visibility.NAMED else []
        return {"visibility": visibility, "colleagues": [self.people[pk] for pk in named]}
