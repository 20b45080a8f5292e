# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text asked becomes concepts: each word with its relatives and synonyms."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from . import groups
from .scoring import rarity
from .stems import stem as stem_of
from .vocabulary import Vocabulary

RELATIVE, SYNONYM, MISSPELT, BEGUN = 0.7, 0.4, 0.8, 0.6
UNKNOWN = 0.5  # documents of a word nobody uses, and of a rare synonym


@dataclass
class Concept:
    """`weights` tells how much each stem of the index counts for it, `trust` how sure we are
    that the word is what was meant."""

    word: str
    weights: dict[str, float] = field(default_factory=dict)
    rarity: float = 0
    trust: float = 1

    def add(self, stem: str, weight: float) -> None:
        self.weights[stem] = max(weight, self.weights.get(stem, 0))

    def add_family(self, stem: str, weight: float, known: Vocabulary) -> None:
        for each in known.family(stem):
            self.add(each, weight if each == stem else weight * RELATIVE)


def typed(words: Iterable[str]) -> dict[str, str]:
    """Distinct stems in order, each with the first word that has it."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(stem_of(word), word)
    return found


def build(
    asked: dict[str, str], known: Vocabulary, *, begun: str = "", misspelt: Iterable[str] = ()
) -> list[Concept]:
    """Concepts of `typed` words; the last is unfinished if `begun`, `misspelt` count less."""
    found = [Concept(word) for word in asked.values()]
    for concept, stem in zip(found, asked, strict=True):
        concept.add_family(stem, 1, known)
    if begun:
        for stem in known.begun:
            found[-1].add(stem, BEGUN)
    found = _with_synonyms(found, list(asked), known)
    for concept in found:
        weigh(concept, known)
        if concept.word in misspelt:
            concept.trust = MISSPELT
    return found


def weigh(concept: Concept, known: Vocabulary) -> None:
    strong = [stem for stem, weight in concept.weights.items() if weight > SYNONYM]
    counts = [known.documents.get(stem, UNKNOWN) for stem in strong]
    weak = [known.documents.get(stem, UNKNOWN) for stem in concept.weights]
    documents = max(counts) if counts else min(weak, default=UNKNOWN)
    concept.rarity = rarity(documents, known.total)


def _with_synonyms(found: list[Concept], stems: list[str], known: Vocabulary) -> list[Concept]:
    places = groups.windows(stems)
    absorbed: set[int] = set()
    for text in known.near:
        phrases = groups.phrases(text)
        for phrase in phrases:
            here = places.get(groups.key(phrase))
            if here is None or here[0] in absorbed:
                continue
            _join([found[place] for place in here])
            absorbed.update(here[1:])
            for other in phrases:
                if other != phrase:
                    _add_phrase(found[here[0]], other, known)
    return [concept for place, concept in enumerate(found) if place not in absorbed]


def _join(parts: list[Concept]) -> None:
    """The words of an expression become one concept, the first: each word is a part of it."""
    first, *rest = parts
    if rest:
        first.weights = {stem: weight / len(parts) for stem, weight in first.weights.items()}
        for other in rest:
            for stem, weight in other.weights.items():
                first.add(stem, weight / len(parts))


def _add_phrase(concept: Concept, phrase: groups.Phrase, known: Vocabulary) -> None:
    """Each word of an expression counts for its share: the rarer the more."""
    shares = [rarity(known.documents.get(stem, UNKNOWN), known.total) for stem in phrase]
    for stem, share in zip(phrase, shares, strict=True):
        concept.add_family(stem, SYNONYM * share / (sum(shares) or 1), known)
