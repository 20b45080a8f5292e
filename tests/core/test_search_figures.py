# SPDX-License-Identifier: AGPL-3.0-or-later
"""What docs/decisions/0011-search.md promises, on texts and queries that no code was fitted to."""

import pytest

from migliorapa.core import search
from migliorapa.core.models import SearchDocument, SearchSynonym

from .search_evaluation import figures

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def alone():
    search.withdraw(SearchDocument.objects.values_list("key", flat=True))


@pytest.mark.parametrize("queries", ["test_queries", "later_queries"])
def test_answers_come_first_and_suggestions_know_when_to_be_silent(alone, queries):
    figures.publish("test_faq")
    measured = figures.measure(queries)
    assert measured.recall_at_3 >= 0.90
    assert measured.precision_at_1 >= 0.78
    assert measured.silent >= 7
    assert measured.unasked_recall_at_3 >= 0.78


@pytest.mark.parametrize("queries", ["test_queries", "later_queries"])
def test_they_do_so_among_the_pages_of_the_catalogue_too(queries):
    """Without the site's own FAQ, which rightly answer many of the same questions."""
    SearchDocument.objects.filter(kind="FAQ").delete()
    figures.publish("test_faq")
    measured = figures.measure(queries)
    assert measured.recall_at_3 >= 0.90
    assert measured.precision_at_1 >= 0.78
    assert measured.silent >= 7
    assert measured.unasked_recall_at_3 >= 0.78


def test_without_any_synonym_most_answers_are_still_found(alone):
    SearchSynonym.objects.update(active=False)
    figures.publish("test_faq")
    measured = figures.measure("test_queries")
    assert measured.recall_at_3 >= 0.68
    assert measured.precision_at_1 >= 0.62
    assert measured.silent == 10
