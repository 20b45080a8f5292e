# SPDX-License-Identifier: AGPL-3.0-or-later
"""Codes of people and of their accounts, with the numbers of papers."""

import re
from collections.abc import Iterator

from .lists import ordinary_words
from .model import Kind, Span
from .papers import N, papers
from .tokens import Words

DIGIT = "[0-9lmnpqrstuv]"  # a tax code may have letters in place of digits (omocodia)
TAX_CODE = re.compile(
    rf"(?<![^\W_])(?:[a-z]{{3}}[ -]?[a-z]{{3}}[ -]?{DIGIT}{{2}}[ -]?[abcdehlmprst][ -]?{DIGIT}{{2}}"
    rf"[ -]?[a-z][ -]?{DIGIT}{{3}}[ -]?[a-z]"
    rf"|(?:[a-z] ){{6}}(?:{DIGIT} ){{2}}[abcdehlmprst] (?:{DIGIT} ){{2}}"
    rf"[a-z] (?:{DIGIT} ){{3}}[a-z])"
    r"(?![^\W_])"
)
TAX_CODE_SAID = re.compile(
    r"(?<!\w)(?:codice fiscale|cod\. ?fisc?\.|c\.f\.|cf)"
    r" {0,2}[:.]? {0,2}(?P<value>[a-z0-9]{11,17})(?!\w)"
)
IBAN = re.compile(r"(?<![^\W_])(?:it|sm) ?\d{2} ?[a-z](?: ?\d){10}(?: ?[a-z0-9]){12}(?![^\W_])")
IBAN_CUT = re.compile(r"(?<![^\W_])it ?\d{2} ?[a-z*](?:[ .-]?[\d*]){6,21}(?![^\W_])")
IBAN_IN_FOURS = re.compile(  # of any country, the second four may be letters of the bank
    r"(?<![\w-])[a-z]{2}\d{2}[ .-]?[a-z0-9]{4}(?:[ .-]?(?=[a-z]{0,3}\d)[a-z0-9]{4}){2,6}"
    r"(?:[ .-]?(?=[a-z]{0,2}\d)[a-z0-9]{1,3})?(?![^\W_])"
)
IBAN_SAID = re.compile(
    r"(?<!\w)iban {0,2}:? {0,2}(?P<value>[a-z]{2} ?\d{2}"
    r"(?:[a-z0-9]{2,5}|[ -](?=[a-z]{0,4}\d)[a-z0-9]{2,5}){3,9})(?!\w)"
)
IBAN_LENGTH = 27  # of Italy and of San Marino
VAT = re.compile(
    r"(?<!\w)(?:p(?:artita|art)?\.? ?i\.? ?v\.? ?a\.?|p\. ?iva|p\.i\.)(?: n[.°r]{0,2})?"
    r" {0,2}[:=]? {0,2}"
    r"(?:e'? )?(?P<value>(?:it ?)?\d{3}(?:[ .]?\d){8})(?!\d)"
)
ELEVEN = re.compile(r"(?<![\w./-])(?:it)?(\d{11})(?![\w/-])")
PLATE = re.compile(r"(?<![\w])[A-HJ-NPR-TV-Z]{2}[ -]?\d{3}[ -]?[A-HJ-NPR-TV-Z]{2}(?![\w])")
PLATE_SAID = re.compile(
    r"(?<!\w)targ(?:a|ata)[: ]{1,3}(?P<value>[a-z]{2}[ -]?\d{3}[ -]?[a-z]{2})(?!\w)"
)
IPA_SAID = re.compile(
    r"(?<!\w)(?:cod(?:ic[ei]|\.) (?:\w{1,14} ){0,2}ipa|ipa(?=:))(?: e'?(?= ))?"
    r"(?P<sep>[ :(\"'=]{1,4})(?P<value>[a-z]\w{1,19})"
)
IPA_TOWN = re.compile(r"(?<![^\W])[cp]_[a-z]{1,2}\d{2,3}(?!\w)")  # c_ and the land registry code
BADGE = re.compile(
    rf"(?<!\w)(?:matricola|matr\.?|badge|tesserino|tessera(?: sanitaria)?){N}(?: e'?)? ?:? ?"
    r"[a-z]{0,3}[-/]?\d{2,20}(?!\w)"
)
DOCUMENT = re.compile(
    rf"(?<!\w)(?:carta d'identita|c\.?i\.?e?\.?|passaporto"
    r"|patente(?: di guida)?|permesso di soggiorno)"
    rf"(?: elettronica)?{N} ?:? ?(?=[a-z]*\d)"
    r"(?:[a-z]{2} ?\d{5,7} ?[a-z]{0,2}|[a-z]\d{8})(?!\w)"
)
MONTH = (
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre"
)
BORN = re.compile(r"(?<!\w)(?:nat[oaie]|nascita|n\.)(?!\w)")
DAY = re.compile(
    rf"\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d{{2}})(?!\d)|\d{{1,2}}°? (?:{MONTH}) \d{{4}}"
)

SAID = (
    *((TAX_CODE_SAID, Kind.TAX_CODE), (IBAN_SAID, Kind.IBAN)),
    *((VAT, Kind.VAT), (PLATE_SAID, Kind.PLATE)),
)
WHOLE = (
    *(
        (TAX_CODE, Kind.TAX_CODE),
        (IBAN, Kind.IBAN),
        (IBAN_CUT, Kind.IBAN),
        (IBAN_IN_FOURS, Kind.IBAN),
    ),
    *((BADGE, Kind.BADGE), (DOCUMENT, Kind.DOCUMENT)),
)


def codes(words: Words) -> Iterator[Span]:
    yield from papers(words)
    for pattern, kind in WHOLE:
        for found in pattern.finditer(words.low):
            if sum(letter.isdigit() for letter in found[0]) > (2 if kind is Kind.TAX_CODE else 0):
                yield Span(*found.span(), kind)
    for pattern, kind in SAID:
        for found in pattern.finditer(words.low):
            if any(letter.isdigit() for letter in found["value"]):
                start = found.start("value")
                end = iban_end(found["value"]) if kind is Kind.IBAN else len(found["value"])
                yield Span(start, start + end, kind)
    yield from ipa_codes(words)
    for found in ELEVEN.finditer(words.low):
        if checks(found[1]):
            yield Span(*found.span(), Kind.VAT)
    for found in PLATE.finditer(words.text):
        yield Span(*found.span(), Kind.PLATE)


def ipa_codes(words: Words) -> Iterator[Span]:
    """After «codice IPA»; «c_e648» also elsewhere in a text that speaks of them, not «q_01»."""
    said = list(IPA_SAID.finditer(words.low))
    for found in said:
        value = found["value"]
        coded = "_" in value or any(letter.isdigit() for letter in value)
        if coded or (":" in found["sep"] and value not in ordinary_words()):
            yield Span(*found.span("value"), Kind.OTHER)
    if said:
        yield from (Span(*found.span(), Kind.OTHER) for found in IPA_TOWN.finditer(words.low))


def iban_end(value: str) -> int:
    """Where the account ends: the figures after it may be of something else."""
    letters = [place for place, letter in enumerate(value, 1) if letter.isalnum()]
    long = value.startswith(("it", "sm")) and len(letters) > IBAN_LENGTH
    return letters[IBAN_LENGTH - 1] if long else len(value)


def checks(vat: str) -> bool:
    """Luhn's check digit, as on every Italian VAT number; all zeros is a placeholder."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in vat[1::2])
    return (sum(map(int, vat[::2])) + sum(doubled)) % 10 == 0 and int(vat) > 0


def births(words: Words) -> Iterator[Span]:
    """A date within 60 characters of «nato», on the same line."""
    for found in BORN.finditer(words.low):
        stretch = words.low[found.end() : found.end() + 60].split("\n")[0]
        day = DAY.search(stretch)
        if day and (found[0] != "n." or day.start() < 3):
            yield Span(found.end() + day.start(), found.end() + day.end(), Kind.BIRTH)
