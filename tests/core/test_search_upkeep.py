# SPDX-License-Identifier: AGPL-3.0-or-later
"""What `migrate` and `load_content` mend after an update of the program."""

import pytest
from django.core.management import call_command

from migliorapa.core import search
from migliorapa.core.models import LoadedFile, SearchDocument, SearchSynonym
from migliorapa.core.search import upkeep

pytestmark = pytest.mark.usefixtures("catalogue")


def outdated(name):
    LoadedFile.objects.filter(name=name).update(file_sha256="di prima")


def test_a_database_that_was_only_migrated_has_the_groups():
    SearchSynonym.objects.all().delete()
    LoadedFile.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert SearchSynonym.objects.count() >= 600
    assert all(SearchSynonym.objects.values_list("keys", flat=True))


def test_migrating_leaves_what_staff_changed():
    switched, changed, *_ = SearchSynonym.objects.all()
    SearchSynonym.objects.filter(pk=switched.pk).update(active=False)
    changed.words = "orso, plantigrado"
    changed.save()
    outdated(upkeep.GROUPS)
    total = SearchSynonym.objects.count()
    call_command("migrate", verbosity=0)
    assert SearchSynonym.objects.count() == total
    assert not SearchSynonym.objects.get(pk=switched.pk).active
    assert SearchSynonym.objects.get(pk=changed.pk).words == "orso, plantigrado"


def test_groups_that_are_there_are_only_looked_at(django_assert_num_queries):
    with django_assert_num_queries(2):
        upkeep.load_groups()


def test_new_stems_find_the_groups_of_staff_too():
    group = SearchSynonym.objects.create(words="orso, plantigrado")
    SearchSynonym.objects.filter(pk=group.pk).update(keys=["vecchia"], roots=["vecchia"])
    outdated(upkeep.GROUPS)
    upkeep.load_groups()
    assert SearchSynonym.objects.get(pk=group.pk).keys == group.keys


def test_groups_come_back_into_a_table_that_was_emptied():
    SearchSynonym.objects.all().delete()
    search.refresh()
    assert SearchSynonym.objects.filter(words__contains="ufficio relazioni").exists()


def test_load_content_writes_anew_an_index_of_another_form():
    assert not search.is_stale()
    search.publish([search.Document("orfano:1", "prova", "/x/", "Ornitorinco")])
    outdated(upkeep.INDEX)
    assert search.is_stale()
    call_command("load_content", "--quiet")
    assert not search.is_stale()
    assert not SearchDocument.objects.filter(key="orfano:1").exists()
