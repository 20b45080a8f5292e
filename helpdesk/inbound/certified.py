# SPDX-License-Identifier: AGPL-3.0-or-later
"""Certified mail of Italian administrations (PEC), RFC 6109."""

from email.message import Message

from .headers import content_type, header
from .parts import leaves


def unwrapped(message: Message) -> Message:
    """What the person wrote, out of the envelope of the provider; other mails as they are."""
    if header(message, "X-Trasporto").lower() != "posta-certificata":
        return message
    for part in leaves(message):
        if content_type(part) == "message/rfc822" and part.is_multipart() and part.get_payload():
            return part.get_payload(0)
    return message
