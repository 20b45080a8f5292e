# SPDX-License-Identifier: AGPL-3.0-or-later
"""Several writers at once, with real commits; what they wrote is taken back at the end."""

from django.db import transaction

from migliorapa.core import search
from migliorapa.core.models import SearchPosting, SearchWord
from tests.committed import at_once, outside

WORDS = ["ornitorinco", "formichiere", "pangolino", "tapiro", "bradipo", "echidna", "capibara"]
KEYS = [f"scrittori:{number}" for number in range(12)]


def write(turn):
    """Some pages with crossing words, one by one in one transaction; a count in between."""
    for lap in range(4):
        with transaction.atomic():
            for place in range(turn % 2, 12, 2):
                words = [WORDS[(place + turn + lap + step) % len(WORDS)] for step in range(3)]
                page = search.Document(KEYS[place], "prova", "/x/", " ".join(words))
                search.publish([page])
        search.refresh()


def test_writers_do_not_stop_each_other_and_every_word_is_found(catalogue):
    try:
        assert at_once(*[lambda turn=turn: write(turn) for turn in range(2)]) == [None, None]
        postings = outside(
            lambda: list(
                SearchPosting.objects.filter(document__key__in=KEYS).values_list("stem", flat=True)
            )
        )
        assert len(postings) == 3 * len(KEYS)
        known = outside(lambda: set(SearchWord.objects.values_list("stem", flat=True)))
        assert set(postings) <= known
        hits = outside(lambda: search.find("ornitorinco", kinds=["prova"]))
        assert len(hits) == postings.count("ornitorinc")
    finally:
        outside(lambda: search.withdraw(KEYS))
