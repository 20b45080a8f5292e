# SPDX-License-Identifier: AGPL-3.0-or-later
from django import forms

from migliorapa.accounts.forms import PersonNameField
from migliorapa.core.fields import MailboxField, TextField, TrapForm

from ..models import Question
from .organisation import OrganisationForm

LONGEST_ANSWER = 2000
RADIO = forms.RadioSelect


class RegistrationForm(TrapForm, OrganisationForm):
    """Everything in one page. Who is signed in is asked neither the address nor, where the
    portal knows it, the administration."""

    sessions = forms.MultipleChoiceField(
        label="Sessioni",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Scegliete almeno una sessione.",
            "invalid_choice": "Una delle sessioni non c'è più: scegliete di nuovo.",
        },
    )
    name = PersonNameField()
    email = MailboxField(help_text="Vi mandiamo un messaggio per confermare l'iscrizione.")
    access_needs = TextField(
        label="Esigenze di accessibilità (facoltativo)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Per esempio: sottotitoli, interprete LIS, posto per carrozzina. Dite che cosa "
        "vi serve, non il motivo. Lo legge soltanto chi organizza.",
    )
    recording_consent = forms.BooleanField(
        label="Ho letto che l'incontro sarà registrato",
        error_messages={"required": "Segnate la casella: l'incontro sarà registrato."},
    )
    shares_contact = forms.BooleanField(
        label="Mettetemi in contatto con chi lavora sugli stessi argomenti (facoltativo)",
        required=False,
        help_text="Dopo l'incontro mandiamo nome, ente ed e-mail a chi ha detto di sì come voi. "
        "Potete cambiare idea dalla vostra pagina.",
    )

    def __init__(self, *args, event, sessions, questions, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.event, self.user = event, user
        self.by_pk = {str(session.pk): session for session in sessions}
        self.questions = {f"question_{question.pk}": question for question in questions}
        self.fields["sessions"].choices = [(pk, str(each)) for pk, each in self.by_pk.items()]
        for name, question in self.questions.items():
            self.fields[name] = _field_of(question)
        if user is not None:
            del self.fields["email"]
            del self.fields["lasciate_vuoto"]
        if not event.is_recorded:
            del self.fields["recording_consent"]
        if not event.topics:
            del self.fields["shares_contact"]
        self.order_fields(["sessions", "name", "email", *self.ASKED, *self.questions])

    def ask_organisation(self):
        return [self[name] for name in self.ASKED if name in self.fields]

    def ask_questions(self):
        """Needs and problems first: the meeting exists to hear them."""
        return [self[name] for name in self.questions]

    def faults(self) -> list[tuple[str, str]]:
        """Where to go in the page, and what is wrong there."""
        found = [("", error) for error in self.non_field_errors()]
        for field in self:
            is_group = type(field.field.widget) is RADIO  # which has no element of its own
            anchor = f"div_{field.auto_id}" if is_group else field.auto_id
            found += [(anchor, error) for error in field.errors]
        return found

    @property
    def mailbox(self) -> str:
        return self.user.email if self.user else self.cleaned_data["email"]

    def chosen(self):
        return [self.by_pk[pk] for pk in self.cleaned_data["sessions"]]

    def answers(self) -> dict[Question, str]:
        return {question: self.cleaned_data[name] for name, question in self.questions.items()}

    def details(self) -> dict:
        cleaned = self.cleaned_data
        shares = cleaned.get("shares_contact", False)
        return self.organisation_details() | {
            "name": cleaned["name"],
            "access_needs": cleaned["access_needs"],
            "recording_consent": cleaned.get("recording_consent", False),
            "shares_contact": shares,
            "shared_topics": self.event.topics if shares else [],
        }


def _field_of(question: Question) -> forms.Field:
    common = {
        "label": question.text if question.is_required else f"{question.text} (facoltativo)",
        "help_text": question.help_text,
        "required": question.is_required,
        "error_messages": {"required": "Rispondete a questa domanda."},
    }
    if question.kind == Question.Kind.CHOICE:
        choices = [(choice, choice) for choice in question.choices]
        return forms.ChoiceField(choices=choices, widget=RADIO, **common)
    area = forms.Textarea(attrs={"rows": 4})
    return TextField(max_length=LONGEST_ANSWER, widget=area, **common)
