# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the record knows, looked for in a text: names whole, in parts, joined and shortened."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import lru_cache

from .body_forms import body_forms, initialled, linked, own_forms, parts, short_forms
from .lists import ordinary_use
from .model import Kind, Record, Span
from .record_forms import email_forms, literal, name_forms, name_parts, token_form
from .small_words import ordinary_here
from .tokens import Words

APART_FROM_LETTERS = r"(?<![^\W\d_])", r"(?![^\W\d_])"
EXACT = r"(?<![^\W_])", r"(?![^\W_])"


class Sure(Enum):
    """How sure a form is to mean what the record knows."""

    ALWAYS = 1
    UNLESS_A_WORD = 2  # an ordinary word in small letters is let through, and «Valle d'Aosta»
    WITH_CAPITAL = 3


def recorded(words: Words, record: Record) -> Iterator[Span]:
    """Everything of the record in the text, in any case and with or without accents."""
    for kind, pattern, sure in patterns(record):
        for found in pattern.finditer(words.low):
            start, end = found.span()
            if sure is not Sure.ALWAYS and start in words.region_letters:
                continue
            if sure is Sure.UNLESS_A_WORD and ordinary_here(words, start, end, kind):
                continue
            if sure is Sure.WITH_CAPITAL and not capital_here(words, start):
                continue
            yield Span(start, end, kind)


def capital_here(words: Words, start: int) -> bool:
    """A capital that says something: not that of an ordinary word that begins a sentence."""
    token = words.tokens[words.at(start)]
    return token.capital and not (token.opens and ordinary_use(token.low))


@lru_cache(maxsize=64)
def patterns(record: Record) -> tuple[tuple[Kind, re.Pattern, Sure], ...]:
    """(kind, pattern over the folded text, how sure it is)."""
    towns = [parts(town.split("(")[0]) for town in record.municipalities]
    places = (*record.bodies, *record.municipalities)
    whole = {
        Kind.NAME: {form for name in record.names for form in name_forms(name)},
        Kind.EMAIL: {literal(email) for email in record.emails},
        Kind.BODY: {form for body in record.bodies for form in body_forms(body)},
        Kind.PLACE: {linked(words) for words in towns if len(words) > 1}
        | {form for name in places for form in initialled(name)},
        Kind.OTHER: {token_form(token) for token in record.tokens},
    }
    single = {
        Kind.NAME: {part for name in record.names for part in name_parts(name)},
        Kind.USER: {form for email in record.emails for form in email_forms(email)},
        Kind.PLACE: {part for body in record.bodies for part in own_forms(body)}
        | {linked(words) for words in towns if len(words) == 1},
    }
    short = {Kind.PLACE: {form for name in places for form in short_forms(name)}}
    sorts = ((whole, Sure.ALWAYS), (single, Sure.UNLESS_A_WORD), (short, Sure.WITH_CAPITAL))
    return tuple(
        (kind, pattern, sure)
        for forms_of, sure in sorts
        for kind, forms in forms_of.items()
        if (pattern := compiled(kind, forms))
    )


def compiled(kind: Kind, forms: Iterable[str]) -> re.Pattern | None:
    ordered = sorted(filter(None, forms), key=lambda form: (-len(form), form))
    before, after = EXACT if kind in (Kind.OTHER, Kind.EMAIL) else APART_FROM_LETTERS
    return re.compile(f"{before}(?:{'|'.join(ordered)}){after}") if ordered else None
