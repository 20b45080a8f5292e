# SPDX-License-Identifier: AGPL-3.0-or-later
"""Headers as text, read from what came over the wire and never through a parser that raises."""

import re
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

from .charsets import decoded
from .cleaning import one_line

MOST_HEADERS = 300
MOST_CHARACTERS = 10_000
MOST_REFERENCES = 50
MESSAGE_ID = re.compile(r"<([!-;=?-~]{1,298})>")


def raw_headers(message: Message, name: str) -> list[str]:
    """Values of all the headers with this name, unfolded, encoded words as they are."""
    return [
        as_text(value)
        for key, value in list(message.raw_items())[:MOST_HEADERS]
        if key.lower() == name.lower()
    ]


def raw_header(message: Message, name: str) -> str:
    return next(iter(raw_headers(message, name)), "")


def header(message: Message, name: str) -> str:
    """Decoded and on one line; empty if missing."""
    return one_line(decode_words(raw_header(message, name)), MOST_CHARACTERS)


def subject(message: Message) -> str:
    return one_line(header(message, "Subject"), 300)


def message_id(message: Message) -> str:
    """With its angle brackets; empty if missing or unusable as a key."""
    return next(iter(_ids(raw_header(message, "Message-ID"))), "")


def referred_ids(message: Message) -> tuple[str, ...]:
    """The mails this one says it answers, the nearest first. Anybody can write them."""
    answered = _ids(" ".join(raw_headers(message, "In-Reply-To")))
    thread = _ids(" ".join(raw_headers(message, "References")))
    return tuple(dict.fromkeys([*answered, *reversed(thread)]))[:MOST_REFERENCES]


def content_type(part: Message) -> str:
    """Lower case, "text/plain" where it is missing or cannot be understood."""
    found = re.match(r"\s*([\w.+-]{1,80}/[\w.+-]{1,80})", raw_header(part, "Content-Type"))
    return found[1].lower() if found else "text/plain"


def parameter(part: Message, name: str) -> str:
    """Of the content type, lower case: charset, report-type."""
    value = raw_header(part, "Content-Type")
    found = re.search(rf"""[;\s]{name}\s*=\s*["']?([^\s"';]{{1,80}})""", value, re.IGNORECASE)
    return found[1].lower() if found else ""


def as_text(value: object) -> str:
    """What came over the wire, bytes that are no ASCII too, without line breaks."""
    text = str(value)[:MOST_CHARACTERS]
    try:
        octets = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        octets = text.encode("utf-8", "replace")
    return re.sub(r"[\r\n\t]+", " ", decoded(octets, "utf-8")).replace("\0", "\ufffd")


def decode_words(text: str) -> str:
    try:
        words = decode_header(text)
    except (MessageError, ValueError):
        return text
    return "".join(_word(word, charset) for word, charset in words)


def _word(word: str | bytes, charset: str | None) -> str:
    if isinstance(word, str):
        return word
    if charset is None:  # plain text between encoded words, as decode_header hands it over
        return word.decode("raw-unicode-escape", "replace")
    return decoded(word, charset)


def _ids(text: str) -> list[str]:
    return [f"<{each}>" for each in MESSAGE_ID.findall(text)]
