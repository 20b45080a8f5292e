# SPDX-License-Identifier: AGPL-3.0-or-later
"""The look of every page of allauth and of ours: one heading, labels, errors, no inline script."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.urls import reverse

from migliorapa.accounts import account_forms
from tests.accounts.test_signup import SIGNUP, sign_in
from tests.factories.accounts import PASSWORD, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
FOR_VISITORS = [
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
]
FOR_PEOPLE = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_list_webauthn",
    "accounts:profile",
    "accounts:rename",
    "accounts:delete",
    "accounts:choose_administration",
    "accounts:second_factor",
]
AFTER_REAUTHENTICATION = [
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
]
FIELD_ID = re.compile(r'<(?:input|textarea)\b(?![^>]*type="hidden")[^>]*?\sid="([^"]+)"')
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)


def check(page):
    text = page.text
    main = text.split("<main", 1)[1].split("</main>", 1)[0]
    assert page.status_code == 200
    assert text.count("<h1") == 1
    assert not re.search(r"<title>\s*–", text)
    assert not re.search(r"\s(style|on\w+)=", main), "inline style or handler"
    for attributes, body in SCRIPT.findall(text):
        assert "src=" in attributes or "application/json" in attributes, "inline script"
        assert "src=" not in attributes or not body.strip()
    for identifier in re.findall(FIELD_ID, main):
        assert f'for="{identifier}"' in main, f"{identifier} has no label"
    identifiers = re.findall(r'\sid="([^"]+)"', text)
    assert len(identifiers) == len(set(identifiers)), "an id twice"
    described = re.findall(r'aria-describedby="([^"]+)"', main)
    for identifier in " ".join(described).split():
        assert identifier in identifiers, f"{identifier} is described nowhere"
    words = re.sub(r"<[^>]+>", " ", main)
    assert not re.search(r"\b(tuo|tua|tuoi|tue|Inserisci|Sign|Please|account)\b", words), words


@pytest.mark.parametrize("name", FOR_VISITORS)
def test_pages_for_visitors(client, name):
    check(client.get(reverse(name)))


@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_pages_for_people(client, name):
    user = UserFactory(second_factor=True)
    MembershipFactory(user=user, coordinator=True)
    client.force_login(user)
    check(client.get(reverse(name)))


@pytest.mark.parametrize("name", AFTER_REAUTHENTICATION)
def test_pages_behind_the_password(client, name):
    user = UserFactory(second_factor=name != "mfa_activate_totp")
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    check(client.get(reverse(name)))


def test_the_second_passage_of_the_sign_in(client):
    user = UserFactory(second_factor=True)
    sign_in(client, user.email)
    check(client.get(reverse("mfa_authenticate")))


def test_confirming_with_a_key(client, monkeypatch):
    user = UserFactory(second_factor=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=KEY)
    monkeypatch.setattr(auth, "begin_authentication", lambda user: {"publicKey": {}})
    client.force_login(user)
    page = client.get(reverse("mfa_reauthenticate_webauthn"))
    check(page)
    assert "Usate la password" in page.text
    assert '{"request_options": {"publicKey": {}}}' in page.text


def test_keys_are_listed_renamed_and_removed(client):
    user = UserFactory(second_factor=True)
    key = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=KEY)
    client.force_login(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert "Telefono" in client.get(reverse("mfa_list_webauthn")).text
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        check(client.get(reverse(name, args=[key.pk])))
    client.post(reverse("mfa_edit_webauthn", args=[key.pk]), {"name": "Computer"})
    assert "Computer" in client.get(reverse("mfa_list_webauthn")).text
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))
    assert not Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize("name", ["accounts:membership", "accounts:leave"])
def test_pages_about_one_membership(client, redazione, name):
    owner = redazione if name == "accounts:leave" else UserFactory()
    membership = MembershipFactory(user=owner, approved=True)
    client.force_login(redazione)
    check(client.get(reverse(name, args=[membership.pk])))


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_an_empty_form_sent_names_each_field_in_an_alert_and_links_to_it(client, name):
    page = client.post(reverse(name), {})
    check(page)
    summary = page.text.split('role="alert"', 1)[1].split("</div>", 1)[0]
    required = [f.auto_id for f in page.context["form"] if f.field.required and not f.is_hidden]
    assert required
    for identifier in required:
        assert f'href="#{identifier}"' in summary
        assert re.search(rf'<input[^>]*aria-invalid="true"[^>]*id="{identifier}"', page.text)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("account_login", {"email", "current-password"}),
        ("account_signup", {"name", "email", "new-password"}),
        ("account_reset_password", {"email"}),
    ],
)
def test_fields_tell_the_browser_what_they_are(client, name, expected):
    found = re.findall(r'autocomplete="([^"]+)"', client.get(reverse(name)).text)
    assert set(found) == expected


def test_sign_up_links_to_the_privacy_notice(client):
    assert 'href="/privacy/"' in client.get(reverse("account_signup")).text.split("<main")[1]


def test_an_expired_confirmation_link_says_what_to_do(client):
    page = client.get("/accesso/confirm-email/scaduto/")
    check(page)
    assert "è scaduto" in page.text


def test_an_invalid_reset_link_offers_a_new_one(client):
    page = client.get("/accesso/password/reset/key/1-x/")
    check(page)
    assert reverse("account_reset_password") in page.text


def test_the_address_page_shows_state_in_words_and_adds_an_address(client, bari, mailoutbox):
    client.force_login(bari)
    url = reverse("account_email")
    assert "principale e confermato" in client.get(url).text
    answer = client.post(url, {"action_add": "", "email": "anna@comune.bari.it"}, follow=True)
    assert "principale – confermato" in answer.text
    assert "anna@comune.bari.it – da confermare" in answer.text
    assert mailoutbox[0].to == ["anna@comune.bari.it"]
    assert "tre giorni" in mailoutbox[0].body


def test_every_mail_of_the_sign_up_speaks_italian(client, mailoutbox):
    client.post(reverse("account_signup"), SIGNUP)
    (mail,) = mailoutbox
    assert mail.subject == "[MiglioraPA] Confermate l'iscrizione"
    assert mail.body.startswith("Buongiorno,")
    assert "&#x27;" not in mail.body


def test_our_forms_have_plain_labels_and_no_placeholder(rf, client):
    request = rf.get("/")
    forms = [account_forms.LoginForm(request=request), account_forms.SignupForm()]
    forms.append(account_forms.AuthenticateForm(user=UserFactory()))
    for form in forms:
        for field in form.fields.values():
            assert "placeholder" not in field.widget.attrs
    signup = forms[1]
    assert list(signup.fields) == ["name", "email", "password1", "password2", "notice"]
    assert signup.fields["name"].label == "Nome e cognome"
    assert "12 caratteri" in signup.fields["password1"].help_text


def test_an_empty_field_is_named_in_its_error(rf):
    form = account_forms.ResetPasswordForm({"email": ""})
    assert form.errors["email"] == ["Compilate «E-mail»: è obbligatorio."]
    form = account_forms.ResetPasswordForm({"email": "anna"})
    assert "nome@comune.it" in form.errors["email"][0]


KEY = {
    "name": "Telefono",
    "credential": {
        "clientExtensionResults": {"credProps": {"rk": True}},
        "rawId": "AAAA",
        "id": "AAAA",
        "type": "public-key",
        "response": {},
    },
}
