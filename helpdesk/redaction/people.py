# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of people, by the words around them and by the lists."""

import re
from collections.abc import Iterator

from .lists import PARTICLES, word_set
from .model import Kind, Span
from .name_groups import group_end, joined, known, like_name, particle, small_or_group
from .owners import PERSONAL, acts, owner, surname_after
from .pairs import full_name, saint
from .presented import presented
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
TRADES = word_set(  # an adjective may follow them
    "signori signore avvocato avvocata architetto architetta ingegnere ingegnera ingegneri "
    "geometra professore ragioniere ragioniera maresciallo onorevole"
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
    for index in range(len(words)):
        end = full_name(words, index) or lone_name(words, index)
        if end:
            yield Span(with_particle(words, index), end, Kind.NAME)


def with_particle(words: Words, index: int) -> int:
    """Where «Di Cagno» begins, though «Cagno» alone is known."""
    token, previous = words[index], words[index - 1]
    part = previous and previous.capital and previous.low in PARTICLES
    if not part or token.gap not in ("", " "):
        return token.start
    return previous.start if previous.low == "de" or not previous.opens else token.start


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
        if like_name(head, words) or surname_in_small(head, found[0].split()[-1]):
            yield Span(found.start(), small_or_group(words, begin), Kind.NAME)
        elif head and head.capital and known(head):
            yield Span(found.start(), group_end(words, begin), Kind.NAME)


def surname_in_small(token: Token | None, title: str) -> bool:
    """«la sig.ra ferrante», «il signor rossi»; not «i signori medici», «l'avvocato romano»."""
    if token is None or not known(token):
        return False
    return not token.ordinary or (token.homonym and title not in TRADES)


def lone_name(words: Words, index: int) -> int:
    """A first name or a surname alone, where the words before say that it is a person."""
    token = words[index]
    if len(token.text) < 3 or saint(words, index):
        return 0
    before = words.before(index, 2)
    last = before[0] if before else ""
    if owner(token, before) or acts(token, words):
        return token.end
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
    if last in PERSONAL and surname_after(token, words):
        return group_end(words, index)
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
