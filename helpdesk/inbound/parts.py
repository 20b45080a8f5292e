# SPDX-License-Identifier: AGPL-3.0-or-later
from collections.abc import Iterator
from email.message import Message

from .headers import content_type, raw_header

MOST_PARTS = 200


def leaves(message: Message) -> Iterator[Message]:
    """Parts that hold something, in order, without opening messages attached to this one."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part, seen = waiting.pop(), seen + 1
        is_mail = part is not message and content_type(part).startswith("message/")
        if part.is_multipart() and not is_mail:
            waiting += reversed(part.get_payload())
        else:
            yield part


def payload(part: Message) -> bytes:
    """The bytes of a part; none if it holds parts or cannot be decoded at all."""
    try:
        return part.get_payload(decode=True) or b""
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return b""


def is_attached(part: Message) -> bool:
    """Meant to be kept as a file, not read as the text."""
    return raw_header(part, "Content-Disposition").strip().lower().startswith("attachment")
