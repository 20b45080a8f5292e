# SPDX-License-Identifier: AGPL-3.0-or-later
"""Values and content lines: cleaning, escaping (RFC 5545 3.3.11), folding (3.1)."""

import re

LONGEST = 75  # octets, line end excluded

# Blanks and line ends of all kinds are not here: they become spaces or line feeds.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def one_line(value: str) -> str:
    return " ".join(_clean(value).split())


def paragraphs(value: str) -> str:
    """Every kind of line end becomes a line feed, none is left at the end."""
    return "\n".join(_clean(value).rstrip().splitlines())


def unbroken(value: str) -> str:
    """For addresses, where a blank has no place."""
    return "".join(_clean(value).split())


def escape(clean: str) -> str:
    escaped = clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def quoted(value: str) -> str:
    """A parameter value: it cannot hold quotation marks, which become apostrophes."""
    return '"' + one_line(value).replace('"', "'") + '"'


def fold(line: str) -> str:
    """The content line with its line end, cut where no character is broken."""
    if len(line) <= LONGEST and line.isascii():
        return line + "\r\n"
    octets = line.encode()
    pieces, start, room = [], 0, LONGEST
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, LONGEST - 1  # the blank that opens a continuation counts
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces).decode() + "\r\n"


def _clean(value: str) -> str:
    return value if value.isprintable() else _CONTROL.sub("", value)
