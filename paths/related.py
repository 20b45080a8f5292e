# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the catalogue answers when another app asks about a topic, or about a code."""

from collections.abc import Iterable, Iterator

from migliorapa.core.registry import Related

from . import snapshot
from .models.catalogue import Entry

AT_MOST = 3


def _link(entry: Entry) -> Related:
    note = getattr(entry, "purpose", "") or getattr(entry, "summary", "")
    kind, topics = str(entry._meta.verbose_name), tuple(entry.topics)
    return Related(kind, entry.title, entry.url, note, topics, entry.reviewed)


def related(topics: frozenset[str]) -> Iterator[Related]:
    catalogue = snapshot.current()
    for shelf in (catalogue.steps, catalogue.tools, catalogue.deep_dives):
        for entry in shelf.about(topics)[:AT_MOST]:
            yield _link(entry)


def entries(codes: Iterable[str]) -> Iterator[tuple[str, Related]]:
    """Also terms of the glossary, asked for as `term:campione`."""
    catalogue = snapshot.current()
    for entry in catalogue.published_entries(codes):
        yield entry.code, _link(entry)
    for code in codes:
        term = catalogue.terms_by_slug.get(code.removeprefix("term:"))
        if code.startswith("term:") and term:
            yield code, Related("termine", term.term, term.get_absolute_url())
