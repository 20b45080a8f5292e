# SPDX-License-Identifier: AGPL-3.0-or-later
"""How sibling apps meet without importing each other.

Each app registers in `apps.py: ready()` what it offers; the roof and the other
apps ask here. `related` answers "what have you got about these topics?",
`search_sources` lists everything an app wants found.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .search import Document


@dataclass(frozen=True)
class Related:
    """A link to show beside a page of the same topic; `kind` is a word for people."""

    kind: str
    title: str
    url: str
    note: str = ""


Answer = Callable[[frozenset[str]], Iterable[Related]]
_related: dict[str, Answer] = {}
_search_sources: dict[str, Callable[[], Iterable[Document]]] = {}


def offer_related(app: str, answer: Answer) -> None:
    _related[app] = answer


def offer_search(app: str, documents: Callable[[], Iterable[Document]]) -> None:
    _search_sources[app] = documents


def related(topics: Iterable[str], *, leaving_out: str = "") -> list[Related]:
    """What every app but one has about these topic slugs, app by app."""
    wanted = frozenset(topics)
    return [
        item
        for app, answer in sorted(_related.items())
        if app != leaving_out
        for item in answer(wanted)
    ]


def search_sources() -> Iterator[tuple[str, Iterable[Document]]]:
    for app, documents in sorted(_search_sources.items()):
        yield app, documents()
