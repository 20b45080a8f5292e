# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve, reverse

from migliorapa.accounts.middleware import RequireMfaMiddleware
from migliorapa.accounts.models import User
from tests.accounts.test_signup import sign_in
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
WALL = "/profilo/secondo-fattore/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.MFA_REQUIRED_FOR_STAFF = True


def code_for(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.mark.parametrize(
    "traits", [{"operator": True}, {"staff": True}, {"superuser": True}], ids=str
)
@pytest.mark.parametrize("page", ["/", "/profilo/", "/redazione/", "/redazione/accounts/user/"])
def test_who_needs_a_second_factor_reaches_nothing_without_it(client, traits, page):
    client.force_login(UserFactory(**traits))
    answer = client.get(page)
    assert (answer.status_code, answer.url) == (302, WALL)


@pytest.mark.parametrize("page", ["/profilo/nome/", "/redazione/accounts/administration/add/"])
def test_posting_is_blocked_too_and_changes_nothing(client, page):
    client.force_login(UserFactory(superuser=True, name="Maria Rossi"))
    answer = client.post(page, {"name": "Altro Nome", "ipa_code": "x"})
    assert answer.status_code == 403
    assert "Serve un secondo passaggio" in answer.text
    assert User.objects.get().name == "Maria Rossi"


def test_programs_asking_for_json_get_a_refusal_not_a_redirect(client, operatrice):
    client.force_login(operatrice)
    assert client.get("/profilo/", headers={"accept": "application/json"}).status_code == 403


def test_the_way_out_and_the_way_to_a_second_factor_stay_open(client, operatrice):
    client.force_login(operatrice)
    wall = client.get(WALL)
    assert "la sola password non basta" in wall.text
    assert reverse("mfa_activate_totp") in wall.text
    assert client.get("/accesso/2fa/").status_code == 200
    assert client.get("/accesso/email/").status_code == 200
    assert client.get("/accesso/2fa/totp/activate/").url.startswith("/accesso/reauthenticate/")
    assert client.post("/accesso/logout/").url == "/"
    assert "_auth_user_id" not in client.session


def test_setting_up_the_app_opens_the_portal(client, operatrice):
    client.force_login(operatrice)
    setup = reverse("mfa_activate_totp")
    again = client.get(setup).url
    client.post(again, {"password": PASSWORD})
    secret = client.get(setup).context["form"].secret
    done = client.post(setup, {"code": code_for(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert client.get("/profilo/").status_code == 200
    assert client.get(done.url).text.count("<code>") == 10


def test_a_wrong_code_does_not_set_up_anything(client, operatrice):
    client.force_login(operatrice)
    setup = reverse("mfa_activate_totp")
    client.post(client.get(setup).url, {"password": PASSWORD})
    client.get(setup)
    answer = client.post(setup, {"code": "000000"})
    assert 'role="alert"' in answer.text
    assert not Authenticator.objects.exists()
    assert client.get("/profilo/").url == WALL


def test_recovery_codes_alone_are_no_second_factor(client, operatrice):
    Authenticator.objects.create(user=operatrice, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(operatrice)
    assert client.get("/profilo/").url == WALL


def test_signing_in_asks_for_the_code_before_opening_anything(client):
    user = UserFactory(staff=True, second_factor=True)
    assert sign_in(client, user.email).url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    admin = client.get("/redazione/")
    assert admin.url.startswith("/redazione/login/")
    answer = client.post(reverse("mfa_authenticate"), {"code": code_for(user.totp_secret)})
    assert answer.url == reverse("accounts:profile")
    assert client.get("/redazione/").status_code == 200


@pytest.mark.parametrize("code", ["000000", "", "12 34", "a\0b", "9" * 10_000])
def test_a_bad_code_does_not_sign_in(client, code):
    user = UserFactory(staff=True, second_factor=True)
    sign_in(client, user.email)
    answer = client.post(reverse("mfa_authenticate"), {"code": code})
    assert 'role="alert"' in answer.text
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(client):
    user = UserFactory(staff=True, second_factor=True)
    code = code_for(user.totp_secret)
    for expected in (True, False):
        client.logout()
        sign_in(client, user.email)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is expected


def test_a_recovery_code_signs_in_who_lost_the_phone(client):
    user = UserFactory(staff=True, second_factor=True)
    codes = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    sign_in(client, user.email)
    client.post(reverse("mfa_authenticate"), {"code": codes.wrap().get_unused_codes()[0]})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_admin_has_no_sign_in_of_its_own(client):
    user = UserFactory(superuser=True)
    answer = client.get("/redazione/login/?next=/redazione/")
    assert answer.url == "/accesso/login/?next=%2Fredazione%2F"
    client.post("/redazione/login/", {"username": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_contact_person_does_not_enter_the_admin(client, bari):
    client.force_login(bari)
    assert client.get("/redazione/login/").status_code == 403
    assert client.get("/redazione/", follow=True).status_code == 403


def test_turning_the_app_off_closes_the_portal_again(client):
    user = UserFactory(operator=True, second_factor=True)
    client.force_login(user)
    assert client.get("/profilo/").status_code == 200
    Authenticator.objects.filter(user=user).delete()
    assert client.get("/profilo/").url == WALL


def test_promoting_someone_closes_their_open_session_to_pages(client, bari):
    client.force_login(bari)
    assert client.get("/profilo/").status_code == 200
    bari.role = User.Role.OPERATOR
    bari.save(update_fields=["role"])
    assert client.get("/profilo/").url == WALL


def test_a_contact_person_needs_no_second_factor(client, bari):
    client.force_login(bari)
    assert client.get("/profilo/").status_code == 200


def test_without_the_setting_nobody_is_stopped(client, settings, operatrice):
    settings.MFA_REQUIRED_FOR_STAFF = False
    client.force_login(operatrice)
    assert client.get("/profilo/").status_code == 200


def processed(user, cookies):
    request = RequestFactory().get("/profilo/")
    request.COOKIES = cookies
    request.user = user
    request.resolver_match = resolve("/profilo/")
    return RequireMfaMiddleware(lambda request: None).process_view(request, None, (), {})


def test_it_asks_the_database_nothing_for_visitors_and_contact_persons(
    bari, django_assert_num_queries
):
    with django_assert_num_queries(0):
        assert processed(AnonymousUser(), {}) is None
        assert processed(AnonymousUser(), {"sessionid": "x"}) is None
        assert processed(bari, {"sessionid": "x"}) is None


def test_it_asks_one_query_for_who_needs_a_second_factor(django_assert_num_queries):
    user = UserFactory(operator=True, second_factor=True)
    with django_assert_num_queries(1):
        assert processed(user, {"sessionid": "x"}) is None


def test_a_visitor_without_a_cookie_gets_no_session_read(client):
    assert "Cookie" not in client.get("/robots.txt").get("Vary", "")
