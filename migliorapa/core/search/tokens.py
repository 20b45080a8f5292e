# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text to words: lower case, without accents, elisions and stop words."""

import re

from ..text import fold
from .stopwords import STOP_WORDS

LONGEST = 40
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
WORD = re.compile(r"[^\W_]+")
LAST_WORD = re.compile(r"[^\W_]+\Z")


def undotted(text: str) -> str:
    """«U.R.P.» written as one word."""
    return DOTTED.sub(lambda match: match[0].replace(".", ""), text)


def words(text: str) -> list[str]:
    """Folded words in order; «U.R.P.» is one word, «dell'ente» and «e-mail» are one each."""
    return [
        word
        for word in WORD.findall(fold(undotted(text)))
        if word not in STOP_WORDS and (len(word) > 1 or word.isdigit()) and len(word) <= LONGEST
    ]


def unfinished(text: str) -> str:
    """The word at the very end of a text being typed; empty after a space."""
    last = LAST_WORD.search(fold(text))
    return last[0] if last else ""


def rewritten(text: str, corrected: dict[str, str]) -> str:
    """The text with its words corrected; `corrected` is by folded word."""
    return WORD.sub(lambda match: corrected.get(fold(match[0]), match[0]), text)
