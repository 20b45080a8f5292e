# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of names, e-mails and numbers of the record, as patterns over folded text."""

import re
from collections.abc import Iterator

from .body_forms import parts
from .body_heads import GENERIC
from .canon import canon
from .lists import FUNCTION_WORDS, PARTICLES, ordinary_words, word_set

APART = r"[\W_]{1,3}"
SURNAME_PARTICLES = frozenset(particle.strip("'") for particle in PARTICLES)
MAILBOXES = word_set("info urp pec mail email posta segreteria protocollo staff ced")


def literal(text: str) -> str:
    return re.escape(canon(text).low.strip())


def token_form(token: str) -> str:
    """With or without zeros before a number, with any space where there is one."""
    words = canon(token).low.split()
    if sum(letter.isalnum() for word in words for letter in word) < 3:
        return ""
    return r"\s{1,3}".join(re.sub(r"^0+(?=\d)", "0*", re.escape(word)) for word in words)


def spaced(words: list[str]) -> str:
    return APART.join(map(re.escape, words))


def telling(words: list[str]) -> list[str]:
    return [word for word in words if len(word) > 2 and word not in PARTICLES | FUNCTION_WORDS]


def name_parts(name: str) -> Iterator[str]:
    words = parts(name)
    for part in telling(words):
        yield part + r"\d{0,4}"
    for place, word in enumerate(words[1:-1], 1):
        if word in SURNAME_PARTICLES:  # «De Santis», «desantis»
            yield spaced(words[place:])
            yield "".join(words[place:]) + r"\d{0,4}"


def name_forms(name: str) -> Iterator[str]:
    """maria rossi, rossi maria, mariarossi, m.rossi, mrossi, rossim."""
    words = parts(name)
    if len(words) < 2:
        return
    first, last = words[0], words[1:]
    surname = "".join(last)
    yield spaced(words)
    yield spaced([*last, first])
    for joined in (first + surname, surname + first, first[0] + surname, surname + first[0]):
        if len(joined) > 4 and joined not in ordinary_words():
            yield re.escape(joined) + r"\d{0,4}"
    yield rf"{re.escape(first[0])}[\W_]{{1,2}}{spaced(last)}"
    yield rf"{spaced(last)}[\W_]{{1,2}}{re.escape(first[0])}\."
    yield rf"{re.escape(first)} {{1,2}}{re.escape(last[0][0])}\."


def email_forms(email: str) -> Iterator[str]:
    local = canon(email).low.split("@")[0].strip()
    if len(local) > 2 and local not in ordinary_words() | GENERIC | MAILBOXES:
        yield re.escape(local) + r"\d{0,4}"
