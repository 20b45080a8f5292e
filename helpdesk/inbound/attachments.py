# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import dataclass
from email.errors import MessageError
from email.message import Message

from .cleaning import one_line
from .headers import as_text, content_type, decode_words, parameter
from .parts import is_attached, leaves, payload

MOST_FILES = 20


@dataclass(frozen=True)
class File:
    """As the mail declares it: neither name nor type have been checked."""

    name: str
    mimetype: str
    content: bytes


def attachments(message: Message) -> list[File]:
    """At most MOST_FILES; messages attached to this one are left out."""
    files = [part for part in leaves(message) if _is_file(part)]
    return [
        File(_name(part) or "allegato", content_type(part), payload(part))
        for part in files[:MOST_FILES]
    ]


def _is_file(part: Message) -> bool:
    kind = content_type(part)
    if kind.startswith("message/"):
        return False
    return kind not in {"text/plain", "text/html"} or is_attached(part) or bool(_name(part))


def _name(part: Message) -> str:
    """Without folders; read in the encodings of RFC 2231 and of RFC 2047."""
    try:
        name = part.get_filename("")
    except (MessageError, ValueError, LookupError, TypeError, AttributeError):
        name = parameter(part, "name")
    name = decode_words(as_text(name)).replace("\\", "/")
    return one_line(name.rpartition("/")[2], 200)
