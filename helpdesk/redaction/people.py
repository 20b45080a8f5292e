# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of people, by the words around them and by the lists."""

import re
from collections.abc import Iterator

from .lists import PARTICLES, word_set
from .model import Kind, Span
from .name_groups import group_end, joined, known, like_name, particle, small_or_group
from .pairs import full_name, saint
from .tokens import Token, Words

TITLE = re.compile(
    r"(?<![\w])(?:(?:gent\.?(?:ma|mo|le)|egr\.?|egregi[oa]|gentil[ei]|spett\.?(?:le)?) )?"
    r"(?:dott\.? ?ss[ae]|dott\.|dott(?=\s)|dr\.? ?ssa|dr\.?(?=\s)|dottor(?:e|essa)?"
    r"|ing\.|ingegner[ea]?"
    r"|sig\.? ?(?:ra|na)|sigg?\.|sig(?=\s)|signor(?:[aei]|ina)?|geom\.?|geometra"
    r"|(?:ing|arch|rag|prof)(?=\s)|avv\.(?:to)?|avv(?=\s)"
    r"|avvocat[oa]|prof\.? ?ssa|prof\.?|professor(?:e|essa)?"
    r"|arch\.|architett[oa]|rag\.|ragionier[ea]?"
    r"|on\.|onorevole|cav\.|don|suor|p\.i\.|m\.llo|maresciallo|cap\.no)"
    r"(?:(?<=\.)|(?!\w))\.?(?= ?[^\W\d_])"
)
ROLE = word_set(
    "collega colleghi collaboratore collaboratrice assessore assessora assessor sindaco sindaca "
    "vicesindaco dirigente segretario segretaria direttore direttrice responsabile funzionario "
    "funzionaria istruttore istruttrice comandante ispettore ispettrice presidente operatore "
    "operatrice referente impiegata impiegato maestra maestro consigliere consigliera tecnico "
    "stagista tirocinante coordinatore coordinatrice capo caposettore vigile agente"
)
CALL = word_set(
    "ciao cara caro gentile gentilissima gentilissimo buongiorno buonasera salve salute grazie "
    "con da sentito sentita chiamato chiamata scritto chiesto detto parlato visto incontrato "
    "famiglia contattato saluta ringrazio cordialmente saluti certo certa tale"
)
NAMED = re.compile(
    r"(?<!\w)(?:mi chiamo|(?:il )?mio nome e'?|si chiama(?:no)?|chiamat[oa]|a nome|nominativo"
    r"|nome e cognome|cognome e nome|cognome|nome|firmato|f\.to|mittente|rilevatore|rilevatrice"
    r"|firma|intestat[oa] a|intestatari[oa]|referente|rup|da|a|cc)(?P<sep> ?: {0,3}| {1,2})"
)
BARE = frozenset({"mi chiamo", "mio nome", "si chiama"})  # need no colon
PRESENTED = re.compile(r"(?<!\w)(?:sono|siamo|qui|parla|scrive|presento)(?:,? (?:la|il))? {1,2}")
EPONYMS = word_set(
    "legge decreto riforma lodo scala indice metodo modello test teorema formula coefficiente "
    "matrice diagramma principio grafico distribuzione premio progetto codice piano istituto "
    "scuola liceo convenzione trattato carta operazione software programma numero bollino zona "
    "pronto modulo foglio quota"
)
DATES_AND_PLACES = word_set(
    "natale pasqua domenica sabato europa italia asia america norma primo secondo sole iris "
    "regina franca massima libera libero santo santa grazie grazia"
)
ARTICLES = word_set("il lo la i gli le un una del della nel nella sul sulla dell l al alla")


def people(words: Words) -> Iterator[Span]:
    yield from titled(words)
    yield from presented(words)
    for index, token in enumerate(words.tokens):
        end = full_name(words, index) or lone_name(words, index)
        if end:
            yield Span(token.start, end, Kind.NAME)


def titled(words: Words) -> Iterator[Span]:
    for found in TITLE.finditer(words.low):
        index = words.at(found.end())
        token = words[index]
        if token is None or words.text[found.end() : token.start].strip(" "):
            continue
        begin = index + 1 if particle(token, words) or token.initial else index
        head = words[begin]
        if begin != index and not joined(head):
            continue
        if like_name(head, words) or (head and known(head) and not head.ordinary):
            yield Span(found.start(), small_or_group(words, begin), Kind.NAME)
        elif head and head.capital and known(head):
            yield Span(found.start(), group_end(words, begin), Kind.NAME)


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
    if (anything and not token.ordinary and token.low not in PARTICLES) or evidence(words, index):
        yield Span(start, small_or_group(words, index), Kind.NAME)


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


def lone_name(words: Words, index: int) -> int:
    """A first name or a surname alone, where the words before say that it is a person."""
    token = words[index]
    if len(token.text) < 3 or saint(words, index):
        return 0
    before = words.before(index, 2)
    last = before[0] if before else ""
    if any(word in EPONYMS for word in before):
        return 0
    called = last in CALL or last in ROLE
    if token.first_name and not token.ordinary:
        return token.end if called or (token.capital and not acronym(words, token)) else 0
    return in_context(words, index, last, called) if token.capital else 0


def acronym(words: Words, token: Token) -> bool:
    return token.upper and len(token.text) < 5 and not words.shouting


def in_context(words: Words, index: int, last: str, called: bool) -> int:
    """A name that is also a word, or a surname."""
    token = words[index]
    if token.first_name and not token.opens:
        called = called or (last in ARTICLES and "con" in words.before(index, 2))
        return token.end if called or loose_first_name(words, index, last) else 0
    if token.surname and not token.opens and not words.shouting:
        person = called or (last in ("la", "il") and not token.ordinary)
        return token.end if person else 0
    return token.end if called and token.first_name else 0


def loose_first_name(words: Words, index: int, last: str) -> bool:
    """«di Rosa», not «la Rosa», «Modulo Rosa», «entro Natale»."""
    token, previous = words[index], words[index - 1]
    if previous is None or previous.capital or words.shouting:
        return False
    return last not in ARTICLES and token.low not in DATES_AND_PLACES
