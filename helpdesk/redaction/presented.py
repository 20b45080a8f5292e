# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of people who present themselves: «mi chiamo», «sono», «nome:»."""

import re
from collections.abc import Iterator

from .lists import PARTICLES
from .model import Kind, Span
from .name_groups import joined, like_name, particle, small_or_group
from .tokens import Token, Words

NAMED = re.compile(
    r"(?<!\w)(?:mi chiamo|(?:il )?mio nome e'?|si chiama(?:no)?|chiamat[oa]|a nome|nominativo"
    r"|nome e cognome|cognome e nome|cognome|nome|firmato|f\.to|mittente|rilevatore|rilevatrice"
    r"|firma|intestat[oa] a|intestatari[oa]|referente|rup|da|a|cc)(?P<sep> ?: {0,3}| {1,2})"
)
BARE = frozenset({"mi chiamo", "mio nome", "si chiama"})  # need no colon
PRESENTED = re.compile(r"(?<!\w)(?:sono|siamo|qui|parla|scrive|presento)(?:,? (?:la|il))? {1,2}")


def presented(words: Words) -> Iterator[Span]:
    for found in NAMED.finditer(words.low):
        colon = ":" in found["sep"]
        sure = found[0].startswith(tuple(BARE)) or "mio nome" in found[0]
        if colon or sure:
            yield from said(words, found.end(), sure)
    for found in PRESENTED.finditer(words.low):
        yield from said(words, found.end(), False)


def said(words: Words, place: int, anything: bool) -> Iterator[Span]:
    """The name after «mi chiamo» (any word) or after «sono» and «nome:» (a known name only)."""
    index = words.at(place)
    token = words[index]
    if token is None or words.text[place : token.start].strip(" ") or token.start > place + 3:
        return
    start = token.start
    if particle(token, words) and joined(words[index + 1]):
        index += 1
        token = words[index]
    if (anything and is_word(token, words)) or evidence(words, index):
        yield Span(start, small_or_group(words, index), Kind.NAME)


def is_word(token: Token, words: Words) -> bool:
    """Could be a name nobody has in a list; not the «q» of «q_01»."""
    code = words.text[token.end : token.end + 1] == "_" or len(token.text) < 3
    return not (code or token.ordinary or token.low in PARTICLES)


def evidence(words: Words, index: int) -> bool:
    token, after = words[index], words[index + 1]
    follows = joined(after) and after.gap != "."
    if token.first_name and not token.ordinary:
        return True
    if token.first_name and follows and after.surname:
        return after.capital or not after.ordinary
    if token.surname and (token.capital or (follows and after.first_name)):
        return not token.homonym or (follows and after.first_name and after.capital)
    return bool(like_name(token, words) and follows and after.first_name and after.capital)
