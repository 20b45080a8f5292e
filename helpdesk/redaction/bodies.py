# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of administrations: a word that says what they are, and a name of their own."""

import re
from collections.abc import Iterator

from .lists import word_set
from .model import Kind, Span
from .places import close, municipality, with_province
from .tokens import Token, Words

HEAD = re.compile(
    r"(?<!\w)(?:(?P<of>comun[ei]|municipio|citta(?: metropolitana)?|provincia(?: autonoma)?"
    r"|c\.ne|com\.(?:ne)?|prov\.|univ\.|unione (?:dei )?comuni|unione montana|comunita montana"
    r"|gemeinde|prefettura|questura|tribunale|procura|universita(?: degli studi)?|politecnico"
    r"|camera di commercio|c\.?c\.?i\.?a\.?a\.?"
    r"|ufficio scolastico(?: \w+)?|ordine degli? \w+|ambito(?: territoriale| sociale| zona)?"
    r"|distretto(?: sanitario| sociosanitario)?|polizia (?:locale|municipale)"
    r"|azienda (?:ospedaliera(?: universitaria)?|sanitaria(?: locale| provinciale)?|usl)"
    r"|consorzio(?: di bonifica)?|ospedale|policlinico|biblioteca(?: comunale)?|museo(?: civico)?"
    r"|autorita portuale|casa di riposo|asilo(?: nido)?|nido(?: comunale)?|farmacia comunale)"
    r"|(?P<own>asl|a\.s\.l\.|ausl|a\.usl|usl|ulss|asst|ats|asp|aou|asur|asrem|ao|arpa|ater|aler|iacp"
    r"|ic|i\.c\.|istituto comprensivo|i\.?i\.?s\.?(?:s\.?)?|itis|ipsia|itc|istituto(?: \w+)?"
    r"|liceo(?: (?:scientifico|classico|linguistico|artistico|musicale))?|direzione didattica"
    r"|scuola(?: (?:primaria|secondaria|media|elementare|materna|superiore|dell'infanzia|statale))*"
    r"|circolo didattico|convitto|parco (?:nazionale|regionale)|cooperativa(?: sociale)?"
    r"|ente parco|apsp|ipab))(?: statale| comunale| capofila)?(?=[ ]+[\w\"«'])"
)
ASKER = re.compile(
    r"(?<!\w)(?:lavor|scriv|siamo|sono|dipendent|funzionari|responsabil|dirigent|per conto|presso"
    r"|uffici)[^.\n]{0,30}(?<!\w)(?P<region>regione (?:autonoma )?)"
)
NUMBERED = re.compile(r"(?<!\w)(?:asl|ausl|usl|ulss|asst|ats|asp)(?: n\.?)? \d{1,2}(?!\w|[.,]\d)")
NO_NAME = word_set(
    "residenza nascita appartenenza provenienza origine riferimento iscrizione domicilio interesse "
    "medie piccole grandi dimensione dimensioni montagna pianura confine destinazione partenza"
)
OF = word_set("di d' del della dell' dei degli delle dello")
INSIDE = OF | word_set("in al alla a sul sulla nell' nel e da san santa la lo l' don")
QUOTES = frozenset(" \"«'“")
DIGITS = re.compile(r"(?:\d{1,2}(?!\w)| \d{1,2}(?= ?[,.;:)\n]| ?\Z))?")
NATIONAL = word_set(
    "nazionale superiore italiana italiano centrale europea europeo statale stato istat"
)


def bodies(words: Words) -> Iterator[Span]:
    for found in HEAD.finditer(words.low):
        end = body_end(words, found)
        if end:
            yield Span(found.start(), with_tail(words, found.start(), end), Kind.BODY)
    for found in NUMBERED.finditer(words.low):
        yield Span(*found.span(), Kind.BODY)
    for found in ASKER.finditer(words.low):
        end = proper_name(words, words.at(found.end()))
        if end:
            yield Span(found.start("region"), end, Kind.BODY)


def body_end(words: Words, found: re.Match) -> int:
    index = words.at(found.end())
    token, linked = words[index], False
    if token is None or words.text[found.end() : token.start].strip(" \"«'n.°0123456789"):
        return 0
    while token and token.low in OF and (token is words[index] or close(token)):
        index, linked = index + 1, True
        token = words[index]
    if token is None or "\n" in token.gap:
        return 0
    last = municipality(words, index)
    acronym = found["own"] and words.text[slice(*found.span("own"))].isupper()
    if last >= 0 and settled(words, index, last, linked or acronym):
        return max(words[last].end, proper_name(words, index, own=True))
    if linked and small_comune(words, found, index):
        return token.end
    if found["of"] and not linked and not words.text[found.start()].isupper():
        return 0
    return proper_name(words, index)


def small_comune(words: Words, found: re.Match, index: int) -> bool:
    """«del comune di figline», though no municipality is called so; not «comune di nascita»."""
    token = words[index]
    small = found["of"] == "comune" and token.text.islower() and len(token.text) > 3
    return small and not token.ordinary and token.low not in NO_NAME


def with_tail(words: Words, start: int, end: int) -> int:
    """With the number («ASL TO3»), the closing quote and the province that belong to the name."""
    end = DIGITS.match(words.text, end).end()
    opened = words.text[start:end].count('"') % 2 or "“" in words.text[start:end]
    if opened and words.text[end : end + 1] in ('"', "”"):
        end += 1
    return with_province(words, end)


def settled(words: Words, index: int, last: int, linked: bool) -> bool:
    """Also in small letters after «di»: «comune di lecce»; not «comune di residenza»."""
    token = words[index]
    if token.capital:
        return linked or not token.ordinary or last > index
    return linked and (last > index or not token.ordinary)


def proper_name(words: Words, index: int, own: bool = False) -> int:
    """End of the words in capitals from `index` on, at most six, or 0 if all are ordinary."""
    end = 0
    for step in range(6):
        token = words[index + step]
        if token is None or not near(token, step):
            break
        if token.capital and len(token.text) > 1:
            if token.low in NATIONAL or (end and token.opens):
                break
            end, own = token.end, own or not token.ordinary or known_homonym(token)
        elif not initial_or_link(token):
            break
    return end if own else 0


def near(token: Token, step: int) -> bool:
    gap = token.gap
    return "\n" not in gap and (set(gap) <= QUOTES or gap in (".", ". ", "-") or not step)


def initial_or_link(token: Token) -> bool:
    return token.low in INSIDE or token.initial


def known_homonym(token: Token) -> bool:
    return token.homonym and (token.first_name or token.surname)
