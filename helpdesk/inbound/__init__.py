# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads mail that came in, whatever it holds. Pure: no Django, no models, no network.

    message = unwrapped(read(raw))  # the one place that refuses: Unreadable
    if is_bounce(message) or is_automatic(message) or is_from_ourselves(message, ours): ...
    text = strip_quoted_reply(body_text(message))

Once read, no function here raises, be the message ever so broken. Nothing in a mail proves who
wrote it: `sender` is a claim, and so are `referred_ids`; only the token is a secret of ours.
"""

from .addresses import is_from_ourselves, sender
from .attachments import File, attachments
from .authenticity import is_forged
from .body import body_text
from .certified import unwrapped
from .headers import message_id, referred_ids, subject
from .loops import is_automatic, is_bounce
from .quoting import REPLY_LINE, strip_quoted_reply
from .reading import MOST_BYTES, Unreadable, read
from .tokens import find_token

__all__ = [
    "MOST_BYTES",
    "REPLY_LINE",
    "File",
    "Unreadable",
    "attachments",
    "body_text",
    "find_token",
    "is_automatic",
    "is_bounce",
    "is_forged",
    "is_from_ourselves",
    "message_id",
    "read",
    "referred_ids",
    "sender",
    "strip_quoted_reply",
    "subject",
    "unwrapped",
]
