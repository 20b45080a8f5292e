# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far two spellings are: letters put in, left out, changed or swapped with the next."""

import re

ELIDED = re.compile(r"^(?:dell|all|nell|sull|dall|quell|un|l|d)(?=[aeiouh])")
SHORTEST = 5
LONG = 8


def tolerance(word: str) -> int:
    """Errors forgiven in a word; none in short ones and in codes."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) < LONG else 2


def without_article(word: str) -> str:
    """«lindagine» as «l'indagine» was meant; the word itself when it begins with no article."""
    return ELIDED.sub("", word)


def keys(word: str) -> list[str]:
    """The word, and itself without each of its letters: two words one error apart share a key.

    After Wolf Garbe's symmetric delete spelling correction.
    """
    if not tolerance(word):
        return []
    return sorted({word, *(word[:place] + word[place + 1 :] for place in range(1, len(word)))})


def distance(one: str, other: str) -> int:
    """Optimal string alignment distance."""
    before, row = [], list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
    return row[-1]


def nearest(word: str, known: list[str]) -> str:
    """The first of the known words with the fewest errors, if those are forgiven."""
    near = [(distance(word, other), other) for other in known]
    errors, other = min(near, key=lambda pair: pair[0], default=(0, ""))
    return other if errors <= tolerance(word) else ""
