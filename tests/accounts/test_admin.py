# SPDX-License-Identifier: AGPL-3.0-or-later
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from migliorapa.accounts.models import Administration, Membership, User
from tests.factories.accounts import AdministrationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parent / "data" / "enti_sample.csv"
MEMBERSHIPS = "/redazione/accounts/membership/"
ADMINISTRATIONS = "/redazione/accounts/administration/"


@pytest.fixture
def as_staff(client, redazione):
    client.force_login(redazione)
    return client


@pytest.fixture
def as_superuser(client):
    client.force_login(UserFactory(superuser=True))
    return client


def run(client, action, *memberships):
    data = {"action": action, "_selected_action": [found.pk for found in memberships]}
    return client.post(MEMBERSHIPS, data, follow=True)


# --- roles


def test_the_role_brings_staff_and_group_and_leaving_it_takes_both():
    user = UserFactory(staff=True)
    assert user.is_staff
    assert user.groups.get().name == "Redazione"
    user.role = User.Role.OPERATOR
    user.save()
    assert not user.is_staff
    assert not user.groups.exists()


def test_saving_only_the_role_saves_what_follows_from_it():
    user = UserFactory()
    user.role = User.Role.PROJECT_STAFF
    user.save(update_fields=["role"])
    user.refresh_from_db()
    assert user.is_staff


def test_is_staff_cannot_be_set_by_itself():
    user = UserFactory()
    user.is_staff = True
    user.save()
    user.refresh_from_db()
    assert not user.is_staff


def test_the_group_may_change_content_and_look_at_people_not_change_them(redazione):
    names = Group.objects.get(name="Redazione").permissions.values_list("codename", flat=True)
    assert {"change_topic", "change_page", "change_administration", "view_user"} <= set(names)
    for forbidden in ("change_user", "add_user", "delete_user", "delete_administration"):
        assert not redazione.has_perm(f"accounts.{forbidden}")


def test_the_staff_cannot_promote_themselves(as_staff, redazione):
    url = f"/redazione/accounts/user/{redazione.pk}/change/"
    assert as_staff.get(url).status_code == 200
    assert as_staff.post(url, {"is_superuser": "on"}).status_code == 403
    redazione.refresh_from_db()
    assert not redazione.is_superuser


# --- people


def test_a_superuser_adds_a_person_by_address(as_superuser):
    data = {
        "email": "Nuova@Esempio.Invalid",
        "name": "Nuova Persona",
        "role": "operatore",
        "usable_password": "true",
        "password1": "una-password-lunga-12",
        "password2": "una-password-lunga-12",
    }
    as_superuser.post("/redazione/accounts/user/add/", data)
    user = User.objects.get(email="nuova@esempio.invalid")
    assert (user.role, user.is_staff) == ("operatore", False)
    assert user.check_password("una-password-lunga-12")


def test_the_same_address_in_capitals_is_refused(as_superuser):
    UserFactory(email="nota@esempio.invalid")
    data = {
        "email": "NOTA@esempio.invalid",
        "name": "Altra Persona",
        "role": "referente",
        "usable_password": "true",
        "password1": "una-password-lunga-12",
        "password2": "una-password-lunga-12",
    }
    answer = as_superuser.post("/redazione/accounts/user/add/", data)
    assert "errornote" in answer.text
    assert User.objects.filter(email__iexact="nota@esempio.invalid").count() == 1


@pytest.mark.parametrize("app", ["user", "administration", "membership"])
@pytest.mark.parametrize("n", [1, 3])
def test_the_lists_ask_as_many_queries_for_three_as_for_one(
    as_superuser, app, n, django_assert_max_num_queries
):
    MembershipFactory.create_batch(n)
    with django_assert_max_num_queries(9):
        answer = as_superuser.get(f"/redazione/accounts/{app}/")
    assert answer.status_code == 200
    assert answer.context["cl"].result_count >= n


# --- memberships


def test_staff_approve_from_the_list_by_the_same_rules(as_staff, redazione, inbox):
    first, second = MembershipFactory.create_batch(2, administration=AdministrationFactory())
    with inbox() as mails:
        run(as_staff, "approve_selected", first, second)
    memberships = Membership.objects.approved()
    assert memberships.count() == 2
    assert memberships.coordinators().count() == 1
    assert set(memberships.values_list("decided_by", flat=True)) == {redazione.pk}
    assert len(mails) == 2


def test_staff_cannot_approve_themselves_from_the_list(as_staff, redazione):
    own = MembershipFactory(user=redazione)
    answer = run(as_staff, "approve_selected", own)
    assert "decide un&#x27;altra persona" in answer.text
    own.refresh_from_db()
    assert own.is_waiting


def test_refusing_and_naming_coordinators_from_the_list(as_staff):
    approved, waiting = MembershipFactory(approved=True), MembershipFactory()
    run(as_staff, "name_coordinators", approved)
    answer = run(as_staff, "name_coordinators", waiting)
    assert "già approvato" in answer.text
    run(as_staff, "refuse_selected", waiting)
    approved.refresh_from_db()
    waiting.refresh_from_db()
    assert (approved.is_coordinator, waiting.is_refused) == (True, True)


def test_the_state_cannot_be_written_by_hand(as_superuser):
    membership = MembershipFactory()
    as_superuser.post(f"{MEMBERSHIPS}{membership.pk}/change/", {"status": "approved", "reason": ""})
    membership.refresh_from_db()
    assert membership.is_waiting


# --- administrations


def test_searching_and_filtering_administrations(as_staff):
    AdministrationFactory(name="Comune di Nardò")
    AdministrationFactory(name="Comune di Cuneo", region_code="01", region="Piemonte")
    assert as_staff.get(ADMINISTRATIONS, {"q": "nardo'"}).context["cl"].result_count == 1
    shown = as_staff.get(ADMINISTRATIONS, {"convergenza": "si"}).context["cl"].result_list
    assert [administration.name for administration in shown] == ["Comune di Nardò"]
    shown = as_staff.get(ADMINISTRATIONS, {"convergenza": "no"}).context["cl"].result_list
    assert [administration.name for administration in shown] == ["Comune di Cuneo"]


def test_a_domain_changed_by_hand_is_kept_and_a_providers_one_refused(as_staff):
    administration = AdministrationFactory()
    url = f"{ADMINISTRATIONS}{administration.pk}/change/"
    data = {
        "ipa_code": administration.ipa_code,
        "name": administration.name,
        "type": "comune",
        "email_domain": "gmail.com",
    }
    assert "non prova chi è l&#x27;ente" in as_staff.post(url, data).text
    as_staff.post(url, data | {"email_domain": "@Comune.Prova.it"})
    administration.refresh_from_db()
    assert (administration.email_domain, administration.domain_checked) == ("comune.prova.it", True)


def test_importing_an_indicepa_file_from_the_browser(as_staff):
    checked = AdministrationFactory(
        ipa_code="c_f839", email_domain="napoli.invalid", domain_checked=True
    )
    start = reverse("admin:accounts_administration_import")
    with SAMPLE.open("rb") as source:
        answer = as_staff.post(start, {"import_file": source, "format": "0", "resource": "0"})
    confirm = answer.context["confirm_form"]
    as_staff.post(reverse("admin:accounts_administration_process_import"), confirm.initial)
    assert Administration.objects.count() == 20
    naples = Administration.objects.get(ipa_code="c_f839")
    assert (naples.name, naples.region, naples.email_domain) == (
        "Comune di Napoli",
        "Campania",
        "napoli.invalid",
    )
    assert naples.pk == checked.pk
    assert Administration.objects.matching("nardo").count() == 0


def test_a_file_of_something_else_is_refused_in_the_browser(as_staff, tmp_path):
    other = tmp_path / "altro.csv"
    other.write_text("nome,cognome\nAnna,Neri\n")
    start = reverse("admin:accounts_administration_import")
    with other.open("rb") as source:
        answer = as_staff.post(start, {"import_file": source, "format": "0", "resource": "0"})
    assert "intestazione di IndicePA" in answer.text
    assert not Administration.objects.exists()


def test_an_import_confirmed_twice_is_told_and_changes_nothing(as_staff):
    start = reverse("admin:accounts_administration_import")
    with SAMPLE.open("rb") as source:
        answer = as_staff.post(start, {"import_file": source, "format": "0", "resource": "0"})
    confirm = answer.context["confirm_form"].initial
    address = reverse("admin:accounts_administration_process_import")
    as_staff.post(address, confirm)
    imported = Administration.objects.count()
    for again in (confirm, {}, confirm | {"format": "9"}):
        answer = as_staff.post(address, again, follow=True)
        assert "Non è stato importato niente" in answer.text
    assert Administration.objects.count() == imported > 0


def test_who_may_not_import_cannot_confirm_either(client, operatrice):
    type(operatrice).objects.filter(pk=operatrice.pk).update(is_staff=True)
    client.force_login(operatrice)
    address = reverse("admin:accounts_administration_process_import")
    assert client.post(address, {}).status_code == 403


def test_the_export_of_administrations_cannot_run_as_a_formula(as_staff):
    AdministrationFactory(name="=1+1")
    answer = as_staff.post("/redazione/accounts/administration/export/", {"format": "0"})
    assert ";'=1+1;" in answer.text
    page = as_staff.get("/redazione/accounts/administration/export/").text
    assert "style=" not in page
    assert "onclick=" not in page


@pytest.mark.parametrize("query", ["region=%00", "type__exact=Comune%00", "q=%00", "%00=1"])
def test_a_filter_that_the_database_cannot_take_is_refused_in_words(as_staff, query):
    answer = as_staff.get(f"{ADMINISTRATIONS}?{query}")
    assert answer.status_code == 400
    assert "Richiesta non valida" in answer.text
