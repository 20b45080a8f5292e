# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts that ask the same with other words: cosine of the roots of their words, rare ones first."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from migliorapa.core.search import stems, tokens

ALIKE = 0.3
TITLE_WEIGHS = 2
COMMON_SHARE, NEVER_COMMON = 0.2, 20  # what more texts than these have tells nothing of them


def roots(text: str) -> set[str]:
    return {stems.root(stems.stem(word)) for word in tokens.words(text)}


class Likeness:
    """Vectors of `(title, text)`, of length one."""

    def __init__(self, texts: Iterable[tuple[str, str]]):
        read = [(roots(title), roots(text)) for title, text in texts]
        shared = Counter(root for title, text in read for root in title | text)
        most = max(NEVER_COMMON, COMMON_SHARE * len(read))
        self._rarity = {
            root: math.log(1 + len(read) / count) for root, count in shared.items() if count <= most
        }
        self.vectors = [self._vector(title, text) for title, text in read]

    def _vector(self, title: set[str], text: set[str]) -> dict[str, float]:
        weights = {
            root: self._rarity[root] * (TITLE_WEIGHS if root in title else 1)
            for root in title | text
            if root in self._rarity
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {root: weight / length for root, weight in weights.items()}


def groups(texts: Iterable[tuple[str, str]]) -> list[list[int]]:
    """Places of the texts that are alike, each in one group, the first one before the others.

    A text joins the group whose first one is most like it, so that groups do not drift.
    """
    found: list[list[int]] = []
    having: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for place, vector in enumerate(Likeness(texts).vectors):
        like: Counter[int] = Counter()
        for root, weight in vector.items():
            for group, other in having[root]:
                like[group] += weight * other
        best, share = max(like.items(), key=lambda item: item[1], default=(0, 0))
        if share >= ALIKE:
            found[best].append(place)
            continue
        for root, weight in vector.items():
            having[root].append((len(found), weight))
        found.append([place])
    return found
