# SPDX-License-Identifier: AGPL-3.0-or-later
"""The arithmetic of BM25F (Robertson and Zaragoza, «The Probabilistic Relevance Framework», 2009).

Frequencies of a stem are weighed by field and by the length of the field against a fixed usual
length, so that a page can be indexed without looking at the others; saturation (K1) comes after
the stems of one concept have been added up.
"""

from collections import Counter
from dataclasses import dataclass
from math import log

K1 = 1.6
LONGEST = 300  # words; a page longer than that has more subjects, not less of each


@dataclass(frozen=True)
class Field:
    weight: float
    slope: float
    usual_length: int  # words, stop words left out

    def weighed(self, stems: list[str]) -> Counter[str]:
        length = 1 - self.slope + self.slope * min(len(stems), LONGEST) / self.usual_length
        times = Counter(stems)
        return Counter({stem: self.weight * times[stem] / length for stem in times})


TITLE = Field(weight=3, slope=0.3, usual_length=7)
SUMMARY = Field(weight=0.6, slope=0.65, usual_length=30)
TEXT = Field(weight=0.85, slope=0.65, usual_length=30)
MARKS = Field(weight=1, slope=0, usual_length=1)  # acronyms, however many the page has


def frequencies(
    title: list[str], summary: list[str], body: list[str], marks: list[str]
) -> dict[str, float]:
    """Weighed frequency of each stem of one page.

    The summary is part of the text. It is counted by itself too, and the greater of the two is
    taken: so a long page is about what its summary says, and a page that has no more than a
    summary says it as much as one that repeats it.
    """
    text = SUMMARY.weighed(summary) | TEXT.weighed(summary + body)
    return TITLE.weighed(title) + text + MARKS.weighed(marks)


def rarity(documents: float, total: float) -> float:
    """Inverse document frequency, never negative; `documents` under 1 for a word nobody uses."""
    total = max(total, documents)
    return log(1 + (total - documents + 0.5) / (documents + 0.5))
