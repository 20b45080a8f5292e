# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signatures: the names under «Cordiali saluti»."""

import re
from collections.abc import Iterator

from .model import Kind, Span
from .name_groups import known, particle
from .tokens import Token, Words

FORMULA = re.compile(
    r"(?<!\w)(?:(?:cordiali|distinti|cari|tanti|un caro|molti)? ?salut[io]|cordialita|cordialmente"
    r"|(?:molte |tante )?grazie(?: (?:mille|infinite|molte|tante|ancora|in anticipo|anticipatamente"
    r"|per [\w' ]{3,40}?|e [\w' ]{4,30}?))?|buon(?:a)? (?:lavoro|giornata|serata)|a presto"
    r"|in fede|in attesa di (?:un )?(?:vostro |gentile )?riscontro|fatemi sapere|un abbraccio)"
    r" ?(?P<sep>[,.!;-]? ?\n\s*|[,.!;-] ?| - |$)"
)
LINE = re.compile(r"[^\n,;|(]{2,60}")
FOLLOWING = 4


def signatures(words: Words) -> Iterator[Span]:
    for found in FORMULA.finditer(words.low):
        line = LINE.match(words.text, found.end())
        if line and "\n" not in found["sep"] and not ends_there(words, line.end()):
            continue
        if line:
            yield from signed(words, line.start(), line.end())


def ends_there(words: Words, place: int) -> bool:
    return words.text[place : place + 1] in ("", "\n", ",", ".", ";", "|", "(")


def signed(words: Words, start: int, end: int) -> Iterator[Span]:
    """A line of two or three words, all of which could be a name, one of them in capitals."""
    tokens = words.tokens[words.at(start) : words.at(end)][:6]
    names = [token for token in tokens if not particle(token, words)]
    if not names or len(names) > 4 or any(letter.isdigit() for letter in words.text[start:end]):
        return
    if all(could_be(token) for token in names) and any(map(telling, names)):
        stop = tokens[-1].end
        dot = tokens[-1].initial and words.text[stop : stop + 1] == "."
        yield Span(tokens[0].start, stop + dot, Kind.NAME)


def could_be(token: Token) -> bool:
    if token.initial or known(token):
        return True
    return token.capital and not token.ordinary


def telling(token: Token) -> bool:
    return known(token) or token.initial or token.capital
