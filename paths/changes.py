# SPDX-License-Identifier: AGPL-3.0-or-later
"""When the words of a text of the catalogue last changed, from its history."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import F, Q, Window
from django.db.models.functions import Lag, RowNumber

from .models import DeepDive, Path, Step, Tool
from .models.catalogue import Entry

WORDS: dict[type[Entry], tuple[str, ...]] = {
    Step: ("title", "purpose", "body"),
    Tool: ("title", "purpose", "body", "document"),
    DeepDive: ("title", "purpose", "body"),
    Path: ("title", "summary", "body"),
}


def last_changes(codes: Iterable[str]) -> Iterator[tuple[str, datetime]]:
    """Of the texts with these codes that were rewritten since they were first written."""
    wanted = list(codes)
    for model, words in WORDS.items():
        known = dict(model.objects.filter(code__in=wanted).values_list("pk", "code"))
        if known:
            latest = dict(_changes(model, words, known))  # the last of each one wins
            yield from ((known[pk], moment) for pk, moment in latest.items())


def _changes(model: type[Entry], words: tuple[str, ...], pks: Iterable[int]):
    """Oldest first: the moments in which a version said something else than the one before."""
    in_order = {"partition_by": F("id"), "order_by": ("history_date", "history_id")}
    versions = model.history.model.objects.filter(id__in=list(pks)).annotate(
        place=Window(RowNumber(), **in_order),
        **{f"old_{word}": Window(Lag(word), **in_order) for word in words},
    )
    differs = Q()
    for word in words:
        differs |= ~Q(**{word: F(f"old_{word}")})
    changed = versions.filter(differs, place__gt=1).order_by("history_date", "history_id")
    return changed.values_list("id", "history_date")
