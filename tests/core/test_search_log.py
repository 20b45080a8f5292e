# SPDX-License-Identifier: AGPL-3.0-or-later
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from migliorapa.core import search, searches
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


PAGES = ["/cerca/", "/aiuto/", "/aiuto/faq/"]
COUNTED = "/cerca/contate/"


@pytest.mark.parametrize("address", PAGES)
def test_a_search_that_finds_nothing_is_a_gap_on_every_page(client, catalogue, address):
    for _ in range(3):
        client.get(address, {"q": "zxqwv bnmpl"})
    row = SearchQuery.objects.get()
    assert (row.text, row.results, row.count) == ("zxqwv bnmpl", 0, 1)
    client.get(address, {"q": "zxqwv bnmpl"}, headers={"User-Agent": "un altro lettore"})
    assert SearchQuery.objects.get().count == 2


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_results_writes_nothing_and_tells_its_script_what_to_count(
    client, catalogue, address
):
    page = client.get(address, {"q": "campione"}).text
    assert not SearchQuery.objects.exists()
    assert re.search(rf'data-searched="{COUNTED}" data-text="campione" data-results="\d+"', page)
    assert "js/searched.js" in page
    assert "Non registriamo chi cerca" in page


@pytest.mark.parametrize("address", PAGES)
def test_pages_fetched_in_advance_or_without_words_count_nothing(client, catalogue, address):
    client.get(address, {"q": "zxqwv"}, headers={"Sec-Purpose": "prefetch;prerender"})
    client.head(address, {"q": "zxqwv"})
    client.get(address, {"q": " "})
    assert not SearchQuery.objects.exists()


def test_a_search_and_its_click_are_counted_once_a_day_for_each_reader(client):
    for reader in ("uno", "uno", "due"):
        browser = {"User-Agent": reader}
        client.post(COUNTED, {"q": "Campione", "risultati": "7"}, headers=browser)
    for _ in range(2):
        client.post(COUNTED, {"q": "campione", "aperto": "1"}, headers={"User-Agent": "uno"})
    row = SearchQuery.objects.get()
    assert (row.text, row.results, row.count, row.clicked) == ("campione", 7, 2, 1)


@pytest.mark.parametrize(
    "said",
    [
        {"q": "campione"},
        {"q": "campione", "risultati": "0"},
        {"q": "campione", "risultati": "x"},
        {"q": "campione", "risultati": "9" * 500},
        {"q": "\0", "risultati": "3"},
        {"q": "mai cercato", "aperto": "1"},
    ],
)
def test_what_makes_no_sense_is_not_counted(client, said):
    assert client.post(COUNTED, said).status_code == 204
    assert not SearchQuery.objects.exists()


def test_only_this_site_tells_what_was_searched_and_only_by_post(client):
    assert client.get(COUNTED, {"q": "campione", "risultati": "7"}).status_code == 405
    told = {"q": "campione", "risultati": "7"}
    foreign = client.post(COUNTED, told, headers={"Origin": "https://altrove.invalid"})
    assert foreign.status_code == 403
    assert not client.post(COUNTED, told, headers={"Origin": "http://testserver"}).cookies
    assert SearchQuery.objects.get().count == 1


def test_one_reader_does_not_fill_the_list(client, monkeypatch):
    monkeypatch.setattr(searches, "MOST_A_DAY", 3)
    for number in range(6):
        client.post(COUNTED, {"q": f"parola{number}x", "risultati": "1"})
    assert SearchQuery.objects.count() == 3


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
