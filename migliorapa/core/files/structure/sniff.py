# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the first bytes of a file look like. A hint for sentences: the gate is the structure."""

import re

HEAD = 4096
TAGS = (
    rb"html|head|body|script|iframe|frameset|svg|math|style|title|object|embed|applet|meta|link"
    rb"|base|form|img|video|audio|template"
)
MARKUP = re.compile(rb"<\s*(?:!doctype|\?xml|\?php|%s)[\s>/:]" % TAGS, re.I)
STARTS = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?/a-z]", re.I)
SIGNATURES = (
    ("pdf", rb"%PDF-"),
    ("office", rb"PK\x03\x04"),
    ("image", rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff"),
    ("recording", rb".{4}ftyp|\x1a\x45\xdf\xa3|OggS\x00|ID3[\x02-\x04]|\xff[\xe2-\xff]"),
    ("program", rb"MZ.*\x00|\x7fELF|#!|[\xfe\xca][\xed\xfe]\xfa[\xce\xcf]|\xca\xfe\xba\xbe"),
    ("ole", rb"\xd0\xcf\x11\xe0"),
    ("archive", rb"Rar!|7z\xbc\xaf|\x1f\x8b|PK"),
    ("picture", rb"GIF8|BM.*\x00|RIFF.{4}WEBP|II\*\x00|MM\x00\*"),
)
PATTERNS = [(family, re.compile(pattern, re.S)) for family, pattern in SIGNATURES]
UTF16 = re.compile(rb"\xff\xfe|\xfe\xff|(?:[^\x00]\x00){4}|(?:\x00[^\x00]){4}", re.S)


def family(head: bytes) -> str:
    if UTF16.match(head):
        return "utf16"
    for name, pattern in PATTERNS:
        if pattern.match(head):
            return name
    return "markup" if looks_like_markup(head) else "plain"


def looks_like_markup(head: bytes) -> bool:
    """Wider than what browsers guess by: any tag of a page in the first bytes is enough."""
    return bool(STARTS.match(head) or MARKUP.search(head[:HEAD]))


HINTS = {
    "program": "è un programma",
    "markup": "è una pagina web o un file XML",
    "ole": "è protetto da password, oppure è di una vecchia versione (DOC, XLS, PPT)",
    "utf16": "è un testo in UTF-16: salvatelo in UTF-8",
    "archive": "è un archivio compresso",
    "picture": "è un'immagine di un altro formato",
    "image": "è un'immagine",
    "pdf": "è un PDF",
    "recording": "è un video o un audio",
    "office": "è un archivio o un documento di un altro formato",
    "plain": "è un testo semplice o non si riconosce",
}
