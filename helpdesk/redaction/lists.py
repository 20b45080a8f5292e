# SPDX-License-Identifier: AGPL-3.0-or-later
"""Lists of names, surnames, municipalities and ordinary words; see data/README.md."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .canon import folded

DATA = Path(__file__).parent / "data"


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PARTICLES = word_set(
    "de di d' del dell' della dei degli delle da dal dalla la lo li le l' van von el al san"
)
JOINED = ("anna", "gian", "maria", "pier", "rosa")
FUNCTION_WORDS = word_set(
    "a ad al alla alle ai agli allo anche ancora avete bene che chi ci cio come con cosa cui da "
    "dal dalla dalle dai dagli dallo dei del della delle degli dello di dopo dove e ed era gia gli "
    "ha hai hanno ho i il in io la le lei li lo loro lui ma me mi mia mie mio nei nel nella nelle "
    "negli nello noi non nostra nostro o od ogni oppure per perche piu poi poco pure qua qual "
    "quale quando quella quello questa questo qui re se sei senza si sia siamo siete solo "
    "sono sta su sua sue sui sul sulla suo te ti tra fra tu tua tuo un una uno va vi voi"
)


def lines(name: str) -> list[str]:
    rows = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


@cache
def first_names() -> frozenset[str]:
    return frozenset(lines("first_names.txt"))


def is_first_name(word: str) -> bool:
    """In the list, or two of it written as one: Mariarosaria, Gianfilippo."""
    if word in first_names() or not word.startswith(JOINED):
        return word in first_names()
    return any(word.removeprefix(begin) in first_names() for begin in JOINED)


@cache
def surnames() -> frozenset[str]:
    return frozenset(lines("surnames.txt"))


@cache
def homonyms() -> frozenset[str]:
    """Names of people and places that are ordinary words, too: rosa, fondi, conti."""
    return frozenset(lines("homonyms.txt"))


@cache
def ordinary_words() -> frozenset[str]:
    return frozenset(lines("vocabulary.txt")) | homonyms() | FUNCTION_WORDS


@cache
def base_words() -> frozenset[str]:
    """Adjectives and nouns that are also surnames or towns, in one form: nero, noto, portico."""
    return frozenset(lines("inflected.txt"))


@cache
def inflected_words() -> frozenset[str]:
    return frozenset(form for base in base_words() for form in forms(base))


def forms(base: str) -> Iterator[str]:
    """nero, nera, neri, nere; greco, greci, greche; grigio, grigi; forte, forti; volpe, volpi."""
    stem, ending = base[:-1], base[-1]
    hard = stem + "h" if stem.endswith(("c", "g")) else stem
    yield base
    if ending == "o":
        yield from (stem + "a", stem.removesuffix("i") + "i", stem + "e", hard + "i", hard + "e")
    elif ending == "a":
        yield hard + "e"
    elif ending == "e":
        yield stem + "i"


def ordinary_use(word: str) -> bool:
    """May be an ordinary word; a first name never is, unless the lists say so: rosa, franco."""
    if word in ordinary_words() or word in base_words():
        return True
    return word in inflected_words() and word not in first_names()


@cache
def municipalities() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """First two words of a name: all names that begin so, as tuples of words, longest first."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for row in lines("municipalities.txt"):
        words = tuple(folded(row).replace("'", "' ").replace("-", " ").replace("/", " ").split())
        found.setdefault(words[:2], set()).add(words)
    return {start: tuple(sorted(names, key=len, reverse=True)) for start, names in found.items()}


@cache
def one_word_municipalities() -> frozenset[str]:
    return frozenset(start[0] for start in municipalities() if len(start) == 1)
