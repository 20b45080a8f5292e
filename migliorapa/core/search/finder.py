# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a text of people to pages: two statements, four when a word had to be corrected."""

from collections.abc import Iterable

from . import concepts, tokens, vocabulary, wording
from .documents import Answer, Hit
from .ranking import rank

LIMIT = 25
LONGEST_TEXT = 2_000
MOST_WORDS = 40
MOST_CONCEPTS = 12
REREAD = 12  # pages from the top among which the one that asks the same comes first
SHORTEST_UNKNOWN = 4  # letters of an unfinished word that no page has, to be held against it
SURE = 0.24  # part of what was asked that an unasked suggestion must cover
SURE_OF_LITTLE = 0.3  # the same, when it has one word of several
READ = 3  # pages from the top, one of which must be sure, however many are wanted
AS_SURE = 0.5  # part of the best one's score that the others must have


def look_up(
    text: str,
    *,
    limit: int = LIMIT,
    kinds: Iterable[str] | None = None,
    topics: Iterable[str] = (),
    typing: bool = False,
) -> Answer:
    """Ranked pages for free text; none for text without a word.

    `kinds` keeps those alone, `topics` puts their pages a little ahead, `typing` takes the
    last word as the beginning of one.
    """
    text = text[:LONGEST_TEXT]
    words = tokens.words(text)[:MOST_WORDS]
    begun = tokens.unfinished(text) if typing else ""
    begun = begun if words and words[-1] == begun else ""
    found, known, corrected = _understand(words, begun)
    found.sort(key=lambda concept: -concept.rarity)
    hits = rank(found[:MOST_CONCEPTS], known, limit=max(limit, REREAD), kinds=kinds, topics=topics)
    hits = wording.first_what_says_it(text, hits)[:limit]
    return Answer(hits, tokens.rewritten(text, corrected) if hits and corrected else "")


def _understand(
    words: list[str], begun: str
) -> tuple[list[concepts.Concept], vocabulary.Vocabulary, dict[str, str]]:
    """Concepts, what the index knows of them, corrections by word typed."""
    asked = concepts.typed(words)
    if not asked:
        return [], vocabulary.Vocabulary(), {}
    known = vocabulary.of(list(asked), begun, concepts.marks(asked))
    found = concepts.build(asked, known, begun=begun)
    unknown = [concept.word for concept in found if concept.is_unknown]
    corrected = vocabulary.corrections(unknown)
    if corrected:
        asked = concepts.typed(corrected.get(word, word) for word in words)
        known = vocabulary.of(list(asked), begun, concepts.marks(asked))
        found = concepts.build(asked, known, begun=begun, misspelt=corrected.values())
    if begun and len(begun) < SHORTEST_UNKNOWN:
        found = [concept for concept in found if concept.weights or concept.word != begun]
    return found, known, corrected


def find(
    text: str,
    *,
    limit: int = LIMIT,
    kinds: Iterable[str] | None = None,
    topics: Iterable[str] = (),
) -> list[Hit]:
    return look_up(text, limit=limit, kinds=kinds, topics=topics).hits


def suggest(
    text: str,
    *,
    limit: int = 3,
    kinds: Iterable[str] | None = None,
    topics: Iterable[str] = (),
    typing: bool = False,
) -> list[Hit]:
    """What to offer to who has not asked yet: nothing, unless a page covers enough of the text."""
    hits = look_up(text, limit=limit, kinds=kinds, topics=topics, typing=typing).hits
    if not any(map(_sure, hits[:READ])):
        return []
    return [hit for hit in hits if hit.score >= AS_SURE * hits[0].score]


def _sure(hit: Hit) -> bool:
    return hit.share >= (SURE if hit.firm else SURE_OF_LITTLE)
