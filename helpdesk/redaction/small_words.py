# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names in small letters that are ordinary words: «il foglio rosa» when Rosa asks."""

import re

from .lists import PARTICLES, ordinary_use, ordinary_words
from .model import Kind
from .places import OWN
from .tokens import WORD, Words

CALLED = re.compile(
    r"(?<!\w)(?:sig(?:\.? ?(?:ra|na|r))?|signor(?:[ae]|ina)?|dott(?:or(?:e|essa)?|\.? ?ssa)?|dr|avv"
    r"|ing|geom|arch|rag|prof(?:essor(?:e|essa)?|\.? ?ssa)?|mi chiamo|firmato|f\.to|ciao|cognome"
    r"|nome)(?: ?[.:,])? {0,2}$"
)
CLOSING = re.compile(
    r"(?:saluti|grazie|cordialmente|cordialita|giornata|a presto)[ ,.;-]{0,3}\n?\s?$"
)
END_OF_LINE = re.compile(r"[ .]{0,3}(?:\n|$)")


def ordinary_here(words: Words, start: int, end: int, kind: Kind) -> bool:
    """Ordinary words in small letters, where nothing says that a person or a town is meant."""
    if not words.text[start:end].islower():
        return False
    found = [word for word in WORD.findall(words.low[start:end]) if word not in PARTICLES]
    if not all(
        ordinary_use(word) if len(found) == 1 else word in ordinary_words() for word in found
    ):
        return False
    before = words.low[max(0, start - 40) : start]
    if kind is Kind.PLACE:
        return not OWN.search(before)
    signed = CLOSING.search(before) and END_OF_LINE.match(words.low, end)
    return not (CALLED.search(before) or signed)
