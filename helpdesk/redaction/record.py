# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the record knows, looked for in a text: names whole, in parts, joined and shortened."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from .lists import PARTICLES, ordinary_words
from .model import Kind, Record, Span
from .record_forms import (
    body_forms,
    email_forms,
    literal,
    name_forms,
    name_parts,
    own_parts,
    parts,
    spaced,
    token_form,
)
from .tokens import WORD, Words

APART_FROM_LETTERS = r"(?<![^\W\d_])", r"(?![^\W\d_])"
EXACT = r"(?<![^\W_])", r"(?![^\W_])"


def recorded(words: Words, record: Record) -> Iterator[Span]:
    """Everything of the record in the text, in any case and with or without accents."""
    for kind, pattern, soft in patterns(record):
        for found in pattern.finditer(words.low):
            start, end = found.span()
            if soft and small_word(words, start, end):
                continue
            yield Span(start, end, kind)


def small_word(words: Words, start: int, end: int) -> bool:
    """«il foglio rosa» when Rosa asks, «il parere d'amico»: ordinary words in small letters."""
    return words.text[start:end].islower() and all(
        word in ordinary_words() or word in PARTICLES for word in WORD.findall(words.low[start:end])
    )


@lru_cache(maxsize=64)
def patterns(record: Record) -> tuple[tuple[Kind, re.Pattern, bool], ...]:
    """(kind, pattern over the folded text, whether an ordinary small word is let through)."""
    whole = {
        Kind.NAME: {form for name in record.names for form in name_forms(name)},
        Kind.EMAIL: {literal(email) for email in record.emails},
        Kind.BODY: {form for body in record.bodies for form in body_forms(body)},
        Kind.PLACE: {spaced(parts(place)) for place in record.municipalities},
        Kind.OTHER: {token_form(token) for token in record.tokens},
    }
    single = {
        Kind.NAME: {part for name in record.names for part in name_parts(name)},
        Kind.USER: {form for email in record.emails for form in email_forms(email)},
        Kind.PLACE: {part for body in record.bodies for part in own_parts(body)},
    }
    found = [(kind, compiled(kind, forms), kind is Kind.PLACE) for kind, forms in whole.items()]
    found += [(kind, compiled(kind, forms), True) for kind, forms in single.items()]
    return tuple((kind, pattern, soft) for kind, pattern, soft in found if pattern)


def compiled(kind: Kind, forms: Iterable[str]) -> re.Pattern | None:
    ordered = sorted(filter(None, forms), key=lambda form: (-len(form), form))
    before, after = EXACT if kind in (Kind.OTHER, Kind.EMAIL) else APART_FROM_LETTERS
    return re.compile(f"{before}(?:{'|'.join(ordered)}){after}") if ordered else None
