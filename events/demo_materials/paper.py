# SPDX-License-Identifier: AGPL-3.0-or-later
"""A PDF of running text in Helvetica, which every reader has, with Italian accents."""

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

PAGE = (595, 842)  # A4, in points
MARGIN, BOTTOM = 72, 90
BODY, LEADING = 11, 16
HEADING = 18
ENCODING = "cp1252"  # what PDF calls WinAnsiEncoding, for the characters in use here
# Advance widths of Helvetica from space to tilde, in thousandths (Adobe Core 14 AFM).
WIDTHS = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    *[556] * 10, 278, 278, 584, 584, 584, 556, 1015,
    667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722,
    667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333,
    556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333,
    500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]  # fmt: skip
BOLDER = 1.1  # the bold face is at most this much wider


def paper_pdf(title: str, author: str, paragraphs: Sequence[str]) -> bytes:
    with pikepdf.new() as document:
        fonts = Dictionary(F1=_font("Helvetica"), F2=_font("Helvetica-Bold"))
        pages = list(_pages(title, author, paragraphs))
        for number, lines in enumerate(pages, start=1):
            footer = f"{title[:60]} - pagina {number} di {len(pages)}"
            content = b"\n".join([*lines, _line("F1", 9, MARGIN, 50, footer)])
            document.pages.append(pikepdf.Page(_page(document, content, fonts)))
        document.Root.Lang = String("it-IT")
        document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        document.docinfo = document.make_indirect(
            Dictionary(Title=String(title), Author=String(author))
        )
        out = io.BytesIO()
        document.save(out, deterministic_id=True, min_version="1.7")
    return out.getvalue()


def _font(name: str) -> Dictionary:
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding
    )


def _page(document, content: bytes, fonts: Dictionary) -> Dictionary:
    return Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, *PAGE]),
        Resources=Dictionary(Font=fonts),
        Contents=document.make_stream(content),
    )


def _pages(title: str, author: str, paragraphs: Iterable[str]) -> Iterator[list[bytes]]:
    """Drawing instructions, a list a page."""
    drawn, top = [], PAGE[1] - MARGIN
    for font, size, leading, words in _flow(title, author, paragraphs):
        if top - leading < BOTTOM:
            yield drawn
            drawn, top = [], PAGE[1] - MARGIN
        top -= leading
        if words:
            drawn.append(_line(font, size, MARGIN, top, words))
    yield drawn


def _flow(title: str, author: str, paragraphs: Iterable[str]) -> Iterator[tuple]:
    """(font, size, leading, words) of each line; no words for the space between paragraphs."""
    for words in _wrapped(title, HEADING * BOLDER):
        yield "F2", HEADING, 24, words
    yield "F1", BODY, 22, author
    for paragraph in paragraphs:
        yield "F1", BODY, LEADING // 2, ""
        for words in _wrapped(paragraph, BODY):
            yield "F1", BODY, LEADING, words


def _wrapped(text: str, size: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _width(longer) * size / 1000 > PAGE[0] - 2 * MARGIN:
            yield line
            longer = word
        line = longer
    yield line


def _width(text: str) -> int:
    """An accented letter is as wide as the bare one."""
    bare = (unicodedata.normalize("NFD", char)[0] for char in text)
    return sum(WIDTHS[ord(char) - 32] if " " <= char <= "~" else 556 for char in bare)


def _line(font: str, size: int, left: int, top: int, words: str) -> bytes:
    shown = unicodedata.normalize("NFC", words).encode(ENCODING, "replace").hex()
    return f"BT /{font} {size} Tf {left} {top} Td <{shown}> Tj ET".encode()
