# SPDX-License-Identifier: AGPL-3.0-or-later
"""Acronyms without a glossary: «URP» meets «Ufficio relazioni con il pubblico», both ways.

A page keeps two kinds of marks beside its words: `=urp` for an acronym it writes in capitals and
`~urp` for words with such initials, one of them at least written with a capital. A text asked
looks for the other kind: the word «urp» for `~urp`, four words in a row for `=urp`.
"""

import re
from collections.abc import Iterable, Iterator

from ..text import fold
from .stopwords import STOP_WORDS
from .tokens import WORD, undotted

SHORTEST, LONGEST = 3, 5
WRITTEN, MEANT = "=", "~"
CLAUSE = re.compile(r"[^.!?;:,()\[\]«»\"\n]+")
SENTENCE_END = re.compile(r"[.!?\n]\s*\Z")


def of_page(title: str, texts: Iterable[str]) -> list[str]:
    """Marks of a page; the first word of a sentence has a capital anyway, a title's counts."""
    found = list(_marks(title, in_title=True))
    for text in texts:
        found += _marks(text)
    return found


def _marks(text: str, in_title: bool = False) -> Iterator[str]:
    text = undotted(text)
    for clause in CLAUSE.finditer(text):
        found = WORD.findall(clause[0])
        words = [word for word in found if word.lower() not in STOP_WORDS]
        plain = not in_title and _begins_sentence(text, clause) and words[:1] == found[:1]
        for place, word in enumerate(words):
            if not word[0].isupper():
                continue
            if SHORTEST <= len(word) <= LONGEST and word.isupper():
                yield WRITTEN + fold(word)
            elif place or not plain or _named(words):
                yield from _initials(words[place:], MEANT)


def _begins_sentence(text: str, clause: re.Match) -> bool:
    before = text[max(0, clause.start() - 3) : clause.start()]
    return not before or bool(SENTENCE_END.search(before))


def _named(words: list[str]) -> bool:
    return len(words) > 1 and words[1][0].isupper()


def _initials(words: list[str], mark: str) -> Iterator[str]:
    """Of the first three words, the first four and so on."""
    letters = "".join(fold(word[0])[:1] for word in words[:LONGEST])
    for size in range(SHORTEST, len(letters) + 1):
        yield mark + letters[:size]


def meant_by(word: str) -> str:
    """The mark of the words that an acronym asked may stand for."""
    return MEANT + word if SHORTEST <= len(word) <= LONGEST and word.isalpha() else ""


def written_for(words: list[str]) -> Iterator[tuple[str, range]]:
    """Marks of the acronyms that words asked may be written as, with the places of the words."""
    for start in range(len(words)):
        for mark in _initials(words[start:], WRITTEN):
            yield mark, range(start, start + len(mark) - 1)
