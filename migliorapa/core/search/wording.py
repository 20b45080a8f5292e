# SPDX-License-Identifier: AGPL-3.0-or-later
"""Titles that say what was asked in the same words and the same order.

Little words count here: of «quante risposte servono» one word alone tells a subject, and dozens of
titles share it; the title that asks the same question is what was meant.
"""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ..text import fold
from .documents import Hit
from .stems import stem
from .stopwords import ARTICLES
from .tokens import WORD, undotted

PASSED_OVER = frozenset(ARTICLES.split())


@lru_cache(maxsize=4_096)
def runs(text: str) -> frozenset[tuple[str, str]]:
    """Stems of words that stand beside each other, articles and prepositions passed over."""
    words = (word for word in WORD.findall(fold(undotted(text))) if word not in PASSED_OVER)
    return frozenset(pairwise(map(stem, words)))


def first_what_says_it(text: str, hits: list[Hit]) -> list[Hit]:
    """The hits anew by score, which doubles for a title that says all of the text."""
    asked = runs(text)
    said = [len(asked & runs(hit.title)) for hit in hits] if asked else []
    if not any(said):
        return hits
    told = [
        replace(hit, score=hit.score * (1 + many / len(asked))) if many else hit
        for hit, many in zip(hits, said, strict=True)
    ]
    return sorted(told, key=lambda hit: -hit.score)
