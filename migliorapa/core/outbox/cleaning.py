# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may become a header. ValueError where something cannot be one: who writes mails
passes addresses that a form has already examined."""

import base64
import re
import unicodedata

from django.core.mail.message import sanitize_address

from .models import OutboxMail

LONGEST = {name: OutboxMail._meta.get_field(name).max_length for name in ("subject", "to")}
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
# Who writes, to whom and when is decided by the outbox, for all mails alike.
RESERVED = {
    *("from", "sender", "to", "cc", "bcc", "reply-to", "subject", "date", "message-id"),
    *("return-path", "mime-version", "content-type", "content-transfer-encoding"),
}
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, marks of direction, line separators


def _controls(text: str) -> bool:
    return any(unicodedata.category(char) in UNSEEN for char in text)


def subject(text) -> str:
    """One line without control characters, shortened at a word where it is too long."""
    spaced = "".join(" " if _controls(char) else char for char in str(text))
    line = " ".join(spaced.split())
    if len(line) <= LONGEST["subject"]:
        return line
    return line[: LONGEST["subject"] - 1].rsplit(" ", 1)[0] + "…"


def address(text: str) -> str:
    """Exactly one address, with or without a name."""
    if not isinstance(text, str) or _controls(text) or len(text) > LONGEST["to"]:
        raise ValueError(f"Not an address: {text!r}")
    sanitized = sanitize_address(text, "utf-8")
    if not re.search(r"[^@\s<>]@[^@\s<>]+>?$", sanitized):
        raise ValueError(f"Not an address: {text!r}")
    return text.strip()


def headers(given) -> dict[str, str]:
    cleaned = {name: str(value) for name, value in (given or {}).items()}
    for name, value in cleaned.items():
        if not HEADER_NAME.fullmatch(name) or name.lower() in RESERVED or _controls(value):
            raise ValueError(f"Not a header of ours: {name!r}: {value!r}")
    return cleaned


def attachments(given) -> list[dict[str, str]]:
    packed = []
    for name, content, mimetype in given:
        if _controls(name) or _controls(mimetype) or "/" not in mimetype:
            raise ValueError(f"Not an attachment: {name!r}, {mimetype!r}")
        data = base64.b64encode(content).decode("ascii")
        packed.append({"name": name, "mimetype": mimetype, "content": data})
    return packed


def body(text) -> str:
    """PostgreSQL keeps neither NUL nor half characters."""
    return str(text).replace("\0", "").encode("utf-8", "replace").decode("utf-8")
