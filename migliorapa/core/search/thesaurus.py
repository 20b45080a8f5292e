# SPDX-License-Identifier: AGPL-3.0-or-later
"""The groups of `thesaurus.txt` in the table where staff edit them. Staff have the last word."""

from pathlib import Path

from django.db import transaction

from .models import SearchSynonym

FILE = Path(__file__).with_name("thesaurus.txt")


def read(text: str) -> dict[str, str]:
    """Words of each group with its kind; a line «SIGLA = significato» is an acronym."""
    found = {}
    for line in map(str.strip, text.splitlines()):
        if line and not line.startswith("#"):
            kind = SearchSynonym.Kind.ACRONYM if "=" in line else SearchSynonym.Kind.SYNONYM
            found[line.replace(" = ", ", ")] = kind
    return found


@transaction.atomic
def load() -> int:
    """Adds the groups that are new in the file, drops those gone from it that staff left alone.

    All are found by the stems of this version, those of staff too.
    """
    wanted = read(FILE.read_text(encoding="utf-8"))
    loaded = SearchSynonym.objects.exclude(origin="")
    for row in loaded.exclude(origin__in=wanted):
        if row.words == row.origin and row.active:
            row.delete()
    there = set(loaded.values_list("origin", flat=True))
    fresh = [
        SearchSynonym(words=words, kind=kind, origin=words)
        for words, kind in wanted.items()
        if words not in there
    ]
    for row in fresh:
        row.index()
    SearchSynonym.objects.bulk_create(fresh)
    _index_anew()
    return len(fresh)


def _index_anew() -> None:
    changed = []
    for row in SearchSynonym.objects.all():
        before = row.keys, row.roots
        row.index()
        if (row.keys, row.roots) != before:
            changed.append(row)
    SearchSynonym.objects.bulk_update(changed, ["keys", "roots"])
