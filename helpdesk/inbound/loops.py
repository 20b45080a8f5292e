# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails that no person wrote, after RFC 3464, RFC 3834, RFC 6109 and the customs of mailers."""

import re
from email.message import Message

from .addresses import has_null_sender, lookalikes
from .headers import content_type, header, parameter, raw_headers, referred_ids, subject
from .parts import leaves

BULK = {"bulk", "junk", "list", "auto_reply"}
SAYS_AUTOMATIC = re.compile(
    r"(risposta automatica|automatic reply|auto[- ]?reply|autoreply|autorisposta)\s*(:|$)",
    re.IGNORECASE,
)
# People write these words too: they count alone, or in a mail that answers one of ours.
SAYS_AWAY = re.compile(
    r"(fuori (?:ufficio|sede)|assente(?: dall'ufficio)?|in ferie"
    r"|out of (?:the )?office(?: auto-?reply)?|away from my (?:e-?mail|desk))\s*(:|-|$)",
    re.IGNORECASE,
)
ANSWERS = re.compile(r"\s*(re|r|rif|fw|i)\s*:", re.IGNORECASE)


def is_bounce(message: Message) -> bool:
    """A notice that one of our mails was not delivered, or a mail that wants no answer at all."""
    if content_type(message) == "multipart/report":
        return parameter(message, "report-type") in {"", "delivery-status"}
    writers = lookalikes(" ".join(raw_headers(message, "From")))
    return (
        has_null_sender(message)
        or any(writer.startswith("mailer-daemon@") for writer in writers)
        or any(content_type(part) == "message/delivery-status" for part in leaves(message))
    )


def is_automatic(message: Message) -> bool:
    """Sent by a program: holiday notices, lists, read receipts, receipts of certified mail."""
    return (
        _marked(message, "Auto-Submitted", unless={"no"})
        or _marked(message, "X-Auto-Response-Suppress", unless={"none"})
        or any(_marked(message, name, unless={"no"}) for name in ("X-Autoreply", "X-Autorespond"))
        or any(raw_headers(message, name) for name in ("List-Id", "X-Ricevuta"))
        or _first_word(header(message, "Precedence")) in BULK
        or content_type(message) == "multipart/report"
        or _subject_is_automatic(message)
    )


def _marked(message: Message, name: str, unless: set[str]) -> bool:
    return any(_first_word(value) not in {"", *unless} for value in raw_headers(message, name))


def _first_word(value: str) -> str:
    """ "auto-replied" of "Auto-Replied; owner-email=x (comment)"."""
    return re.split(r"[;,(\s]", value.strip().lower(), maxsplit=1)[0]


def _subject_is_automatic(message: Message) -> bool:
    text = subject(message)
    if SAYS_AUTOMATIC.match(text):
        return True
    found = SAYS_AWAY.match(text)
    if not found:
        return False
    alone = not found[2]
    return alone or bool(ANSWERS.match(text, found.end())) or bool(referred_ids(message))
