# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text as the detectors read it, and the way back to the positions of the original."""

import unicodedata
from dataclasses import dataclass

SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " ", "\t": " "}
    | {dash: "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2212"}
    | {"\r": "\n", "\u2028": "\n", "\u2029": "\n"}
)


def invisible(letter: str) -> bool:
    """Soft hyphens, zero-width and direction marks: they split a word only for a machine."""
    return unicodedata.category(letter) == "Cf"


def folded(text: str) -> str:
    """Lower case without accents, as long as `text`."""
    if text.isascii():
        return text.lower()
    return "".join(plain(letter) for letter in text)


def plain(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    base = unicodedata.normalize("NFKD", letter)[:1].lower()
    return base if len(base) == 1 else letter


@dataclass(frozen=True)
class Canon:
    """`text` keeps case and accents; `low` has neither; letter i came from `at[i]:at[i + 1]`."""

    text: str
    low: str
    at: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Positions in the original; a mark right after the last letter goes with it."""
        return self.at[start], self.at[end]


def canon(original: str) -> Canon:
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(original):
        if ord(letter) >= 0x300 and letters:
            if invisible(letter):
                continue
            if unicodedata.combining(letter):
                joined = unicodedata.normalize("NFC", letters[-1] + letter)
                letters[-1] = joined if len(joined) == 1 else letters[-1]
                continue
        elif letter == "\u00ad" and letters:
            continue
        if ord(letter) > 0x2FFF:
            wide = unicodedata.normalize("NFKC", letter)
            letter = wide if len(wide) == 1 else letter
        letters.append(letter)
        at.append(place)
    text = "".join(letters).translate(SAME)
    return Canon(text, folded(text), (*at, len(original)))
