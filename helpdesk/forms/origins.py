# SPDX-License-Identifier: AGPL-3.0-or-later
"""A new FAQ, with the other requests that ask the same."""

import re

from django import forms

from ..models import Ticket
from .editorial import FORM, FaqForm

NUMBER = re.compile(r"R?(\d{1,9})", re.IGNORECASE)
MOST = 20


class NewFaqForm(FaqForm):
    """`first`: the request it is written from, if any."""

    requests = forms.CharField(
        label="Altre richieste con lo stesso bisogno",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"form": FORM}),
        help_text="I loro numeri, per esempio R12 R15. Quando la FAQ è pubblica lo sa anche "
        "chi le ha fatte.",
        error_messages={"max_length": f"Al massimo {MOST} richieste."},
    )

    field_order = ["question", "answer", "body", "requests"]

    def __init__(self, *args, first: Ticket | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.first = first

    def clean_requests(self) -> list[Ticket]:
        wanted = self.cleaned_data["requests"].replace(",", " ").replace(";", " ").split()
        if len(wanted) > MOST:
            raise forms.ValidationError(f"Al massimo {MOST} richieste.")
        numbers = {word: NUMBER.fullmatch(word) for word in wanted}
        if wrong := [word for word, number in numbers.items() if number is None]:
            raise forms.ValidationError(f"Non sono numeri di richieste: {', '.join(wrong)}.")
        pks = {int(number[1]): word for word, number in numbers.items()}
        rows = Ticket.objects.confirmed().select_related("administration")
        known = {t.pk: t for t in rows.filter(pk__in=pks).prefetch_related("messages")}
        if unknown := [word for pk, word in pks.items() if pk not in known]:
            raise forms.ValidationError(f"Richieste che non ci sono: {', '.join(unknown)}.")
        return [known[pk] for pk in pks if self.first is None or pk != self.first.pk]

    def tickets(self) -> list[Ticket]:
        """The first one is where the answer was born."""
        first = [self.first] if self.first else []
        return first + self.cleaned_data["requests"]
