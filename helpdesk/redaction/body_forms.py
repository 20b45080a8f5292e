# SPDX-License-Identifier: AGPL-3.0-or-later
"""The forms of an administration's name and of its town, as patterns over folded text."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .body_heads import GENERIC, dotted_head, head_words, heads_alike
from .canon import canon
from .lists import first_names, one_word_municipalities, ordinary_use, ordinary_words, word_set
from .tokens import WORD

SAINTS = word_set("san santa santo sant sante santi s ss")
LINKERS = word_set(
    "di d de da dal dalla dei degli del dell della delle dello e ed in nel nell nella nelle "
    "a ad al all alla ai con per la lo le il i gli l su sul sull sulla"
)
# Parts of many names of places, too common to tell one of them.
COMMON_PARTS = word_set(
    "monte monti castel castello castelli valle valli val borgo villa ville torre torri rocca "
    "ponte campo colle colli isola porto serra casa casal casale pieve terra terre marina "
    "lido bagni bagno terme superiore inferiore nuovo nuova vecchio vecchia alto alta basso "
    "bassa mare lago fiume nord sud est ovest centro centrale romano romana ligure marittima "
    "padre don suor papa madre piemonte lombardia veneto trentino friuli venezia giulia "
    "liguria emilia romagna toscana umbria marche lazio abruzzo abruzzi molise campania "
    "puglia basilicata calabria sicilia sardegna aosta alpi appennino italia europa servizi "
    "persona persone"
)
GAP = r"(?:[^\w,;:!?\n]|_|\n(?!\n)){1,3}"
NUMBER = r"(?:n\W{0,2})?\d{1,3}"
LINK = rf"{GAP}(?:(?:{'|'.join(sorted(LINKERS))}|{NUMBER}){GAP}){{0,3}}"
OF = rf"{GAP}(?:(?:d[aei]?|de[il]|dell[aeo]?|degli|l[aeo]?|e|{NUMBER}){GAP}){{0,3}}"
JOINED_SAINT = re.compile(r"san[b-z]\w{3}")  # Sanremo
SAINT = r"(?:san(?:t[aeio]?)?|s{1,2}(?=[\W_]))[\W_]{0,3}"


def parts(text: str) -> list[str]:
    return [word.strip("'") for word in WORD.findall(canon(text).low)]


def linked(words: list[str]) -> str:
    """The words in their order; saints shortened, «di» and the like left out or put in."""
    pattern, joint = "", ""
    for place, word in enumerate(words):
        following = words[place + 1 : place + 2]
        if word in SAINTS and following:
            pattern, joint = pattern + joint + SAINT, ""
        elif word in one_word_municipalities() and JOINED_SAINT.match(word):
            pattern, joint = pattern + joint + SAINT + word.removeprefix("san"), LINK
        elif word not in LINKERS or not pattern:
            pattern, joint = pattern + joint + re.escape(word), LINK
    return pattern


def body_forms(body: str) -> Iterator[str]:
    """What it is and its own name, or one word of its own name: «IC Padre Pio», «liceo Fermi»."""
    words = parts(body)
    own, head = own_words(words), heads_alike(head_words(words))
    yield from numbered(body)
    if not head or not own:
        yield linked(own) if long_enough(own) else ""
        return
    names = [linked(own), linked(without_town(own)) if "comune" not in words else ""]
    names += sorted({re.escape(word) for word in own if proper(word)})
    yield rf"(?:{head}{OF}){{1,4}}(?:{'|'.join(filter(None, names))})"


def numbered(body: str) -> Iterator[str]:
    """«ULSS 8» of «Azienda ULSS 8 Berica»."""
    found = re.search(r"(?<![\w.,])0?([1-9]\d?)(?![\w.,])", canon(body).low)
    acronyms = dotted_head(parts(body))
    if found and acronyms:
        yield rf"{acronyms}{GAP}(?:n\W{{0,2}})?0?{found[1]}(?!\d|[.,]\d)"


def own_words(words: list[str]) -> list[str]:
    """The words after those that say what it is: «valle», «del», «savio» of an Unione."""
    return words[len(head_words(words)) :]


def without_town(own: list[str]) -> list[str]:
    """«Gianni Rodari» of «Gianni Rodari di Fano»."""
    return own[:-1] if len(own) > 2 and own[-1] in one_word_municipalities() else own


def long_enough(words: list[str]) -> bool:
    return any(len(word) > 2 and word not in LINKERS for word in words)


def own_forms(body: str) -> Iterator[str]:
    """The body's own name alone: «collesereno», «don milani»; not the «cultura» of a ministry."""
    own = own_words(parts(body))
    if len(own) > 1 and long_enough(own):
        yield linked(own)
        towns = (word for word in own if word in one_word_municipalities())
        yield from (re.escape(word) for word in towns if proper(word) and not ordinary_use(word))
    elif long_enough(own):
        alone = own[0] in one_word_municipalities() or own[0] not in ordinary_words()
        yield linked(own) if alone else ""


def short_forms(name: str) -> Iterator[str]:
    """«S. Angelo», «Lonato», «Padre Pio»: what is said for short, with a capital."""
    own = own_words(parts(name))
    after_saint = {after for word, after in pairwise(own) if word in SAINTS}
    if len(own) > 2:
        yield from (SAINT + re.escape(word) for word in after_saint)
        yield linked(without_town(own))
    telling = [word for word in own if proper(word) and word not in after_saint | first_names()]
    if sum(word not in LINKERS for word in own) > 1:
        yield from map(re.escape, telling[:1])


def initialled(name: str) -> Iterator[str]:
    """«S. Maria C.V.», «Sesto S.G.»: the first word, then the initials of the others."""
    own = [word for word in own_words(parts(name)) if word not in LINKERS]
    first = 2 if own and own[0] in SAINTS else 1
    letters = [word[0] for word in own[first:]]
    if letters:
        yield linked(own[:first]) + "".join(rf" {{0,2}}(?:d\. ?)?{letter}\." for letter in letters)


def proper(word: str) -> bool:
    """Says which one it is with a capital, or after «liceo»: the «fermi» of a school, too."""
    common = word in COMMON_PARTS or word in LINKERS or word in SAINTS or word in GENERIC
    return len(word) > 2 and not common and word not in ordinary_words()
