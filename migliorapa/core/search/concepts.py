# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text asked becomes concepts: each word with its relatives and synonyms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from . import acronyms, groups
from .scoring import rarity
from .stems import stem as stem_of
from .stopwords import SAYING_LITTLE
from .vocabulary import Vocabulary

RELATIVE = 0.8  # of a word that no page has
BESIDE = 0.4  # of one that some page has: those pages come first
SYNONYM, MISSPELT, BEGUN = 0.4, 0.8, 0.6
ACRONYM = 0.25  # that no group explains: initials may be there by chance
FAINT = 0.35  # of a word that says little of the subject
UNKNOWN = 0.5  # documents of a word nobody uses, and of a rare synonym


@dataclass
class Concept:
    """`weights` tells how much each stem of the index counts for it, `literal` which of them are
    the word or of its family, `trust` how sure we are that the word is what was meant."""

    word: str
    weights: dict[str, float] = field(default_factory=dict)
    rarity: float = 0
    trust: float = 1
    literal: frozenset[str] = frozenset()

    @property
    def is_unknown(self) -> bool:
        """No page has it; that initials of the text are some acronym proves nothing."""
        return all(stem.startswith(acronyms.WRITTEN) for stem in self.weights)

    def add(self, stem: str, weight: float) -> None:
        self.weights[stem] = max(weight, self.weights.get(stem, 0))

    def add_family(self, stem: str, weight: float, known: Vocabulary) -> None:
        relative = weight * (BESIDE if stem in known.documents else RELATIVE)
        for each in known.family(stem):
            self.add(each, weight if each == stem else relative)


def typed(words: Iterable[str]) -> dict[str, str]:
    """Distinct stems in order, each with the first word that has it."""
    found: dict[str, str] = {}
    for word in words:
        found.setdefault(stem_of(word), word)
    return found


def marks(asked: dict[str, str]) -> list[str]:
    """What pages may have in place of these words, for acronyms that no group tells."""
    words = list(asked.values())
    meant = [mark for mark in map(acronyms.meant_by, words) if mark]
    return [*meant, *(mark for mark, _ in acronyms.written_for(words))]


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
    for concept in found:
        concept.literal = frozenset(concept.weights)
    _add_synonyms(found, list(asked), known)
    _add_acronyms(found, known)
    for concept in found:
        weigh(concept, known)
        if concept.word in misspelt:
            concept.trust = MISSPELT
    return found


def weigh(concept: Concept, known: Vocabulary) -> None:
    strong = [stem for stem, weight in concept.weights.items() if weight == 1]
    strong = strong or [stem for stem, weight in concept.weights.items() if weight >= BEGUN]
    counts = [known.documents.get(stem, UNKNOWN) for stem in strong]
    weak = [known.documents.get(stem, UNKNOWN) for stem in concept.weights]
    documents = max(counts) if counts else min(weak, default=UNKNOWN)
    concept.rarity = rarity(documents, known.total)
    if concept.word in SAYING_LITTLE:
        concept.rarity *= FAINT


def _add_synonyms(found: list[Concept], stems: list[str], known: Vocabulary) -> None:
    """Words of an expression stay what they are; what stands for it stands for each of them."""
    met = list(_met(stems, known))
    whole = [set(here) for here, _, _ in met]
    for here, phrase, others in met:
        if any(set(here) < longer for longer in whole):
            continue  # «risposta» alone is not what «tasso di risposta» is about
        for other in others:
            # Who asks «orario di apertura» means both words, not either for the other.
            asked_too = len(phrase) == len(other) == 1 and other[0] in stems
            if other != phrase and not asked_too:
                for place in here:
                    _add_phrase(found[place], other, known)


def _add_acronyms(found: list[Concept], known: Vocabulary) -> None:
    words = [concept.word for concept in found]
    for concept in found:
        if (mark := acronyms.meant_by(concept.word)) in known.documents:
            concept.add(mark, ACRONYM)
    for mark, places in acronyms.written_for(words):
        if mark in known.documents:
            for place in places:
                found[place].add(mark, ACRONYM)


def _met(
    stems: list[str], known: Vocabulary
) -> Iterator[tuple[tuple[int, ...], groups.Phrase, tuple[groups.Phrase, ...]]]:
    """Places of each expression of a group in the text, the expression, all of its group."""
    places = groups.windows(stems)
    for text in known.near:
        phrases = groups.phrases(text)
        for phrase in phrases:
            if here := places.get(groups.key(phrase)):
                yield here, phrase, phrases


def _add_phrase(concept: Concept, phrase: groups.Phrase, known: Vocabulary) -> None:
    """Each word of an expression counts for its share: the rarer the more."""
    shares = [rarity(known.documents.get(stem, UNKNOWN), known.total) for stem in phrase]
    for stem, share in zip(phrase, shares, strict=True):
        concept.add_family(stem, SYNONYM * share / (sum(shares) or 1), known)
