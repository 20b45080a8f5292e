# SPDX-License-Identifier: AGPL-3.0-or-later
"""Streets, with or without a number, and postcodes with their town."""

import re
from collections.abc import Iterator

from .lists import FUNCTION_WORDS, ordinary_words, word_set
from .model import Kind, Span
from .tokens import Token, Words

STREET = re.compile(
    r"(?<![\w'-])(?:(?P<sure>via|v\.|viale|v\.le|piazza|p\.zza|p\.za|pza|piazzale|p\.le|piazzetta|c\.so"
    r"|vicolo|lungomare|lungotevere|lungarno|contrada|c\.da|localita|loc\.|frazione|fraz\.|circonvallazione)"
    r"|(?P<loose>corso|largo|strada|borgo|vico|salita|traversa"
    r"|rione|calle|campo|viadotto|galleria))(?= )"
)
GERMAN = re.compile(
    r"(?<![\w-])[A-Z][\w-]{2,20}(?:stra(?:ss|ß)e|str\.|platz|gasse|weg|allee)"
    r" \d{1,4}(?:[/-]?\w)?(?!\w)"
)
OPENING = re.compile(r" {1,2}(?:\d{1,2}°? )?")
NUMBER = re.compile(
    r" ?,? ?(?:n\.?°? ?|nr\.? ?|civico |num\. ?|km\.? ?)?(?:\d{1,4}(?:,\d)?"
    r"(?: ?[/-] ?(?:\d{1,3}|[a-z])(?!\w)|[a-z](?!\w))?|s\.?n\.?c\.?)"
    r"(?![\w%]|[.,:]\d)(?:,? (?:int|scala|piano)\.? ?\w{1,3}(?!\w))?"
)
POSTCODE = re.compile(r"(?<![\w.,/-])(?:cap:? ?)?\d{5}(?![\w/]|[.,]\d)")
SAID_POSTCODE = re.compile(r"(?<!\w)cap:? ?\d{5}(?!\d)")
TOWN = re.compile(
    r" ?-? ?[A-Z][^\W\d_]+(?:['-]?[A-Z][^\W\d_]+| [A-Z][^\W\d_]+"
    r"| (?:di|del|della|dei|in|sul|al|d'|nell') ?[A-Z][^\W\d_]+){0,4}(?: ?[(-] ?[A-Z]{2}(?!\w)\)?)?"
)
LINKS = word_set("di del della dei degli delle dello d' dell' da de e l' san santa la lo f lli")
NOT_STREETS = word_set(
    "mail email e-mail pec web internet telefono fax sms posta whatsapp teams zoom skype spid cie "
    "telematica online app smartphone telegram chat meet ordinaria breve definitiva generale "
    "amministrativa gerarchica formale informale libera crucis radio social satellite cavo bus "
    "rete scritta orale pec/mail raccomandata excel limesurvey google moduli mezzo quella questa "
    "eccezionale straordinaria sperimentale provvisoria preventiva principale prioritaria"
)


def addresses(words: Words) -> Iterator[Span]:
    for found in STREET.finditer(words.low):
        end = street_end(words, found)
        if end:
            yield Span(found.start(), end, Kind.ADDRESS)
    for found in GERMAN.finditer(words.text):
        yield Span(*found.span(), Kind.ADDRESS)
    yield from postcodes(words)


def street_end(words: Words, found: re.Match) -> int:
    """Where the address ends; 0 if this «via» is no street."""
    first = words[words.at(found.end())]
    if first is None or first.low in NOT_STREETS or first.start > found.end() + 5:
        return 0
    name_end, proper = street_name(words, found.end())
    if not name_end:
        return 0
    number = NUMBER.match(words.low, name_end)
    if number and (found["sure"] or (proper and not plain_word(first))):
        return number.end()
    return name_end if proper and (found["sure"] or of_a_person(first)) else 0


def plain_word(token: Token) -> bool:
    return token.ordinary and not token.homonym


def of_a_person(token: Token) -> bool:
    """«corso Vittorio Emanuele», not «corso Excel»."""
    return (token.first_name or token.surname) and not token.homonym


def street_name(words: Words, place: int) -> tuple[int, bool]:
    """End of the name, and whether it is written as a name, with capitals."""
    capitals = capital_name(words, place)
    return (capitals, True) if capitals else (small_name(words, place), False)


def small_name(words: Words, place: int) -> int:
    """«garibaldi 14» in small letters counts because a number follows within four words."""
    place = OPENING.match(words.low, place).end()
    index = words.at(place)
    if words[index].low in FUNCTION_WORDS - LINKS:
        return 0
    for step in range(4):
        token = words[index + step]
        if token is None or words.text[place : token.start].strip(" ") or token.start - place > 2:
            return 0
        place = token.end
        if NUMBER.match(words.low, place):
            return place
    return 0


def capital_name(words: Words, place: int) -> int:
    """«Giuseppe Garibaldi», «della Libertà», «XXV Aprile», «4 Novembre»: its end, or 0."""
    opening = OPENING.match(words.text, place)
    index, end = words.at(opening.end()), 0
    before = opening.end()
    for step in range(6):
        token = words[index + step]
        if token is None or words.text[before : token.start].strip(" .-"):
            break
        if "\n" in words.text[before : token.start] or (token.start - before) > 2:
            break
        if token.capital:
            if end and stops(words, token, before):
                break
            end = token.end
        elif token.low not in LINKS:
            break
        before = token.end
    return end


def stops(words: Words, token: Token, before: int) -> bool:
    """A full stop after a whole word ends the address."""
    gap = words.text[before : token.start]
    return "." in gap and token.opens


def postcodes(words: Words) -> Iterator[Span]:
    for found in POSTCODE.finditer(words.low):
        town = TOWN.match(words.text, found.end())
        if not town:
            continue
        first = words[words.at(found.end())]
        if first.low not in ordinary_words() or "(" in town[0]:
            yield Span(found.start(), town.end(), Kind.ADDRESS)
    for found in SAID_POSTCODE.finditer(words.low):
        yield Span(*found.span(), Kind.ADDRESS)
