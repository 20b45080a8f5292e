# SPDX-License-Identifier: AGPL-3.0-or-later
"""What mail servers found out about who wrote (RFC 8601)."""

import re
from email.message import Message

from .headers import raw_headers

DMARC_FAILS = re.compile(r"\bdmarc\s*=\s*fail\b", re.IGNORECASE)


def is_forged(message: Message) -> bool:
    """Some server on the way says that the domain of the sender disowns the mail.

    Anybody can write that line, but only against themselves: it is never taken as a proof of good.
    """
    return any(map(DMARC_FAILS.search, raw_headers(message, "Authentication-Results")))
