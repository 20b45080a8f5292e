# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gulpease readability index of Italian texts written in Markdown.

Formula: 89 + (300 * sentences - 10 * letters) / words, from P. Lucisano and
M. E. Piemontese, "GULPEASE: una formula per la predizione della difficoltà dei
testi in lingua italiana", Scuola e città 3, 1988. 0 is hardest, 100 easiest.
"""

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+", re.UNICODE)
FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$", re.MULTILINE)
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
ABBREVIATION = re.compile(r"\b(art|artt|n|nn|pag|pagg|ecc|es|cfr|par|lett|ss|sig|dott)\.", re.I)
ACRONYM_DOTS = re.compile(r"\b(?:[A-Za-z]{1,4}\.){2,}")


@dataclass(frozen=True)
class Readability:
    """Counts of a text; `gulpease` is None under 50 words, where the index means nothing."""

    words: int
    letters: int
    sentences: int
    longest_sentence: int
    gulpease: float | None


def plain_text(markdown: str) -> str:
    """The words a reader sees, one block (paragraph, item, cell row) a line."""
    text = FENCE.sub("", markdown)
    text = TABLE_RULE.sub("", text)
    text = LINK.sub(r"\1", text)
    text = re.sub(r"https?://\S+", "", text)
    return re.sub(r"[*_`#>|]", " ", text)


def _sentences(text: str) -> list[str]:
    text = ACRONYM_DOTS.sub(lambda m: m.group().replace(".", ""), text)
    text = ABBREVIATION.sub(r"\1", text)
    text = re.sub(r"(\d)[.,:](\d)", r"\1\2", text)
    # A new block ends a sentence; a wrapped line does not.
    text = re.sub(r"\n\s*(?=\n|[-+]\s|\d+\.\s)", ". ", text)
    text = text.replace("\n", " ")
    return [part for part in re.split(r"[.!?;:]+(?:\s|$)", text) if WORD.search(part)]


def measure(markdown: str) -> Readability:
    text = plain_text(markdown)
    sentences = _sentences(text)
    lengths = [len(WORD.findall(part)) for part in sentences]
    words = sum(lengths)
    letters = sum(len(word) for part in sentences for word in WORD.findall(part))
    index = round(89 + (300 * len(sentences) - 10 * letters) / words, 1) if words >= 50 else None
    return Readability(words, letters, len(sentences), max(lengths, default=0), index)
