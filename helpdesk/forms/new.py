# SPDX-License-Identifier: AGPL-3.0-or-later
"""A new request. Who is signed in is asked four things; a visitor also who they are."""

import re
import secrets

from django import forms

from migliorapa.accounts.forms import PersonNameField
from migliorapa.accounts.organisation import OrganisationForm
from migliorapa.core.fields import LineField, MailboxField, TrapForm

from .fields import BodyField, FilesField, ToldForm
from .sharing import SharingForm, Visibility

KEY = re.compile(r"[0-9a-f]{32}")
UNSURE = "Non lo so: scegliete voi"


def new_key() -> str:
    return secrets.token_hex(16)


class NeedForm(ToldForm):
    subject = LineField(
        label="In una riga, di che cosa avete bisogno?",
        max_length=200,
        help_text="Per esempio: quante risposte servono con 2.600 utenti?",
        error_messages={
            "required": "Scrivete in una riga di che cosa avete bisogno.",
            "max_length": "La riga supera i 200 caratteri: mettete il resto nel testo.",
        },
    )
    text = BodyField(
        label="Raccontateci il caso",
        help_text="Quale servizio, quanti utenti, che cosa avete già fatto. Non scrivete dati "
        "personali di altri.",
    )
    queue = forms.ChoiceField(
        label="Argomento",
        required=False,
        help_text="Decide chi vi risponde. Se sbagliate, la spostiamo noi.",
        error_messages={"invalid_choice": "Scegliete un argomento dell'elenco."},
    )
    uploads = FilesField()

    def __init__(self, *args, queues, **kwargs):
        super().__init__(*args, **kwargs)
        self.queues = {queue.slug: queue for queue in queues}
        labels = [(slug, queue.label) for slug, queue in self.queues.items()]
        self.fields["queue"].choices = [("", UNSURE), *labels]
        posted = str(self.data.get("form_key", ""))
        self.form_key = posted if KEY.fullmatch(posted) else new_key()

    def need(self) -> dict:
        """As the action wants it."""
        cleaned = self.cleaned_data
        return {
            "subject": cleaned["subject"],
            "text": cleaned["text"],
            "queue": self.queues.get(cleaned["queue"]),
            "uploads": cleaned["uploads"],
            "form_key": self.form_key,
        }


class MemberNeedForm(NeedForm, SharingForm):
    """Of who has an account; without an administration there is nobody to share with."""

    field_order = ["subject", "text", "queue", "uploads", "visibility", "colleagues"]

    def __init__(self, *args, user, administration, people, **kwargs):
        super().__init__(*args, people=people, **kwargs)
        self.user, self.administration = user, administration
        if administration is None:
            for name in self.SHARING:
                self.fields.pop(name, None)

    def request(self) -> dict:
        sharing = self.sharing() if self.administration else {"visibility": Visibility.NOBODY}
        return (
            self.need()
            | sharing
            | {
                "requester": self.user,
                "name": self.user.name,
                "email": self.user.email,
                "administration": self.administration,
            }
        )


class VisitorNeedForm(TrapForm, NeedForm, OrganisationForm):
    name = PersonNameField()
    email = MailboxField(help_text="Vi scriviamo: la richiesta parte quando confermate.")
    notice = forms.BooleanField(
        label="Ho letto l'informativa sulla privacy",
        error_messages={"required": "Leggete l'informativa e segnate la casella."},
    )

    field_order = [
        *("subject", "text", "queue", "uploads"),
        *("name", "email", "organisation", "found", "notice", "lasciate_vuoto"),
    ]

    def request(self) -> dict:
        cleaned = self.cleaned_data
        return self.need() | {
            "name": cleaned["name"],
            "email": cleaned["email"],
            "administration": self.administration,
            "administration_name": cleaned.get("organisation", ""),
        }
