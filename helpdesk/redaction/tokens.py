# SPDX-License-Identifier: AGPL-3.0-or-later
"""A text cut into words, each with what the detectors ask of it."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from .canon import Canon
from .lists import homonyms, is_first_name, ordinary_words, surnames, word_set

WORD = re.compile(r"[^\W\d_]++(?:'(?=[^\W\d_]))?")
ABBREVIATIONS = word_set(
    "dott dottssa dr ssa ing sig sigra ra geom avv prof arch rag rif tel cell prot art n nr egr "
    "gent ma spett le on cav rev mons fam c p s st"
)
REGION = re.compile(
    r"(?<!\w)(?:emilia[ -]{1,3}romagna|(?:friuli[ -]{1,3})?venezia[ -]{1,3}giulia|valle d'aosta"
    r"|terra di lavoro|citta del vaticano)(?!\w)"
)
ENDS = frozenset('.!?:;\n"«»()[]•*>-')


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str
    low: str
    gap: str  # what stands between the word before and this one
    opens: bool  # at the beginning of a sentence, where every word has a capital

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def upper(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()

    @property
    def initial(self) -> bool:
        return len(self.text) == 1 and self.text.isupper()

    @property
    def first_name(self) -> bool:
        return is_first_name(self.low) and (self.text[-1].isascii() or self.low[-1] in "o")

    @property
    def surname(self) -> bool:
        return self.low in surnames()

    @property
    def homonym(self) -> bool:
        return self.low in homonyms()

    @property
    def ordinary(self) -> bool:
        return self.low in ordinary_words()


class Words:
    """The words of a text, by index and by position."""

    def __init__(self, source: Canon):
        self.source = source
        self.text, self.low = source.text, source.low
        self.tokens: list[Token] = []
        before = 0
        for found in WORD.finditer(self.text):
            gap = self.text[before : found.start()]
            self.tokens.append(self._token(found, gap))
            before = found.end()
        self.starts = [token.start for token in self.tokens]

    def _token(self, found: re.Match, gap: str) -> Token:
        start, end = found.span()
        return Token(start, end, found[0], self.low[start:end], gap, self._opens(gap))

    def _opens(self, gap: str) -> bool:
        if not self.tokens or "\n" in gap:
            return True
        if gap.rstrip(" ").endswith(".") or gap.startswith("."):
            last = self.tokens[-1]
            return not (last.initial or last.low in ABBREVIATIONS)
        return any(letter in ENDS for letter in gap.strip()) and gap.strip() != "-"

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, index: int) -> Token | None:
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def at(self, place: int) -> int:
        """Index of the first word that starts at `place` or later."""
        return bisect_left(self.starts, place)

    def before(self, index: int, how_many: int = 4, stop: str = "") -> list[str]:
        """Folded words before `index` in its sentence, nearest first, up to the sign `stop`."""
        found = []
        for place in range(index - 1, max(-1, index - 1 - how_many), -1):
            following = self.tokens[place + 1]
            if following.opens or following.gap.strip(" ,.'"):
                break
            if stop and stop in following.gap:
                break
            found.append(self.tokens[place].low.rstrip("'"))
        return found

    def in_region(self, token: Token) -> bool:
        return token.start in self.region_letters

    @cached_property
    def region_letters(self) -> frozenset[int]:
        spans = (found.span() for found in REGION.finditer(self.low))
        return frozenset(letter for start, end in spans for letter in range(start, end))

    @cached_property
    def shouting(self) -> bool:
        """Written in capitals, so that capitals say nothing."""
        letters = sum(letter.isalpha() for letter in self.text)
        return letters > 20 and sum(letter.isupper() for letter in self.text) > letters * 0.6
