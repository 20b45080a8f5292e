# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where allauth meets this portal: addresses, names, redirects, sentences."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from .backends import may_sign_in

LONGEST_EMAIL = 254
WAYS_TO_CONFIRM = {
    "reauthenticate": "Usate la password",
    "mfa_reauthenticate": "Usate il codice dell'app o un codice di recupero",
    "mfa_reauthenticate:webauthn": "Usate una chiave",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Questo profilo non è attivo.",
        "cannot_remove_primary_email": "Non potete togliere l'indirizzo principale: "
        "scegliete prima un altro indirizzo come principale.",
        "duplicate_email": "Questo indirizzo è già nel vostro profilo.",
        "email_password_mismatch": "L'e-mail o la password non sono corrette. "
        "Controllate anche che il blocco maiuscole sia spento.",
        "email_taken": "Questo indirizzo è già usato da un'altra persona.",
        "enter_current_password": "Scrivete la password che usate adesso.",
        "incorrect_code": "Il codice non è corretto o è scaduto. Scrivete quello nuovo.",
        "incorrect_password": "La password non è corretta.",
        "max_email_addresses": "Potete avere al massimo %d indirizzi.",
        "too_many_login_attempts": "Troppi tentativi: aspettate qualche minuto e riprovate.",
        "unverified_primary_email": "L'indirizzo principale deve essere confermato.",
        "same_as_current": "Scrivete un valore diverso da quello attuale.",
        "rate_limited": "Troppe richieste in poco tempo: aspettate qualche minuto e riprovate.",
    }

    def clean_email(self, email):
        email = super().clean_email(email).lower()
        if len(email) > LONGEST_EMAIL:
            raise ValidationError(f"L'indirizzo può avere al massimo {LONGEST_EMAIL} caratteri.")
        if not email.isascii():
            # Letters of other alphabets imitate the domain of an administration.
            raise ValidationError("Scrivete l'indirizzo senza accenti e senza caratteri speciali.")
        return email

    def save_user(self, request, user, form, commit=True):
        user.name = form.cleaned_data["name"]
        user.notice_read = timezone.now()
        return super().save_user(request, user, form, commit)

    def pre_login(self, request, user, **kwargs):
        if not may_sign_in(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def get_signup_redirect_url(self, request):
        return reverse("accounts:choose_administration")

    def get_login_redirect_url(self, request):
        user = request.user
        newcomer = user.role == user.Role.CONTACT_PERSON and not user.memberships.exists()
        return reverse("accounts:choose_administration" if newcomer else "accounts:profile")

    def get_reauthentication_methods(self, user):
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS_TO_CONFIRM[way["id"]]} for way in ways]

    def is_safe_url(self, url):
        """This host only: the other names in ALLOWED_HOSTS may serve something else."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )


class MfaAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": "Con la verifica in due passaggi attiva non potete aggiungere "
        "altri indirizzi.",
        "cannot_delete_authenticator": "Non potete togliere la verifica in due passaggi.",
        "cannot_generate_recovery_codes": "Attivate prima la verifica in due passaggi.",
        "incorrect_code": "Il codice non è corretto o è scaduto. Scrivete quello nuovo.",
        "unverified_email": "Confermate prima il vostro indirizzo e-mail, oppure toglietelo.",
    }

    def _get_site_name(self):
        return "MiglioraPA"
