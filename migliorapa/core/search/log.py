# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people searched and did not find, counted by day, without who or from where."""

import re
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from ..text import fold
from .models import SearchQuery

LONGEST = 200
KEPT = timedelta(days=400)
ADDRESS = re.compile(r"\S*@\S*")
NUMBER = re.compile(r"\S*\d[\d\s./-]{4,}\S*")


def _folded(text: str) -> str:
    """As it is counted: what looks like an address or a long number is left out."""
    text = fold(text.replace("\0", " ")).encode("utf-8", "ignore").decode()
    return " ".join(NUMBER.sub(" ", ADDRESS.sub(" ", text)).split())[:LONGEST].strip()


def note(text: str, results: int) -> None:
    """Counts a search; one row a day for each text."""
    if folded := _folded(text):
        row = {"text": folded, "day": timezone.localdate()}
        SearchQuery.objects.bulk_create(
            [SearchQuery(**row, results=results, count=0)], ignore_conflicts=True
        )
        SearchQuery.objects.filter(**row).update(results=results, count=F("count") + 1)


def note_click(text: str) -> None:
    """Counts that a result of this search was opened, today."""
    today = SearchQuery.objects.filter(text=_folded(text), day=timezone.localdate())
    today.filter(clicked__lt=F("count")).update(clicked=F("clicked") + 1)


def forget_old() -> str:
    """Texts of people are not kept for ever; for the worker."""
    old = SearchQuery.objects.filter(day__lt=timezone.localdate() - KEPT)
    return f"{old.delete()[0]} cancellate"
