# SPDX-License-Identifier: AGPL-3.0-or-later
"""Profile, choice of the administration, decisions."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from migliorapa.accounts import personal_data
from migliorapa.accounts.models import Membership, User
from migliorapa.accounts.selectors import administration_of
from tests.factories.accounts import (
    PASSWORD,
    AdministrationFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
PROFILE = "/profilo/"
CHOOSE = "/profilo/amministrazione/"


def page_of(membership):
    return reverse("accounts:membership", args=[membership.pk])


def confirm_password(client, url):
    client.post(url, {"password": PASSWORD})


# --- who sees what


@pytest.mark.parametrize(
    "url",
    [
        PROFILE,
        CHOOSE,
        "/profilo/nome/",
        "/profilo/cancella/",
        "/profilo/secondo-fattore/",
        "/profilo/appartenenze/1/",
        "/profilo/appartenenze/1/lascia/",
    ],
)
def test_visitors_are_asked_to_sign_in(client, url):
    assert client.get(url).url == f"/accesso/login/?next={url}"


def test_lecce_gets_404_on_baris_request_and_changes_nothing(client, bari, lecce, comune_di_bari):
    membership = MembershipFactory(administration=comune_di_bari)
    client.force_login(lecce)
    assert client.get(page_of(membership)).status_code == 404
    assert client.post(page_of(membership), {"decision": "approva"}).status_code == 404
    membership.refresh_from_db()
    assert membership.is_waiting


def test_lecce_reads_nothing_of_bari_on_the_profile(client, bari, lecce, comune_di_bari):
    MembershipFactory(administration=comune_di_bari, user__name="Carla Neri")
    client.force_login(lecce)
    text = client.get(PROFILE).text
    assert "Carla Neri" not in text
    assert "Comune di Bari" not in text


def test_a_person_gets_404_on_their_own_request(client, comune_di_bari):
    membership = MembershipFactory(administration=comune_di_bari)
    client.force_login(membership.user)
    assert client.post(page_of(membership), {"decision": "approva"}).status_code == 404


@pytest.mark.parametrize("pk", [0, 999_999, 10**30])
def test_a_membership_that_is_not_there_is_404(client, bari, pk):
    client.force_login(bari)
    assert client.get(f"/profilo/appartenenze/{pk}/").status_code == 404


# --- the profile


def test_the_profile_tells_each_membership_in_words(client):
    user = UserFactory()
    MembershipFactory(user=user, coordinator=True)
    MembershipFactory(user=user)
    MembershipFactory(user=user, refused=True, reason="Non la conosciamo")
    client.force_login(user)
    text = client.get(PROFILE).text
    assert "e coordinate i colleghi" in text
    assert "In attesa di risposta" in text
    assert "Motivo: «Non la conosciamo»" in text


def test_an_empty_profile_says_what_to_do_next(client):
    client.force_login(UserFactory())
    text = client.get(PROFILE).text
    assert f'href="{CHOOSE}">Scegliete la vostra amministrazione' in text


def test_a_coordinator_sees_what_waits(client, bari, comune_di_bari):
    client.force_login(bari)
    assert "Nessuna richiesta in attesa" in client.get(PROFILE).text
    membership = MembershipFactory(administration=comune_di_bari, user__name="Carla Neri")
    text = client.get(PROFILE).text
    assert "Aspettano la vostra risposta" in text
    assert page_of(membership) in text


@pytest.mark.parametrize("n", [1, 3])
def test_the_profile_asks_as_many_queries_for_three_people_as_for_one(
    client, bari, comune_di_bari, n, django_assert_num_queries
):
    MembershipFactory.create_batch(n, administration=comune_di_bari)
    MembershipFactory.create_batch(n, administration=comune_di_bari, approved=True)
    client.force_login(bari)
    with django_assert_num_queries(8):
        assert client.get(PROFILE).text.count("Rispondete alla richiesta") == n


def test_changing_the_name(client, bari):
    client.force_login(bari)
    client.post("/profilo/nome/", {"name": "Anna  De Santis"})
    bari.refresh_from_db()
    assert bari.name == "Anna De Santis"


def test_a_bad_name_is_explained_and_the_header_keeps_the_saved_one(client, bari):
    client.force_login(bari)
    text = client.post("/profilo/nome/", {"name": "<b>Anna</b> 1", "role": "redazione"}).text
    assert "sono ammessi lettere" in text
    assert "Anna<span" in text
    bari.refresh_from_db()
    assert (bari.name, bari.role) == ("Anna Esposito", "referente")


# --- choosing the administration


@pytest.mark.parametrize("q", ["comune di bari", "BARI", "c_a662", "C_A662", "bari comune", "barì"])
def test_the_search_finds_by_name_and_by_code(client, comune_di_bari, comune_di_lecce, q):
    client.force_login(UserFactory())
    text = client.get(CHOOSE, {"q": q}).text
    assert "Comune di Bari" in text
    assert "Comune di Lecce" not in text


def test_an_apostrophe_for_an_accent_makes_no_difference(client):
    AdministrationFactory(name="Comune di NARDO'")
    client.force_login(UserFactory())
    for q in ("nardò", "nardo'", "NARDO"):
        assert "Comune di NARDO" in client.get(CHOOSE, {"q": q}).text


def test_the_town_comes_before_longer_and_similar_names(client):
    for name in ("Comune di Bariano", "Azienda sanitaria di Bari", "Comune di Bari"):
        AdministrationFactory(name=name)
    client.force_login(UserFactory())
    found = client.get(CHOOSE, {"q": "bari"}).context["found"]
    assert [administration.name for administration in found] == [
        "Comune di Bari",
        "Azienda sanitaria di Bari",
        "Comune di Bariano",
    ]


@pytest.mark.parametrize(
    ("q", "sentence"),
    [
        ("", "Scrivete il nome"),
        ("b", "almeno due lettere"),
        ("x" * 101, "100"),
        ("ba\0ri", "caratteri null"),
        ("zzz", "Nessuna amministrazione trovata"),
        ("%_", "Nessuna amministrazione trovata"),
        ("…—«»", "Nessuna amministrazione trovata"),
        ("(bari", "Comune di Bari"),
        (r"\y.*[", "Nessuna amministrazione trovata"),
    ],
)
def test_odd_searches_get_a_sentence(client, comune_di_bari, q, sentence):
    client.force_login(UserFactory())
    answer = client.get(CHOOSE, {"q": q})
    assert answer.status_code == 200
    assert sentence in answer.text


def test_a_long_list_says_so_and_stops_at_twenty(client):
    AdministrationFactory.create_batch(21)
    client.force_login(UserFactory())
    answer = client.get(CHOOSE, {"q": "prova"})
    assert answer.text.count("Lavoro qui") == 20
    assert "Ce ne sono altre" in answer.text


@pytest.mark.parametrize("n", [1, 3])
def test_the_search_asks_as_many_queries_for_three_names_as_for_one(
    client, n, django_assert_num_queries
):
    AdministrationFactory.create_batch(n)
    client.force_login(UserFactory())
    with django_assert_num_queries(3):
        assert client.get(CHOOSE, {"q": "prova"}).text.count("Lavoro qui") == n


def test_choosing_asks_and_says_what_comes_next(client, bari, comune_di_bari):
    person = UserFactory()
    client.force_login(person)
    answer = client.post(CHOOSE, {"ipa_code": "C_A662"}, follow=True)
    assert "Vi scriviamo appena c&#x27;è una risposta" in answer.text
    assert Membership.objects.waiting().get(user=person).administration == comune_di_bari


@pytest.mark.parametrize("code", ["", "nessuno", "c_a662\0", "x" * 10_000])
def test_an_unknown_code_asks_nothing(client, code):
    client.force_login(UserFactory())
    assert client.post(CHOOSE, {"ipa_code": code}).status_code == 404
    assert not Membership.objects.exists()


def test_a_fourth_request_is_refused_with_a_sentence(client, comune_di_bari):
    person = UserFactory()
    MembershipFactory.create_batch(3, user=person)
    client.force_login(person)
    answer = client.post(CHOOSE, {"ipa_code": "c_a662"}, follow=True)
    assert "Avete già 3 richieste in attesa" in answer.text
    assert person.memberships.count() == 3


# --- deciding


def test_a_coordinator_approves_from_the_page(client, bari, comune_di_bari):
    membership = MembershipFactory(administration=comune_di_bari)
    client.force_login(bari)
    assert "lavora davvero qui" in client.get(page_of(membership)).text
    client.post(page_of(membership), {"decision": "approva"})
    membership.refresh_from_db()
    assert (membership.is_approved, membership.decided_by) == (True, bari)


def test_the_staff_decide_for_every_administration(client, redazione, comune_di_bari):
    membership = MembershipFactory(administration=comune_di_bari)
    client.force_login(redazione)
    client.post(page_of(membership), {"decision": "rifiuta", "reason": "Scrivete dall'ufficio."})
    membership.refresh_from_db()
    assert (membership.is_refused, membership.reason) == (True, "Scrivete dall'ufficio.")


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "Scegliete con uno dei pulsanti"),
        ({"decision": "altro"}, 'role="alert"'),
        ({"decision": "rifiuta", "reason": "x" * 501}, "500"),
        ({"decision": "rifiuta", "reason": "a\0b"}, "caratteri null"),
        ({"decision": "coordina"}, "già approvato"),
    ],
)
def test_bad_decisions_are_explained_and_decide_nothing(
    client, bari, comune_di_bari, posted, sentence
):
    membership = MembershipFactory(administration=comune_di_bari)
    client.force_login(bari)
    assert sentence in client.post(page_of(membership), posted).text
    membership.refresh_from_db()
    assert membership.is_waiting


def test_leaving_is_confirmed_first(client, bari):
    membership = bari.memberships.get()
    leave = reverse("accounts:leave", args=[membership.pk])
    client.force_login(bari)
    assert "prima di uscire fate coordinare uno di loro" in client.get(leave).text
    assert bari.memberships.exists()
    client.post(leave)
    assert not bari.memberships.exists()


def test_a_refusal_cannot_be_left_and_asked_again_at_once(client, comune_di_bari):
    person = UserFactory(email="a.neri@comune.bari.it")
    refused = MembershipFactory(
        user=person, administration=comune_di_bari, refused=True, decided=timezone.now()
    )
    client.force_login(person)
    assert client.post(reverse("accounts:leave", args=[refused.pk])).status_code == 404
    client.post(reverse("accounts:choose_administration"), {"ipa_code": comune_di_bari.ipa_code})
    assert person.memberships.get().is_refused


def test_a_request_that_is_withdrawn_is_told_as_such(client, comune_di_bari):
    asked = MembershipFactory(administration=comune_di_bari)
    client.force_login(asked.user)
    answer = client.post(reverse("accounts:leave", args=[asked.pk]), follow=True)
    assert "La richiesta per Comune di Bari è ritirata." in answer.text
    assert not asked.user.memberships.exists()


def test_nobody_leaves_for_another(client, bari, lecce):
    client.force_login(lecce)
    leave = reverse("accounts:leave", args=[bari.memberships.get().pk])
    assert client.post(leave).status_code == 404
    assert bari.memberships.exists()


# --- one's own data


def test_downloading_the_data_asks_for_the_password_first(client, bari):
    client.force_login(bari)
    wall = client.post("/profilo/dati/").url
    assert wall.startswith("/accesso/reauthenticate/")
    answer = client.post(wall, {"password": PASSWORD, "next": "/profilo/dati/"})
    assert answer["Content-Disposition"].startswith("attachment")
    data = json.loads(answer.content)["profilo"]
    assert (data["email"], data["appartenenze"][0]["codice_ipa"]) == (bari.email, "c_a662")
    assert "password" not in data


def test_other_apps_add_what_they_keep(bari, monkeypatch):
    monkeypatch.setattr(personal_data, "_sources", {})
    personal_data.offer("helpdesk", lambda user: [user.email])
    assert personal_data.collect(bari)["helpdesk"] == [bari.email]


def test_deleting_the_account_needs_the_box_and_the_password_and_removes_everything(client, bari):
    client.force_login(bari)
    delete = "/profilo/cancella/"
    wall = client.post(delete, {"sure": "on"}).url
    assert User.objects.filter(pk=bari.pk).exists()
    client.post(wall, {"password": "sbagliata-sbagliata"})
    assert User.objects.filter(pk=bari.pk).exists()
    client.post(wall, {"password": PASSWORD})  # takes up the interrupted request
    assert not User.objects.filter(pk=bari.pk).exists()
    assert not Membership.objects.filter(administration__ipa_code="c_a662").exists()
    assert "_auth_user_id" not in client.session


def test_without_the_box_nothing_is_deleted(client, bari):
    client.force_login(bari)
    wall = client.post("/profilo/cancella/", {}).url
    answer = client.post(wall, {"password": PASSWORD})
    assert "Segnate la casella" in answer.text
    assert User.objects.filter(pk=bari.pk).exists()


def test_a_demo_account_is_not_deleted_from_its_page(client):
    user = UserFactory(demo=True)
    client.force_login(user)
    confirm_password(client, client.post("/profilo/cancella/", {"sure": "on"}).url)
    answer = client.post("/profilo/cancella/", {"sure": "on"})
    assert User.objects.filter(pk=user.pk).exists()
    assert "dimostrativi non si cancellano" in answer.text


@pytest.mark.parametrize("url", ["/profilo/dati/", "/accesso/logout/"])
def test_nothing_happens_by_following_a_link(client, bari, url):
    client.force_login(bari)
    client.get(url)
    assert client.session["_auth_user_id"] == str(bari.pk)


# --- administration_of


def test_administration_of_is_the_approved_one_decided_last(bari, django_assert_num_queries):
    newer = MembershipFactory(user=bari, approved=True).administration
    MembershipFactory(user=bari)
    MembershipFactory(user=bari, refused=True)
    with django_assert_num_queries(1):
        assert administration_of(bari) == newer


def test_administration_of_nobody_is_none(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert administration_of(AnonymousUser()) is None
    assert administration_of(UserFactory()) is None
