# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gulpease readability index of Italian texts written in Markdown.

Formula: 89 + (300 * sentences - 10 * letters) / words, from P. Lucisano and
M. E. Piemontese, "GULPEASE: una formula per la predizione della difficoltà dei
testi in lingua italiana", Scuola e città 3, 1988. 0 is hardest, 100 easiest.

A sentence ends at a full stop, a question or exclamation mark, or where its block (paragraph,
heading, list item) ends. Tables and code are not prose and are left out.
"""

import re
from dataclasses import dataclass

ENOUGH = 50
"""The index under which the project rewrites a text."""

WORD = re.compile(r"[^\W_]+", re.UNICODE)
FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
TABLE_ROW = re.compile(r"^[\s>]*\|.*$", re.MULTILINE)
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
ABBREVIATION = re.compile(r"\b(art|artt|n|nn|pag|pagg|ecc|es|cfr|par|lett|ss|sig|dott)\.", re.I)
ACRONYM_DOTS = re.compile(r"\b(?:[A-Za-z]{1,4}\.){2,}")
HEADING = re.compile(r"^(#+ .*)$", re.MULTILINE)
BLOCK_END = re.compile(r"\n[\s>]*(?:(?=\n)|(?:[-+]|\d+\.)\s+)")
SENTENCE_END = re.compile(r"[.!?]+[»)\"*_]*(?:\s|$)")


@dataclass(frozen=True)
class Readability:
    """Counts of a text; `gulpease` is None under 50 words, where the index means nothing."""

    words: int
    letters: int
    sentences: int
    longest_sentence: int
    longest_text: str
    gulpease: float | None

    @property
    def is_hard(self) -> bool:
        return self.gulpease is not None and self.gulpease < ENOUGH


def plain_text(markdown: str) -> str:
    """The words a reader sees, without marks, addresses, code and tables."""
    text = FENCE.sub("\n", markdown)
    text = TABLE_ROW.sub("\n", text)
    text = LINK.sub(r"\1", text)
    text = re.sub(r"https?://\S+", "", text)
    return re.sub(r"[*_`#>|]", " ", text)


def sentences(markdown: str) -> list[str]:
    text = "\n" + HEADING.sub(r"\1\n", markdown.replace("\r\n", "\n"))
    text = ACRONYM_DOTS.sub(lambda m: m.group().replace(".", ""), plain_text(text))
    text = ABBREVIATION.sub(r"\1", text)
    text = re.sub(r"(\d)[.,:](\d)", r"\1\2", text)
    text = BLOCK_END.sub(". ", text).replace("\n", " ")
    parts = (" ".join(part.split()) for part in SENTENCE_END.split(text))
    return [part for part in parts if WORD.search(part)]


def measure(markdown: str) -> Readability:
    found = sentences(markdown)
    by_sentence = [WORD.findall(part) for part in found]
    words = sum(map(len, by_sentence))
    letters = sum(len(word) for sentence in by_sentence for word in sentence)
    longest = max(range(len(found)), key=lambda i: len(by_sentence[i]), default=None)
    index = round(89 + (300 * len(found) - 10 * letters) / words, 1) if words >= 50 else None
    return Readability(
        words=words,
        letters=letters,
        sentences=len(found),
        longest_sentence=0 if longest is None else len(by_sentence[longest]),
        longest_text="" if longest is None else found[longest],
        gulpease=index,
    )
