# SPDX-License-Identifier: AGPL-3.0-or-later
"""Links to other entries of the catalogue, of several kinds, in one statement."""

from dataclasses import dataclass

from django.db.models import CharField, F, QuerySet, Value

from .models.catalogue import Entry


@dataclass(frozen=True)
class Linked:
    code: str
    title: str
    note: str
    url: str


def links(*, at_most: int = 60, **querysets: QuerySet) -> dict[str, list[Linked]]:
    """Named lists of links, each of one kind of entry in editorial order, in one statement.

    `note` is the purpose, or whom a path is for.
    """
    models = {name: queryset.model for name, queryset in querysets.items()}
    parts = [_rows(name, queryset)[:at_most] for name, queryset in querysets.items()]
    found: dict[str, list[Linked]] = {name: [] for name in querysets}
    for row in parts[0].union(*parts[1:], all=True).order_by("list_name", "rank", "code"):
        url = models[row["list_name"]](slug=row["slug"]).get_absolute_url()
        found[row["list_name"]].append(Linked(row["code"], row["title"], row["note"], url))
    return found


def _rows(name: str, queryset: QuerySet[Entry]) -> QuerySet:
    note = "for_whom" if hasattr(queryset.model, "for_whom") else "purpose"
    return (
        queryset.order_by("position", "code")
        .annotate(list_name=Value(name, output_field=CharField()), note=F(note), rank=F("position"))
        .values("list_name", "code", "slug", "title", "note", "rank")
    )
