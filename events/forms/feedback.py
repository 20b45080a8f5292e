# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheet after a meeting, and the box for what one needs now."""

from django import forms

from migliorapa.core.fields import TextField

from ..feedback_aspects import ASPECTS, HIGHEST, LOWEST

SCALE = [("", "Scegliete"), *((number, str(number)) for number in range(LOWEST, HIGHEST + 1))]
BOTH = "Date un voto sia all'importanza sia alla soddisfazione, oppure a nessuna delle due."


def _mark(label: str, *, required: bool = False) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=SCALE,
        coerce=int,
        empty_value=None,
        required=required,
        widget=forms.Select(attrs={"class": "form-control"}),
        error_messages={
            "required": "Date un voto complessivo da 1 a 10.",
            "invalid_choice": "Scegliete un voto da 1 a 10.",
        },
    )


class FeedbackForm(forms.Form):
    """An aspect may be left out, not half of it."""

    overall = _mark("Nel complesso, quanto siete soddisfatti dell'incontro?", required=True)
    comment = TextField(
        label="Che cosa possiamo migliorare? (facoltativo)",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        help_text="Non scrivete nomi di persone: il questionario è anonimo.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for aspect in ASPECTS:
            self.fields[f"importance_{aspect}"] = _mark("Quanto è importante per voi?")
            self.fields[f"satisfaction_{aspect}"] = _mark("Quanto siete soddisfatti?")

    def clean(self):
        cleaned = super().clean()
        for aspect in ASPECTS:
            names = (f"importance_{aspect}", f"satisfaction_{aspect}")
            if any(name in self.errors for name in names):
                continue
            missing = [name for name in names if cleaned.get(name) is None]
            if len(missing) == 1:
                self.add_error(missing[0], BOTH)
        return cleaned

    @property
    def aspects(self):
        """Each with its label and its two fields."""
        for aspect, label in ASPECTS.items():
            yield label, self[f"importance_{aspect}"], self[f"satisfaction_{aspect}"]

    @property
    def faults(self):
        """Of the summary on top: the field to go to and the sentence."""
        for name, errors in self.errors.items():
            anchor = "" if name == "__all__" else self[name].id_for_label
            for error in errors:
                yield anchor, error

    def ratings(self) -> dict[str, tuple[int, int]]:
        """Importance and satisfaction of each aspect that was judged."""
        both = {
            aspect: (
                self.cleaned_data[f"importance_{aspect}"],
                self.cleaned_data[f"satisfaction_{aspect}"],
            )
            for aspect in ASPECTS
        }
        return {aspect: pair for aspect, pair in both.items() if None not in pair}


class NeedForm(forms.Form):
    text = TextField(
        label="Che cosa vi serve adesso?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
        help_text="Per esempio: un modello, un incontro su un argomento, un parere. Non scrivete "
        "nomi di persone.",
        error_messages={"required": "Scrivete che cosa vi serve, anche in poche parole."},
    )
    faults = FeedbackForm.faults
