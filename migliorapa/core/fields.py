# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people type, without the characters nobody sees."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError

UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
JOINERS = {"\u200c", "\u200d"}  # inside emoji and words of some languages


def seen_only(text: str) -> str:
    """Marks of direction could make a text read as another one; line ends stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").split("\n")
    kept = ("".join(filter(_is_seen, line)).rstrip() for line in lines)
    return "\n".join(kept).strip()


def _is_seen(char: str) -> bool:
    return char == "\t" or char in JOINERS or unicodedata.category(char) not in UNSEEN


class TextField(forms.CharField):
    def to_python(self, value):
        return seen_only(super().to_python(value))


class LineField(forms.CharField):
    def to_python(self, value):
        return " ".join(seen_only(super().to_python(value)).split())


class TrapInput(forms.TextInput):
    """Comes back empty, so that a person whose browser filled it in can send again."""

    def format_value(self, value):
        return None


class TrapForm(forms.Form):
    """With a field that no person sees: programs fill in whatever they find."""

    lasciate_vuoto = forms.CharField(
        label="Lasciate vuoto questo campo",
        required=False,
        max_length=1000,
        widget=TrapInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean(self):
        cleaned = super().clean()
        if self.cleaned_data.get("lasciate_vuoto"):
            self.add_error(
                None,
                "Un programma ha riempito un campo che nessuno vede. Se siete una persona, "
                "inviate di nuovo: il campo ora è vuoto.",
            )
        return cleaned


class MailboxField(forms.EmailField):
    """Only plain addresses: letters of other alphabets imitate the domain of others."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "label": "E-mail",
                "max_length": 254,
                "widget": forms.EmailInput(attrs={"autocomplete": "email"}),
                "error_messages": {
                    "required": "Scrivete il vostro indirizzo e-mail.",
                    "invalid": "L'indirizzo non è completo. Un esempio: nome.cognome@comune.it.",
                },
            }
            | kwargs
        )

    def clean(self, value):
        email = super().clean(value).lower()
        if not email.isascii():
            raise ValidationError("Scrivete l'indirizzo senza accenti e senza caratteri speciali.")
        return email
