# SPDX-License-Identifier: AGPL-3.0-or-later
"""The arithmetic of BM25F (Robertson and Zaragoza, «The Probabilistic Relevance Framework», 2009).

Frequencies of a stem are weighed by field and by the length of the field against a fixed usual
length, so that a page can be indexed without looking at the others; saturation (K1) comes after
the stems of one concept have been added up.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

K1 = 1.6
LONGEST = 300  # words; a page longer than that has more subjects, not less of each


@dataclass(frozen=True)
class Field:
    weight: float
    slope: float
    usual_length: int  # words, stop words left out


TITLE = Field(weight=2.5, slope=0.3, usual_length=7)
SUMMARY = Field(weight=0.7, slope=0.65, usual_length=30)
BODY = Field(weight=1, slope=0.65, usual_length=30)
MARKS = Field(weight=1, slope=0, usual_length=1)  # acronyms, however many the page has


def frequencies(fields: Iterable[tuple[Field, list[str]]]) -> dict[str, float]:
    """Weighed frequency of each stem over the fields of one page."""
    total: dict[str, float] = {}
    for field, stems in fields:
        length = 1 - field.slope + field.slope * min(len(stems), LONGEST) / field.usual_length
        for stem, times in Counter(stems).items():
            total[stem] = total.get(stem, 0) + field.weight * times / length
    return total


def rarity(documents: float, total: float) -> float:
    """Inverse document frequency, never negative; `documents` under 1 for a word nobody uses."""
    total = max(total, documents)
    return log(1 + (total - documents + 0.5) / (documents + 0.5))
