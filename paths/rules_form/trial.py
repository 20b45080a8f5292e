# SPDX-License-Identifier: AGPL-3.0-or-later
from collections.abc import Iterator

from django import forms

from .catalogue import Catalogue
from .fields import AnswerField


class TrialForm(forms.Form):
    """A profile to try, complete or not."""

    def __init__(self, data, catalogue: Catalogue):
        super().__init__(data, prefix="trial")
        self.catalogue = catalogue
        for question in catalogue.questions:
            label = catalogue.words.question(question.code)
            self.fields[question.code] = AnswerField(question, catalogue, label=label)

    def profile(self) -> dict[str, str]:
        return {code: answer for code, answer in self.cleaned_data.items() if answer}

    @property
    def asked(self) -> Iterator[forms.BoundField]:
        return iter(self)
