# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the texts of a request tell, added to what its record knows."""

import re
from collections.abc import Iterable
from dataclasses import fields

from .canon import canon
from .engine import redact
from .lists import ordinary_words
from .model import Kind, Record
from .people import TITLE
from .tokens import WORD

PART = {Kind.NAME: "names", Kind.EMAIL: "emails", Kind.BODY: "bodies", Kind.PLACE: "municipalities"}
DIGIT = re.compile(r"\d")
COMES_FROM = re.compile(
    r" (?:di|da|del [Cc]omune di|dal [Cc]omune di) "
    r"(?P<town>[A-Z][^\W\d_]+(?:[ '-][A-Z][^\W\d_]+){0,3})"
)


def learned(texts: Iterable[str], known: Record) -> Record:
    """`known` with everything that is found in the texts, but for ordinary words."""
    parts = {field.name: set(getattr(known, field.name)) for field in fields(Record)}
    for text in texts:
        for item in redact(text, known).replacements:
            original = without_title(item.original) if item.kind is Kind.NAME else item.original
            if not is_ordinary(original):
                parts[PART.get(item.kind, "tokens")].add(original)
            if item.kind is Kind.NAME:
                parts["municipalities"] |= home(text, item.end)
    return Record(**{name: tuple(sorted(values)) for name, values in parts.items()})


def home(text: str, end: int) -> set[str]:
    """«Teresa Ferrante di Collesereno»: where somebody comes from, though no list has it."""
    found = COMES_FROM.match(text, end)
    return {found["town"]} if found and not is_ordinary(found["town"]) else set()


def without_title(name: str) -> str:
    """«dott. Marchetti» is known as Marchetti: the title may stand in any text."""
    read = canon(name)
    kept = TITLE.sub(lambda found: " " * len(found[0]), read.low)
    start = len(kept) - len(kept.lstrip())
    return read.text[start:].strip()


def is_ordinary(text: str) -> bool:
    words = WORD.findall(canon(text).low)
    return not DIGIT.search(text) and all(word in ordinary_words() for word in words)
