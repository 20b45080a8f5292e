# SPDX-License-Identifier: AGPL-3.0-or-later
"""How sibling apps meet without importing each other.

Each app registers in `apps.py: ready()` what it offers; the roof and the other
apps ask here. `related` answers "what have you got about these topics?", `entries` finds
what a code of the catalogue names, `profile_in_words` tells the answers of the questionnaire,
`profile_topics` what they are about, `handover` gives a text to the app that takes such texts,
`priorities` says what to work on first, `search_sources` lists everything an app wants found.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from . import markdown
from .loading import Report
from .search import Document


@dataclass(frozen=True)
class Related:
    """A link to show beside a page of the same topic; `kind` is a word for people."""

    kind: str
    title: str
    url: str
    note: str = ""
    topics: tuple[str, ...] = ()
    reviewed: date | None = None


Answer = Callable[[frozenset[str]], Iterable[Related]]
Entries = Callable[[Iterable[str]], Iterable[tuple[str, Related]]]
Changes = Callable[[Iterable[str]], Iterable[tuple[str, datetime]]]
ProfileWords = Callable[[Mapping[str, str]], Iterable[tuple[str, str]]]
ProfileTopics = Callable[[Mapping[str, str]], Iterable[str]]
Priorities = Callable[[Iterable[tuple[str, float, float]]], Iterable[tuple[str, str]]]
_related: dict[str, Answer] = {}
_entries: dict[str, Entries] = {}
_changes: dict[str, Changes] = {}
_profile_words: dict[str, ProfileWords] = {}
_profile_topics: dict[str, ProfileTopics] = {}
_priorities: dict[str, Priorities] = {}
_contents: dict[str, Callable[[], Report]] = {}
_handovers: dict[str, Callable[..., str]] = {}
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


def offer_entries(app: str, answer: Entries) -> None:
    _entries[app] = answer


def entries(codes: Iterable[str]) -> dict[str, Related]:
    """Published pages by their code, in the order asked; unknown codes are left out.

    A term of the glossary is asked for as `term:campione`.
    """
    wanted = list(codes)
    found = {code: item for answer in _entries.values() for code, item in answer(wanted)}
    return {code: found[code] for code in wanted if code in found}


def offer_changes(app: str, tell: Changes) -> None:
    _changes[app] = tell


def last_changes(codes: Iterable[str]) -> dict[str, datetime]:
    """When the words of these pages were last rewritten, by code; the others are left out."""
    wanted = list(codes)
    return {code: moment for tell in _changes.values() for code, moment in tell(wanted)}


def offer_profile_words(app: str, tell: ProfileWords) -> None:
    _profile_words[app] = tell


def profile_in_words(profile: Mapping[str, str]) -> list[tuple[str, str]]:
    """Questions and answers as people read them; by their codes when no app knows them."""
    for tell in _profile_words.values():
        return list(tell(profile))
    return list(profile.items())


def offer_profile_topics(app: str, find: ProfileTopics) -> None:
    _profile_topics[app] = find


def profile_topics(profile: Mapping[str, str]) -> list[str]:
    """What who gave these answers is likely to ask about, the likeliest first."""
    return [topic for find in _profile_topics.values() for topic in find(profile)]


def offer_priorities(app: str, place: Priorities) -> None:
    _priorities[app] = place


def priorities(aspects: Iterable[tuple[str, float, float]]) -> list[tuple[str, str]]:
    """Of (name, importance, satisfaction), names with their place on the map of importance and
    satisfaction, the most urgent first; empty when there is nothing to compare or no app knows."""
    for place in _priorities.values():
        return list(place(aspects))
    return []


def offer_handover(kind: str, take: Callable[..., str]) -> None:
    _handovers[kind] = take


def can_hand_over(kind: str) -> bool:
    return kind in _handovers


def handover(kind: str, **data) -> str:
    """Gives a text to the app that takes this kind; the address of what it made.

    Raises KeyError when no app takes it.
    """
    return _handovers[kind](**data)


def to_html(text: str) -> str:
    """Markdown to HTML, links like `step:S04` resolved through `entries`."""

    def resolve(kind: str, code: str) -> str | None:
        name = f"term:{code}" if kind == "term" else code
        item = entries([name]).get(name)
        return item.url if item else None

    return markdown.render(text, resolve=resolve)


def offer_content(app: str, load: Callable[[], Report]) -> None:
    _contents[app] = load


def load_contents() -> Report:
    """Loads what every app offers; what the files say never goes over what staff edited."""
    return sum((load() for _, load in sorted(_contents.items())), Report())


def search_sources() -> Iterator[tuple[str, Iterable[Document]]]:
    for app, documents in sorted(_search_sources.items()):
        yield app, documents()
