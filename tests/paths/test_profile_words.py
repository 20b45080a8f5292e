# SPDX-License-Identifier: AGPL-3.0-or-later
import pytest

from paths import profile_words, snapshot
from paths.models import Answer

pytestmark = pytest.mark.django_db


def told(profile):
    return list(profile_words.in_words(profile))


def test_answers_are_told_in_the_order_of_asking_without_asking_the_database(
    django_assert_num_queries,
):
    snapshot.current()
    with django_assert_num_queries(0):
        assert told({"contacts": "no_list", "nature": "personal"}) == [
            ("Servizio", "Servizio alla persona"),
            ("Elenco utenti", "No"),
        ]


def test_what_is_no_longer_asked_comes_last_by_its_code():
    assert told({"mensa": "tre", "size": "enorme", "admin": "scuola"}) == [
        ("Amministrazione", "Scuola"),
        ("Dipendenti", "enorme"),
        ("mensa", "tre"),
    ]


def test_an_answer_that_staff_reword_is_told_anew_once_the_catalogue_is_read_again():
    Answer.objects.filter(question__code="size", code="under50").update(label="Fino a 49")
    snapshot.current()
    assert told({"size": "under50"}) == [("Dipendenti", "Fino a 49")]
