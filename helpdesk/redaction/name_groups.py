# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far a name goes, once a word is known to begin it."""

from .lists import FUNCTION_WORDS, PARTICLES
from .tokens import Token, Words


def like_name(token: Token | None, words: Words) -> bool:
    """Could stand inside a name: in capitals, and no ordinary word unless a known name."""
    if token is None or not token.capital or token.initial:
        return False
    if token.first_name or token.surname:
        return not (words.shouting and token.low in FUNCTION_WORDS)
    return not token.ordinary and not token.low.endswith("'")


def joined(token: Token | None) -> bool:
    return token is not None and token.gap in ("", " ", "  ", "-", "_", ". ", ".", "' ")


def group_end(words: Words, index: int, most: int = 4) -> int:
    """End of the name that begins at word `index`, of at most `most` parts."""
    last = words[index]
    parts, place = 1, index + 1
    while parts < most:
        token, after = words[place], words[place + 1]
        if not joined(token) or (token.gap.startswith(".") and not short(last)):
            break
        if particle(token, words) and joined(after) and like_name(after, words):
            last, parts, place = after, parts + 1, place + 2
        elif like_name(token, words) or (
            token.initial and words.text[token.end : token.end + 1] == "."
        ):
            last, parts, place = token, parts + 1, place + 1
        else:
            break
    dot = last.initial and words.text[last.end : last.end + 1] == "."
    return last.end + dot


def short(token: Token) -> bool:
    return len(token.text) <= 2


def particle(token: Token, words: Words) -> bool:
    return token.low in PARTICLES and (token.capital or token.low in ("d'", "de"))


def known(token: Token) -> bool:
    return token.first_name or token.surname


def small_or_group(words: Words, index: int) -> int:
    """Also names in small letters: «antonio de luca»."""
    token = words[index]
    if token.capital:
        return group_end(words, index)
    end = token.end
    for place in range(index + 1, index + 4):
        token, after = words[place], words[place + 1]
        if token is None or token.gap != " ":
            break
        if token.low in PARTICLES and after and after.gap in ("", " ") and after.surname:
            continue
        if (token.ordinary and not token.surname) or token.low in FUNCTION_WORDS:
            break
        end = token.end
    return end
