# SPDX-License-Identifier: AGPL-3.0-or-later
"""For which administration somebody works: found by name in the list, or told by hand."""

from django import forms

from migliorapa.core.fields import LineField

from .folding import folded
from .models import Administration

NONE_OF_THESE = "altro"
MOST_FOUND = 8


class OrganisationForm(forms.Form):
    """Who writes the full name is done; else the next page asks which of those found it is."""

    organisation = LineField(
        label="Amministrazione o ente",
        max_length=300,
        min_length=2,
        help_text="Il nome intero, per esempio «Comune di Bari». Lo cerchiamo in IndicePA.",
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={
            "required": "Scrivete per quale ente lavorate.",
            "min_length": "Scrivete almeno due lettere.",
        },
    )
    found = forms.ChoiceField(
        label="Qual è il vostro ente?", required=False, widget=forms.RadioSelect
    )
    ASKED = ("organisation", "found")

    def __init__(self, *args, administration=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.administration, self.candidates = administration, []
        if administration:
            for name in self.ASKED:
                del self.fields[name]
        else:
            self._look_up()

    def _look_up(self) -> None:
        typed = str(self.data.get(self.add_prefix("organisation"), "")).replace("\0", "").strip()
        if 2 <= len(typed) <= 300:
            matching = Administration.objects.matching(typed)
            self.candidates = list(matching[:MOST_FOUND])
        same = [each for each in self.candidates if folded(each.name) == folded(typed)]
        if len(same) == 1:
            self.administration, self.candidates = same[0], []
        if not self.candidates:
            del self.fields["found"]
            return
        names = [(each.ipa_code, self._described(each)) for each in self.candidates]
        self.fields["found"].choices = [*names, (NONE_OF_THESE, "Nessuno di questi")]
        self.fields["found"].error_messages["invalid_choice"] = "Scegliete il vostro ente."

    @staticmethod
    def _described(administration) -> str:
        return f"{administration.name} ({administration.region or 'ente nazionale'})"

    def clean(self):
        cleaned = super().clean()
        if self.administration is None and cleaned.get("organisation"):
            self._choose(cleaned)
        return cleaned

    def _choose(self, cleaned) -> None:
        chosen = cleaned.get("found", "")
        if self.candidates and not chosen:
            if "found" not in self.errors:
                self.add_error(
                    "found", "Scegliete il vostro ente tra quelli trovati, oppure l'ultima voce."
                )
            return
        if chosen and chosen != NONE_OF_THESE:
            listed = {each.ipa_code: each for each in self.candidates}
            self.administration = listed[chosen]
            return
        self.check_unlisted(cleaned)

    def check_unlisted(self, cleaned) -> None:
        """What a form wants to know of a body that is not in the list."""
