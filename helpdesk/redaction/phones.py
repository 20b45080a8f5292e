# SPDX-License-Identifier: AGPL-3.0-or-later
"""Phone numbers; not numeri verdi, dates, amounts and numbers of laws."""

import re
from collections.abc import Iterator

from .model import Kind, Span
from .tokens import Words

PHONE = re.compile(
    r"(?<![\w.,/-])(?P<plus>(?:\(?\+|00)39\)? ?[-./]?)?(?P<number>\(?[03]\d{1,4}\)?"
    r"(?: ?[-./] ?|  ?)?\d{2,8}(?:[ ./-]\d{2,4}){0,4})(?![\w]|[.,]\d|/\d)"
)
ABROAD = re.compile(r"(?<![\w+])(?:\+|00)(?!39)[1-9](?:\)? ?[ ./(-]?\d){8,14}(?![\w]|[.,]\d)")
EXTENSION = re.compile(r"(?: ?[-,/]? ?(?:int|interno|ext)\.? ?\d{1,5}(?!\d))")
PHONE_SAID = re.compile(
    r"(?<!\w)(?:tel(?:efono|ef)?|cell(?:ulare)?|fax|mobile|whatsapp|numero|centralino|interno|int)"
    r"(?:\.| e'?)?(?: (?:n|nr|diretto|mio|ufficio|fisso)\.?)? {0,2}[:.]? {0,2}"
    r"(?P<value>\+?\d(?:[ ./-]?\d){3,13})(?!\d)"
)
INTERNAL = re.compile(r"(?<!\w)(?:int|interno|ext)\. ?\d{2,5}(?!\d)|(?<!\w)interno \d{3,5}(?!\d)")
FREE = re.compile(r"(?:\+39)?(?:80[0-9]|840|841|847|848|892|899|199|1)\d*")
DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}-\d\d-\d\d")
GROUPS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def phones(words: Words) -> Iterator[Span]:
    for found in PHONE.finditer(words.low):
        if is_phone(found["number"], bool(found["plus"])):
            yield with_extension(words, *found.span())
    for found in ABROAD.finditer(words.low):
        if not GROUPS.fullmatch(found[0].lstrip("+")):
            yield with_extension(words, *found.span())
    for found in PHONE_SAID.finditer(words.low):
        value = found["value"]
        digits = re.sub(r"\D", "", value)
        if len(digits) >= 5 and not FREE.fullmatch(digits) and not DATE.fullmatch(value):
            yield with_extension(words, *found.span("value"))
    for found in INTERNAL.finditer(words.low):
        yield Span(*found.span(), Kind.PHONE)


def is_phone(number: str, abroad: bool) -> bool:
    digits = re.sub(r"\D", "", number)
    if DATE.match(number) or GROUPS.fullmatch(number):
        return False
    if digits.startswith("3"):
        return len(digits) in (9, 10) and (number[3:4].isdigit() is False or len(digits) == 10)
    apart = abroad or len(digits) >= 9 or not number.isdigit()
    return digits[0] == "0" and digits[1] != "0" and 8 <= len(digits) <= 12 and apart


def with_extension(words: Words, start: int, end: int) -> Span:
    more = EXTENSION.match(words.low, end)
    return Span(start, more.end() if more else end, Kind.PHONE)
