# SPDX-License-Identifier: AGPL-3.0-or-later
import re

# Control characters but tab and newline, lone surrogates, overrides of the writing direction.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff]"
)
NEWLINE = re.compile("\r\n?|[\u2028\u2029\x85]")


def clean_text(text: str) -> str:
    return UNWANTED.sub("", NEWLINE.sub("\n", text))


def one_line(text: str, most: int) -> str:
    """Safe as a header of another mail: no newline can survive."""
    return " ".join(clean_text(text[: most * 8]).split())[:most].rstrip()
