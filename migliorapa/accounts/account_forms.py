# SPDX-License-Identifier: AGPL-3.0-or-later
"""allauth's forms in the words of this portal; `ACCOUNT_FORMS` and `MFA_FORMS` name them.

Apart from `forms`, since allauth reads the sign-up details from there while it loads.
"""

from allauth.account import forms
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django.forms import EmailField

NEW_PASSWORD = "Almeno 12 caratteri, non solo cifre. Evitate il vostro nome e le parole più comuni."
INVALID_EMAIL = "L'indirizzo non è valido. Scrivetelo per intero, per esempio nome@comune.it."
WORDS = {
    "login": ("E-mail", ""),
    "email": ("E-mail", ""),
    "password": ("Password", None),
    "oldpassword": ("Password attuale", ""),
    "password1": ("Password", NEW_PASSWORD),
    "password2": ("Password, di nuovo", ""),
    "remember": ("Ricordatemi su questo computer", "Solo se lo usate soltanto voi."),
}
KEY_WORDS = {
    "name": ("Nome della chiave", "Per riconoscerla, per esempio «telefono dell'ufficio»."),
    "passwordless": (
        "Entrate con questa chiave anche senza password",
        "Il dispositivo vi chiederà l'impronta, il volto o un PIN.",
    ),
}
CODE_WORDS = {"code": ("Codice", "Le sei cifre dell'app, oppure un codice di recupero.")}


class PlainWords:
    """Our labels and help; no placeholder, since each repeats its label."""

    words = WORDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                label, help_text = self.words[name]
                field.label = label
                field.help_text = field.help_text if help_text is None else help_text
                field.error_messages["required"] = f"Compilate «{label}»: è obbligatorio."
            if isinstance(field, EmailField):
                field.error_messages["invalid"] = INVALID_EMAIL


class LoginForm(PlainWords, forms.LoginForm):
    pass


class SignupForm(PlainWords, forms.SignupForm):
    words = WORDS | {"email": ("E-mail", "Meglio quella di lavoro: dice per quale ente lavorate.")}


class AddEmailForm(PlainWords, forms.AddEmailForm):
    pass


class ChangePasswordForm(PlainWords, forms.ChangePasswordForm):
    pass


class SetPasswordForm(PlainWords, forms.SetPasswordForm):
    pass


class ResetPasswordForm(PlainWords, forms.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(PlainWords, forms.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(PlainWords, forms.ReauthenticateForm):
    pass


class AuthenticateForm(PlainWords, mfa.AuthenticateForm):
    words = CODE_WORDS


class ReauthenticateByCodeForm(PlainWords, mfa.ReauthenticateForm):
    words = CODE_WORDS


class ActivateAppForm(PlainWords, ActivateTOTPForm):
    words = {"code": ("Codice", "Le sei cifre che l'app mostra adesso.")}


class AddKeyForm(PlainWords, webauthn.AddWebAuthnForm):
    words = KEY_WORDS


class EditKeyForm(PlainWords, webauthn.EditWebAuthnForm):
    words = KEY_WORDS
