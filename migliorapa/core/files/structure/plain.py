# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plain text, CSV and captions: characters only, and nothing that a browser takes for a page."""

import re
from collections.abc import Iterator
from pathlib import Path

from . import Unsafe
from .sniff import HEAD, looks_like_markup

UNPRINTABLE = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
BINARY = "Il file non è un testo semplice. Salvatelo come testo in UTF-8 e riprovate."
MARKUP = (
    "Il testo è scritto come una pagina web o un file XML. Mandatelo in PDF, oppure togliete "
    "i comandi tra parentesi angolari."
)
CAPTIONS = (
    "I sottotitoli non sono in formato WebVTT: la prima riga è «WEBVTT», poi ogni battuta ha "
    "i suoi tempi e il testo è in UTF-8."
)
CUE = re.compile(r"^(?:\d+:)?\d\d:\d\d\.\d{3}[ \t]+-->[ \t]+(?:\d+:)?\d\d:\d\d\.\d{3}", re.M)
SCRIPT = re.compile(r"<\s*/?\s*script", re.I)


def check(kind: str, path: str) -> None:
    data = Path(path).read_bytes()
    if UNPRINTABLE.search(data):
        raise Unsafe(BINARY)
    if looks_like_markup(data[:HEAD]):
        raise Unsafe(MARKUP)
    if kind == "vtt":
        _captions(data)
    else:
        decoded(data)


def _captions(data: bytes) -> None:
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unsafe(CAPTIONS) from error
    if not re.match(r"WEBVTT(?:[ \t\r\n]|$)", words) or not CUE.search(words):
        raise Unsafe(CAPTIONS)
    if SCRIPT.search(words):
        raise Unsafe(MARKUP)


def decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unsafe(BINARY)


def text(kind: str, path: str) -> Iterator[str]:
    words = decoded(Path(path).read_bytes())
    if kind == "vtt":
        blocks = re.split(r"\r?\n\r?\n", words)
        lines = [CUE_LINE.split(block, maxsplit=1) for block in blocks]
        words = "\n".join(parts[1].strip() for parts in lines if len(parts) == 2)
        words = re.sub(r"<[^>]*>", "", words)
    yield words


CUE_LINE = re.compile(rf"{CUE.pattern}[^\n]*\n?", re.M)
