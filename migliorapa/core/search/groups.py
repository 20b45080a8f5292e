# SPDX-License-Identifier: AGPL-3.0-or-later
"""Groups of words near in meaning, as staff write them: «scadenza, termine, data limite»."""

from functools import lru_cache

from .stems import root, stem
from .tokens import words

LONGEST_PHRASE = 5
Phrase = tuple[str, ...]


@lru_cache(maxsize=2_000)
def phrases(text: str) -> tuple[Phrase, ...]:
    """The stems of each expression of a group; without those made of stop words alone."""
    found = [tuple(stem(word) for word in words(part)) for part in text.split(",")]
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))


def key(phrase: Phrase) -> str:
    """What a query must have for the phrase to be there: a stem, or several roots in a row."""
    return phrase[0] if len(phrase) == 1 else " ".join(map(root, phrase))


def keys(text: str) -> list[str]:
    return sorted({key(phrase) for phrase in phrases(text)})


def roots(text: str) -> list[str]:
    return sorted({root(each) for phrase in phrases(text) for each in phrase})


def windows(stems: list[str]) -> dict[str, tuple[int, ...]]:
    """Every key a query could match, with the positions of its words."""
    found = {}
    for size in range(1, LONGEST_PHRASE + 1):
        for start in range(len(stems) - size + 1):
            found.setdefault(
                key(tuple(stems[start : start + size])), tuple(range(start, start + size))
            )
    return found
