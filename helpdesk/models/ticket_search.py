# SPDX-License-Identifier: AGPL-3.0-or-later
"""What operators type to find a request, as the database is asked for it."""

import re

from migliorapa.core.text import fold

NUMBER = re.compile(r"r?([0-9]{1,18})")
WORD = re.compile(r"[a-z0-9]+")
COMMON_IN_NAMES = {"comune", "comuni", "citta", "provincia", "istituto", "azienda", "universita"}


def sought(text: str) -> tuple[int | None, str]:
    """The number of one request, or the words to look for in all of it.

    Every word has to be somewhere; quotes, `or` and minus as in web searches. "R12" is that request
    alone; "12" also those that speak of 12.
    """
    words = fold(text).strip()
    if number := NUMBER.fullmatch(words):
        if words.startswith("r"):
            return int(number[1]), ""
        words = f"{words} or r{words}"
    return None, words


def body_sought(name: str) -> str:
    """For administrations whose name has these words, the last one perhaps unfinished: the raw
    syntax of PostgreSQL's text search."""
    words = WORD.findall(fold(name))[:10]
    if words and words[-1] not in COMMON_IN_NAMES:
        words[-1] += ":*"
    return " & ".join(words)
