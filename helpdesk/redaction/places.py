# SPDX-License-Identifier: AGPL-3.0-or-later
"""Municipalities, where they tell who is asking."""

import re
from collections.abc import Iterator

from .lists import municipalities, one_word_municipalities, ordinary_use, word_set
from .model import Kind, Span
from .name_groups import like_name
from .people import EPONYMS
from .tokens import Token, Words

OWN = re.compile(
    r"(?<!\w)(?:qui(?: a| ad| in| da)?|(?:da )?noi (?:a|ad|di|da|in)"
    r"|(?:siamo|sono) (?:a|ad|di|in|da)"
    r"|(?:lavor|abit|viv|sto|stiam|scriv|veng|chiam|viviam|opera)\w* (?:a|ad|da|in|per)"
    r"|(?:residente|residenti|nat[oaie]|domiciliat[oaie]|sede|uffici|sito|sita"
    r"|ubicat[oa]) (?:a|ad|in)"
    r"|(?:paese|municipio|citta|sportello|anagrafe|abitanti|cittadini|comune|frazione|borgo|cittadina"
    r"|colleghi|collega|sede|popolazione|territorio|sindaco|sindaca|urp|polizia locale) (?:di|d'))"
    r" {1,2}$"
)
SAINTS = ("san", "santa", "santo", "sant'", "santi")  # «S. Giovanni Rotondo»
LEADS = word_set("a ad da di d in per presso vicino verso su tra fra con e o nel")
SHIELDS = EPONYMS | word_set(
    "corte conferenza dichiarazione accordo protocollo strategia processo direttiva patto agenda "
    "garante agenzia commissione parlamento regolamento vertice libro memorandum statuto consenso "
    "rapporto banca borsa tribunale tar appello rete gazzetta"
)
EVENTS = word_set(
    "fiera festival edizione tappa tappe roadshow convegno seminario evento eventi webinar "
    "giornata giornate incontro incontri expo olimpiadi biennale campionato summit forum salone "
    "settimana"
)
BETWEEN = word_set("di d del della dell a ad in da su sul e il la")
PROVINCE = re.compile(r" ?\((?:[A-Z]{2}|[A-Z][a-z]{3,12})\)")
DATELINE = re.compile(r",? (?:li |lì |addi )?\d{1,2}(?:[./-]\d| [a-z]{5,9} \d{4})")
ACRONYMS = frozenset({"pisa", "como", "re", "ne", "ora"})


def places(words: Words) -> Iterator[Span]:
    index = 0
    while index < len(words):
        last = municipality(words, index)
        if last < 0:
            yield from unknown_place(words, index)
            index += 1
            continue
        if told(words, index, last):
            yield Span(words[index].start, with_province(words, words[last].end), Kind.PLACE)
        index = last + 1


def municipality(words: Words, index: int) -> int:
    """Index of the last word of the longest municipality's name that begins here, or -1."""
    first, second = words[index], words[index + 1]
    if first.low == "s" and second and second.gap in (". ", "."):
        return max(listed(words, index, (saint, second.low)) for saint in SAINTS)
    if second and close(second) and (last := listed(words, index, (first.low, second.low))) >= 0:
        return last
    return index if first.low in one_word_municipalities() else -1


def listed(words: Words, index: int, begin: tuple[str, str]) -> int:
    """The same, among the names of more than a word that begin so."""
    for name in municipalities().get(begin, ()):
        rest = words.tokens[index + 2 : index + len(name)]
        if tuple(token.low for token in rest) == name[2:] and all(map(close, rest)):
            return index + len(name) - 1
    return -1


def close(token: Token) -> bool:
    return token.gap in ("", " ", "-", "  ", "/", "' ")


def told(words: Words, index: int, last: int) -> bool:
    first, alone = words[index], index == last
    own = OWN.search(words.low, max(0, first.start - 40), first.start)
    if own and (first.capital or not alone or not first.ordinary):
        return True
    if not first.capital or not words[last].capital or shielded(words, index):
        return False
    if first.upper and (not words.shouting or first.low in ACRONYMS) and len(first.low) < 5:
        return False
    if PROVINCE.match(words.text, words[last].end):
        return True
    if alone and (first.homonym or first.ordinary or (first.opens and ordinary_use(first.low))):
        return first.opens and dateline(words, last)
    before = words.before(index, 1)
    return not before or before[0] in LEADS or not alone or lonely(words, index, last)


def lonely(words: Words, index: int, last: int) -> bool:
    """No capital beside it: not a word of a longer title."""
    before, after = words[index - 1], words[last + 1]
    apart = before is None or not before.capital or "," in words[index].gap or words[index].opens
    return apart and (after is None or not after.capital or after.gap != " ")


def dateline(words: Words, last: int) -> bool:
    return bool(DATELINE.match(words.low, words[last].end))


def shielded(words: Words, index: int) -> bool:
    """«Convenzione di Faro», «roadshow di Bari»; not «il modulo, ma a Lecce»."""
    near = [word for word in words.before(index, 6, stop=",") if word not in BETWEEN]
    law, event = set(near[:2]) & SHIELDS, EVENTS.intersection(words.before(index, 6))
    return bool(law or event) or words.in_region(words[index])


def with_province(words: Words, end: int) -> int:
    more = PROVINCE.match(words.text, end)
    return more.end() if more else end


def unknown_place(words: Words, index: int) -> Iterator[Span]:
    """«qui a Collesereno», whatever the lists say."""
    token = words[index]
    if not token.capital or words.shouting or not like_name(token, words) or token.upper:
        return
    if not OWN.search(words.low, max(0, token.start - 40), token.start):
        return
    last = index
    while words[last + 1] and close(words[last + 1]) and like_name(words[last + 1], words):
        last += 1
    yield Span(token.start, with_province(words, words[last].end), Kind.PLACE)
