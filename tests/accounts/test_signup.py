# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sign-up, confirmation and sign-in as a browser does them."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from migliorapa.accounts.models import Membership, User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGNUP = {
    "name": "Carla Neri",
    "email": "carla.neri@comune.bari.it",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "notice": "on",
}


def sign_up(client, **changes):
    return client.post(reverse("account_signup"), SIGNUP | changes)


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password} | more)


def confirmation_link(mail):
    return re.search(r"http://testserver(/\S+confirm-email/\S+)", mail.body)[1]


def test_from_sign_up_to_membership(client, comune_di_bari, mailoutbox, settings):
    settings.ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
    assert sign_up(client).url == reverse("account_email_verification_sent")
    assert sign_in(client, SIGNUP["email"]).url == reverse("account_email_verification_sent")

    link = confirmation_link(mailoutbox[0])
    assert "Carla Neri" in client.get(link).text
    assert not EmailAddress.objects.get().verified  # opening the link is not enough
    assert client.post(link).url == reverse("account_login")

    choose = reverse("accounts:choose_administration")
    assert sign_in(client, SIGNUP["email"]).url == choose
    page = client.get(choose, {"q": "comune bari"})
    assert "Comune di Bari" in page.text
    answer = client.post(choose, {"ipa_code": "c_a662"}, follow=True)
    assert "Ne fate parte dal" in answer.text
    assert Membership.objects.get().is_coordinator


def test_confirming_in_the_same_browser_signs_in_when_the_setting_says_so(
    client, mailoutbox, settings
):
    settings.ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
    sign_up(client)
    answer = client.post(confirmation_link(mailoutbox[0]))
    assert answer.url == reverse("accounts:choose_administration")
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_sign_up_keeps_name_lower_cased_address_and_when_the_notice_was_read(client):
    sign_up(client, email="Carla.NERI@Comune.Bari.IT", name="  Carla   Neri ")
    user = User.objects.get()
    assert (user.name, user.email) == ("Carla Neri", "carla.neri@comune.bari.it")
    assert user.notice_read is not None
    assert (user.role, user.is_staff) == (User.Role.CONTACT_PERSON, False)


@pytest.mark.parametrize(
    "extra", [{"role": "redazione"}, {"is_staff": "on"}, {"is_superuser": "1"}, {"is_demo": "1"}]
)
def test_sign_up_gives_no_powers_whatever_is_posted(client, extra):
    sign_up(client, **extra)
    user = User.objects.get()
    assert (user.role, user.is_staff, user.is_superuser, user.is_demo) == (
        "referente",
        False,
        False,
        False,
    )


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("notice", "", "leggete l&#x27;informativa"),
        ("name", "", "Scrivete nome e cognome"),
        ("name", "Carla\nBcc: x@y.it", "sono ammessi lettere"),
        ("name", "Visita http://esempio.com", "sono ammessi lettere"),
        ("name", "Carla\0Neri", "caratter"),
        ("name", "C" * 151, "150"),
        ("email", "a" * 250 + "@comune.bari.it", "254"),
        ("email", "a" * 100_000 + "@comune.bari.it", "valid"),
        ("email", "carla\0@comune.bari.it", "caratter"),
        ("email", "carla@comune.bаri.it", "senza accenti"),
        ("email", "carlà@comune.bari.it", "valid"),
        ("email", "carla", "valid"),
        ("password1", "corta", "12"),
        ("password1", "123456789012", "numer"),
        ("password2", "un'altra-password-12", "password"),
    ],
)
def test_bad_sign_ups_are_explained_and_keep_nothing(client, field, value, sentence):
    answer = sign_up(client, **{field: value})
    assert answer.status_code == 200
    summary = answer.text.split('class="error-summary" role="alert"')[1].split("</div>")[0]
    assert f'href="#id_{field}"' in summary
    assert sentence in answer.text
    assert "<title>Errore: Iscrivetevi" in answer.text
    assert not User.objects.exists()


def test_what_was_typed_is_still_there_after_an_error_but_not_the_password(client):
    answer = sign_up(client, notice="")
    assert 'value="Carla Neri"' in answer.text
    assert PASSWORD not in answer.text


def test_signing_up_with_a_known_address_looks_the_same_and_only_its_owner_hears(
    client, mailoutbox
):
    new = sign_up(client, email="nuova@esempio.invalid")
    client.cookies.clear()
    known = UserFactory(email="nota@esempio.invalid")
    mailoutbox.clear()
    again = sign_up(client, email="NOTA@esempio.invalid")
    assert (again.status_code, again.url) == (new.status_code, new.url)
    assert [mail.to for mail in mailoutbox] == [[known.email]]
    assert "esiste già un profilo" in mailoutbox[0].body
    assert User.objects.filter(email="nota@esempio.invalid").count() == 1


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    UserFactory(email="nota@esempio.invalid")
    pages = []
    for email in ("nota@esempio.invalid", "mai-vista@esempio.invalid"):
        page = sign_in(client, email, "non-e-la-password").text.replace(email, "…")
        pages.append(re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", page))
    assert pages[0] == pages[1]
    assert "non sono corrette" in pages[0]


def test_resetting_the_password_tells_nobody_who_is_signed_up(client, mailoutbox):
    UserFactory(email="nota@esempio.invalid")
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}).url
        for email in ("nota@esempio.invalid", "mai-vista@esempio.invalid")
    ]
    assert answers == [reverse("account_reset_password_done")] * 2
    assert "Sceglietela da qui" in mailoutbox[0].body
    assert "non c'è nessun profilo" in mailoutbox[1].body


def test_a_reset_link_sets_the_password_and_works_once(client, mailoutbox):
    user = UserFactory(email="nota@esempio.invalid")
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    form = client.get(link, follow=True).request["PATH_INFO"]
    new = {"password1": "tutta-un'altra-12", "password2": "tutta-un'altra-12"}
    assert client.post(form, new).url == reverse("account_reset_password_from_key_done")
    assert sign_in(client, user.email, "tutta-un'altra-12").url.startswith("/profilo/")
    client.logout()
    assert "non è più valido" in client.get(link, follow=True).text


@pytest.mark.parametrize("typed", ["Maria@Esempio.Invalid", "MARIA@ESEMPIO.INVALID"])
def test_capital_letters_in_the_address_do_not_matter_to_sign_in(client, typed):
    user = UserFactory(email="maria@esempio.invalid")
    sign_in(client, typed)
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    "target",
    [
        "https://esempio.com/",
        "//esempio.com/",
        "///esempio.com",
        r"\\esempio.com",
        "http:///esempio.com",
        "javascript:alert(1)",
        "https://localhost/",  # in ALLOWED_HOSTS, yet not this host
        "http://testserver@esempio.com/",
        "/\\esempio.com",
    ],
)
def test_after_signing_in_nobody_is_sent_elsewhere(client, bari, target):
    answer = sign_in(client, bari.email, next=target)
    assert answer.url == reverse("accounts:profile")


def test_after_signing_in_one_goes_where_one_was_going(client, bari):
    assert sign_in(client, bari.email, next="/profilo/nome/").url == "/profilo/nome/"


def test_a_line_break_in_the_next_address_does_not_reach_the_headers(client, bari):
    answer = sign_in(client, bari.email, next="/profilo/\r\nSet-Cookie: x=1")
    assert "\n" not in answer.url
    assert "x" not in answer.cookies


@pytest.mark.parametrize(
    "credentials",
    [
        {"login": "a\0@b.it", "password": "x"},
        {"login": "a" * 100_000 + "@b.it", "password": "x"},
        {"login": "maria@esempio.invalid", "password": "x\0"},
        {"login": "", "password": ""},
        {},
    ],
)
def test_odd_sign_ins_are_refused_with_a_sentence(client, credentials):
    answer = client.post(reverse("account_login"), credentials)
    assert answer.status_code == 200
    assert 'role="alert"' in answer.text


def test_too_many_wrong_passwords_stop_further_tries(client):
    user = UserFactory()
    for _ in range(10):
        sign_in(client, user.email, "sbagliata-sbagliata")
    assert "Troppi tentativi" in sign_in(client, user.email).text
    assert "_auth_user_id" not in client.session


def test_someone_switched_off_stays_out(client):
    user = UserFactory(is_active=False)
    assert sign_in(client, user.email).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session
