# SPDX-License-Identifier: AGPL-3.0-or-later
"""Name and surname, in either order, or an initial and a surname."""

from .body_heads import GENERIC
from .lists import word_set
from .name_groups import group_end, joined, known, like_name, particle
from .tokens import Token, Words

SAINTS = word_set("san santa santo sant s ss")
STREETS = word_set("via viale piazza corso largo")
NOT_SURNAMES = GENERIC | word_set("grazie saluti buongiorno buonasera salve ciao gentile")
LABELLED = word_set(  # «Allegato A. Attendo risposta»
    "allegato modello modulo scheda tabella colonna foglio sezione parte gruppo sottogruppo classe "
    "fascia categoria tipo opzione versione variante lettera punto lotto zona scala palazzina"
)


def full_name(words: Words, index: int) -> int:
    """Name and surname in either order, or initial and surname: the end, or 0."""
    token, after = words[index], words[index + 1]
    if not joined(after) or saint(words, index):
        return 0
    if not token.capital:
        return after.end if small_pair(token, after) else 0
    if token.initial:
        return initial_name(words, index)
    if after.gap.startswith("."):
        return 0
    nobiliary = particle(after, words) and like_name(words[index + 2], words)
    if token.first_name and (nobiliary or like_name(after, words)):
        return group_end(words, index) if sure_pair(token, after, words[index + 2], words) else 0
    if surname_like_a_word(token, after):
        return max(after.end, group_end(words, index))
    if first_and_initial(words, index):
        return group_end(words, index)
    if after.first_name and after.capital and not after.homonym:
        reversed_name = token.surname or (like_name(token, words) and not token.opens)
        return group_end(words, index) if reversed_name else 0
    return 0


def small_pair(token: Token, after: Token) -> bool:
    """«lucia ferrara», «ferrara_lucia»: known names, none of them a word."""
    if token.ordinary or after.gap.startswith("."):
        return False
    if after.ordinary:
        return token.first_name and after.surname and after.homonym and after.gap == " "
    return (token.first_name and after.surname) or (token.surname and after.first_name)


def sure_pair(token: Token, after: Token, third: Token | None, words: Words) -> bool:
    """«Massimo Rossi» is a person, «Massimo Livello» is not; «Giulia Zuccarello» is."""
    if not token.homonym:
        return True
    if particle(after, words):
        return bool(third and third.surname)
    if after.surname or (after.first_name and not after.homonym):
        return True
    return not after.ordinary and not after.upper


def surname_like_a_word(token: Token, after: Token) -> bool:
    """«Carmelina Grande»; not «Giulia Ufficio tributi»."""
    surely = token.first_name and not token.ordinary and not token.upper
    written = after.capital and not after.upper and after.gap == " " and len(after.text) > 3
    return surely and written and after.low not in NOT_SURNAMES


def first_and_initial(words: Words, index: int) -> bool:
    token, after = words[index], words[index + 1]
    dotted = words.text[after.end : after.end + 1] == "."
    return known(token) and not token.homonym and after.initial and dotted


def initial_name(words: Words, index: int) -> int:
    """«M. Bianchi», «G.B. Verdi»; not «D. Lgs.», «L. Regionale», «P. IVA»."""
    if LABELLED.intersection(words.before(index, 1)):
        return 0
    place = index
    while place < index + 3 and words[place] and words[place].initial:
        if not words.text.startswith(".", words[place].end):
            return 0
        place += 1
    token = words[place]
    if token is None or token.gap not in (".", ". ") or token.text[1:].upper() == token.text[1:]:
        return upper_initial(words, place)
    if particle(token, words) and like_name(words[place + 1], words):
        return group_end(words, place)
    listed = words[index].opens and not token.surname  # «E. Ragionate», the item of a list
    if not like_name(token, words) or len(token.text) < 4 or listed:
        return 0
    return group_end(words, place)


def upper_initial(words: Words, place: int) -> int:
    token = words[place]
    fits = token and token.gap in (".", ". ") and token.upper and token.surname
    return group_end(words, place) if fits else 0


def saint(words: Words, index: int) -> bool:
    """A saint or a street: «San Nicola», «via Rosa»; but «Santo Russo» is a person."""
    token, after = words[index], words[index + 1]
    if token.low.rstrip("'") in SAINTS:
        return not (token.first_name and after and after.surname and not after.first_name)
    return bool(set(words.before(index, 1)) & (SAINTS | STREETS)) or words.in_region(token)
