# SPDX-License-Identifier: AGPL-3.0-or-later
"""PDF: whole, not encrypted, only one thing at a time, and nothing in it that acts."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from . import DAMAGED, Unsafe
from .sniff import looks_like_markup

OBJECTS = 500_000
PAGES_READ = 500
ACTS = "Stampatelo o esportatelo di nuovo come PDF semplice e riprovate."
SCRIPT = f"Il PDF contiene istruzioni che partono da sole (JavaScript). {ACTS}"
LAUNCH = f"Il PDF contiene comandi che aprono programmi o altri file. {ACTS}"
EMBEDDED = (
    "Il PDF contiene altri file o contenuti multimediali. Mandateli a parte e togliete "
    "gli allegati dal PDF."
)
ENCRYPTED = "Il PDF è protetto da password o da restrizioni. Toglietele e riprovate."
MIXED = f"Il file è un PDF mescolato con un file di altro genere. {ACTS}"
KEYS = {
    "/JS": SCRIPT,
    "/JavaScript": SCRIPT,
    "/XFA": SCRIPT,
    "/EmbeddedFiles": EMBEDDED,
    "/EF": EMBEDDED,
    "/RichMediaContent": EMBEDDED,
    "/RichMediaSettings": EMBEDDED,
}
ACTIONS = {
    "/JavaScript": SCRIPT,
    "/Launch": LAUNCH,
    "/ImportData": LAUNCH,
    "/SubmitForm": LAUNCH,
    "/GoToE": EMBEDDED,
    "/Rendition": EMBEDDED,
    "/Movie": EMBEDDED,
    "/Sound": EMBEDDED,
}
SUBTYPES = {"/RichMedia": EMBEDDED, "/FileAttachment": EMBEDDED, "/Movie": EMBEDDED}
ADDRESS = re.compile(rb"\s*(?:https?:|mailto:|tel:|[^:]*$)", re.I)


def check(kind: str, path: str) -> None:
    _one_thing(Path(path).read_bytes())
    if zipfile.is_zipfile(path):
        raise Unsafe(MIXED)
    import pikepdf

    try:
        with pikepdf.open(path, attempt_recovery=False) as document:
            if document.is_encrypted:
                raise Unsafe(ENCRYPTED)
            if not len(document.pages) or len(document.objects) > OBJECTS:
                raise Unsafe(DAMAGED)
            for thing in document.objects:
                _inspect(thing, pikepdf)
            _inspect(document.trailer, pikepdf)
    except pikepdf.PasswordError as error:
        raise Unsafe(ENCRYPTED) from error


def _one_thing(data: bytes) -> None:
    if not data.startswith(b"%PDF-"):
        raise Unsafe(MIXED if b"%PDF-" in data[:2048] else DAMAGED)
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Unsafe(DAMAGED)
    if data[end + 5 :].strip(b"\r\n\t \0\x1a"):
        raise Unsafe(MIXED if looks_like_markup(data[end + 5 :].lstrip()) else DAMAGED)
    first = data.find(b" obj")
    if looks_like_markup(data[8 : first if first > 0 else 1024]):
        raise Unsafe(MIXED)


def _inspect(thing, pikepdf) -> None:
    """Direct parts of an object; what it points to is inspected on its own turn."""
    waiting = [thing]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += [part for part in each if _is_direct(part, pikepdf)]
        elif isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            parts = dict(each.items())
            _judge(parts)
            waiting += [part for part in parts.values() if _is_direct(part, pikepdf)]


def _is_direct(part, pikepdf) -> bool:
    inner = isinstance(part, pikepdf.Array | pikepdf.Dictionary)
    return inner and not part.is_indirect


def _judge(parts: dict) -> None:
    for key in parts.keys() & KEYS.keys():
        raise Unsafe(KEYS[key])
    for key, reasons in (("/S", ACTIONS), ("/Subtype", SUBTYPES)):
        reason = reasons.get(str(parts.get(key, "")))
        if reason:
            raise Unsafe(reason)
    if str(parts.get("/S", "")) == "/URI" and not ADDRESS.match(bytes(parts.get("/URI", b""))):
        raise Unsafe(LAUNCH)


def text(kind: str, path: str) -> Iterator[str]:
    import logging

    from pypdf import PdfReader

    logging.disable()
    for page in PdfReader(path).pages[:PAGES_READ]:
        yield page.extract_text() + "\n\n"
