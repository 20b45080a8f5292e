# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest
from allauth.account.models import EmailAddress
from django.core.checks import run_checks
from django.core.management.base import CommandError
from django.urls import reverse

from migliorapa.accounts.backends import may_sign_in
from migliorapa.accounts.demo import PASSWORD, load_demo_accounts
from migliorapa.accounts.models import Administration, Membership, User
from migliorapa.accounts.selectors import administration_of
from tests.accounts.test_signup import sign_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings):
    settings.MODE, settings.PRODUCTION, settings.DEMO = "production", True, False


def test_the_demonstration_has_its_four_people():
    rows = load_demo_accounts()
    assert [(email, words) for email, _, words in rows] == [
        ("bari@esempio.invalid", "Referente, Comune di Bari"),
        ("lecce@esempio.invalid", "Referente, Comune di Lecce"),
        ("operatrice@esempio.invalid", "Operatore dell'help desk"),
        ("redazione@esempio.invalid", "Redazione"),
    ]
    bari = User.objects.get(email="bari@esempio.invalid")
    assert administration_of(bari).ipa_code == "c_a662"
    assert bari.memberships.get().is_coordinator
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == 4
    assert set(User.objects.values_list("is_demo", flat=True)) == {True}
    assert not User.objects.filter(is_superuser=True).exists()


def test_loading_twice_puts_everything_back_without_doubling():
    load_demo_accounts()
    User.objects.filter(email="lecce@esempio.invalid").update(name="Cambiato", is_active=False)
    load_demo_accounts()
    lecce = User.objects.get(email="lecce@esempio.invalid")
    assert (lecce.name, lecce.is_active) == ("Luca Greco", True)
    counts = [model.objects.count() for model in (User, Administration, Membership)]
    assert counts == [4, 2, 2]


def test_every_demo_user_signs_in_in_demonstrations_and_tests(client):
    for email, password, _ in load_demo_accounts():
        sign_in(client, email, password)
        assert client.session["_auth_user_id"]
        client.logout()


def test_production_makes_no_demo_users(production):
    with pytest.raises(CommandError, match="MIGLIORAPA_MODE=demo"):
        load_demo_accounts()
    assert not User.objects.exists()


def test_production_lets_no_demo_user_in(client, production):
    user = UserFactory(demo=True, password=PASSWORD)
    answer = sign_in(client, user.email, PASSWORD)
    assert answer.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_production_ends_the_open_sessions_of_demo_users(client, settings):
    client.force_login(UserFactory(demo=True))
    assert client.get(reverse("accounts:profile")).status_code == 200
    settings.MODE, settings.PRODUCTION, settings.DEMO = "production", True, False
    assert client.get(reverse("accounts:profile")).url.startswith("/accesso/login/")


def test_may_sign_in_looks_at_mode_and_at_being_active(settings):
    demo, person = User(is_demo=True), User()
    settings.MODE, settings.DEMO = "demo", True
    assert may_sign_in(demo)
    settings.MODE, settings.DEMO = "production", False
    assert (may_sign_in(demo), may_sign_in(person)) == (False, True)
    person.is_active = False
    assert not may_sign_in(person)


def demo_errors():
    found = run_checks(tags=["security"], include_deployment_checks=True)
    return [error.msg for error in found if error.id == "accounts.E001"]


def test_check_deploy_says_that_demo_users_are_in_production(production):
    assert demo_errors() == []
    UserFactory.create_batch(2, demo=True)
    assert demo_errors() == ["Ci sono 2 utenti dimostrativi in produzione."]


def test_check_deploy_minds_no_demo_users_elsewhere():
    UserFactory(demo=True)
    assert demo_errors() == []
