# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from migliorapa.core import search
from migliorapa.core.models import SearchQuery, SearchSynonym
from migliorapa.core.search import thesaurus
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    client.force_login(UserFactory(staff=True, second_factor=True, is_superuser=True))
    return client


def test_searches_of_a_day_are_one_row_whatever_case_and_accents():
    search.note("Qualità  percepita", 3)
    search.note("qualita percepita", 4)
    search.note_click("QUALITA percepita")
    row = SearchQuery.objects.get()
    assert (row.text, row.count, row.results, row.clicked) == ("qualita percepita", 2, 4, 1)


def test_clicks_are_never_more_than_searches():
    search.note("campione", 3)
    search.note_click("campione")
    search.note_click("campione")
    search.note_click("mai cercato")
    assert SearchQuery.objects.get().clicked == 1


def test_addresses_and_long_numbers_are_not_kept():
    search.note("scrivo da mario.rossi@comune.it, telefono 080 521 4433, per la privacy", 1)
    assert SearchQuery.objects.get().text == "scrivo da telefono per la privacy"


def test_a_search_page_that_is_read_writes_nothing(client, catalogue):
    client.get("/cerca/", {"q": "zxqwv"})
    assert not SearchQuery.objects.exists()


def test_old_searches_are_forgotten():
    search.note("vecchia", 0)
    SearchQuery.objects.update(day=timezone.localdate() - timedelta(days=500))
    search.note("nuova", 0)
    search.forget_old()
    assert SearchQuery.objects.get().text == "nuova"


def test_staff_start_a_group_from_a_search_that_found_nothing(staff):
    search.note("scuolabus elettrico", 0)
    page = staff.get(reverse("admin:core_searchsynonym_add")).text
    assert "words=scuolabus+elettrico%2C+&amp;proposed_from=scuolabus+elettrico" in page
    data = {
        "words": "scuolabus elettrico, navetta",
        "kind": "synonym",
        "active": "on",
        "proposed_from": "scuolabus elettrico",
    }
    staff.post(reverse("admin:core_searchsynonym_add"), data)
    group = SearchSynonym.objects.get(proposed_from="scuolabus elettrico")
    assert "navett" in group.keys
    page = staff.get(reverse("admin:core_searchsynonym_add")).text
    assert "proposed_from=scuolabus" not in page


def test_a_group_of_one_expression_is_refused(staff):
    data = {"words": "navetta, navette", "kind": "synonym"}
    page = staff.post(reverse("admin:core_searchsynonym_add"), data).text
    assert "almeno due parole" in page


def test_the_file_of_synonyms_yields_to_staff():
    thesaurus.load()
    total = SearchSynonym.objects.count()
    assert total >= 60
    switched, changed, *_ = SearchSynonym.objects.all()
    SearchSynonym.objects.filter(pk=switched.pk).update(active=False)
    changed.words = "orso, plantigrado"
    changed.save()
    SearchSynonym.objects.create(words="uno, due", origin="uno, due")
    assert thesaurus.load() == 0
    assert SearchSynonym.objects.count() == total
    assert not SearchSynonym.objects.get(pk=switched.pk).active
    assert SearchSynonym.objects.get(pk=changed.pk).words == "orso, plantigrado"


def test_groups_of_the_installation_cannot_be_deleted(staff):
    thesaurus.load()
    row = SearchSynonym.objects.first()
    answer = staff.post(reverse("admin:core_searchsynonym_delete", args=[row.pk]), {"post": "yes"})
    assert answer.status_code == 403
    assert SearchSynonym.objects.filter(pk=row.pk).exists()
