# SPDX-License-Identifier: AGPL-3.0-or-later
from django import forms
from django.core.validators import MaxLengthValidator
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html

from .models import Membership, User
from .names import person_name_validator, tidy


def _notice_label():
    address = reverse("page", args=["privacy"])
    return format_html('Ho letto l\'<a href="{}">informativa sulla privacy</a>', address)


class PersonNameField(forms.CharField):
    def __init__(self, **kwargs):
        defaults = {
            "label": "Nome e cognome",
            "max_length": 150,
            "validators": [person_name_validator],
            "widget": forms.TextInput(attrs={"autocomplete": "name"}),
            "error_messages": {"required": "Scrivete nome e cognome."},
        }
        super().__init__(**defaults | kwargs)

    def to_python(self, value):
        return tidy(super().to_python(value))


class SignupDetailsForm(forms.Form):
    """What allauth's sign-up form asks beside address and password."""

    name = PersonNameField()
    notice = forms.BooleanField(
        label=lazy(_notice_label, str)(),
        error_messages={"required": "Per iscrivervi leggete l'informativa e segnate la casella."},
    )
    field_order = ["name", "email", "password1", "password2", "notice"]

    def signup(self, request, user):
        """allauth asks for it; the adapter has saved everything already."""


class AdministrationSearchForm(forms.Form):
    q = forms.CharField(
        label="Nome dell'amministrazione o codice IPA",
        min_length=2,
        max_length=100,
        help_text="Per esempio: comune di Lecce, oppure c_e506.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "organization"}),
        error_messages={
            "required": "Scrivete il nome della vostra amministrazione.",
            "min_length": "Scrivete almeno due lettere.",
        },
    )


class PersonNameForm(forms.ModelForm):
    name = PersonNameField()

    class Meta:
        model = User
        fields = ["name"]


class DecisionForm(forms.Form):
    """A coordinator's or the staff's answer; the button pressed is the decision."""

    APPROVE, REFUSE, COORDINATE = "approva", "rifiuta", "coordina"
    decision = forms.ChoiceField(
        choices=[(APPROVE, "Approvate"), (REFUSE, "Rifiutate"), (COORDINATE, "Nominate")],
        error_messages={"required": "Scegliete con uno dei pulsanti."},
    )
    reason = forms.CharField(
        label="Motivo (facoltativo)",
        required=False,
        validators=[MaxLengthValidator(Membership._meta.get_field("reason").max_length)],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="La persona lo leggerà nell'e-mail e nel suo profilo.",
    )


class ConfirmForm(forms.Form):
    sure = forms.BooleanField(
        label="Sono sicuro: cancellate il mio profilo",
        error_messages={"required": "Segnate la casella per confermare."},
    )
