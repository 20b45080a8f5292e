# SPDX-License-Identifier: AGPL-3.0-or-later
from email.message import Message

from .charsets import decoded
from .cleaning import clean_text
from .headers import content_type, parameter
from .html_text import html_to_text
from .parts import is_attached, leaves, payload

MOST_CHARACTERS = 100_000
MOST_BYTES = 400_000


def body_text(message: Message) -> str:
    """What the person wrote, as plain text of at most MOST_CHARACTERS; may be empty.

    Plain parts if one says something, otherwise the HTML ones turned into text.
    """
    plain = _joined(message, "text/plain")
    text = plain or _joined(message, "text/html")
    return text[:MOST_CHARACTERS].rstrip()


def _joined(message: Message, kind: str) -> str:
    texts, left = [], MOST_BYTES
    for part in leaves(message):
        if left > 0 and content_type(part) == kind and not is_attached(part):
            octets = payload(part)[:left]
            left -= len(octets)
            texts.append(_text(part, octets, kind))
    return "\n\n".join(filter(None, texts))


def _text(part: Message, octets: bytes, kind: str) -> str:
    text = clean_text(decoded(octets, parameter(part, "charset") or "utf-8"))
    return (html_to_text(text) if kind == "text/html" else text).strip("\n ")
