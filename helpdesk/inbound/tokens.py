# SPDX-License-Identifier: AGPL-3.0-or-later
import re
from email.message import Message

from .headers import raw_headers, subject

TOKEN = "[a-z0-9]{8,32}"
PLACES = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")


def find_token(message: Message, domain: str, mailbox: str = "aiuto") -> str | None:
    """Of `aiuto+TOKEN@domain` among who receives it, else of `[#TOKEN]` in the subject.

    Always lower case, as mailers may change the case of addresses. The body is never looked at:
    a forwarded mail quotes secrets that were given to somebody else.
    """
    address = re.compile(
        rf"(?<![\w.+-]){re.escape(mailbox)}\+({TOKEN})@{re.escape(domain)}(?![\w.-])",
        re.IGNORECASE,
    )
    for name in PLACES:
        for value in raw_headers(message, name):
            if found := address.search(value):
                return found[1].lower()
    found = re.search(rf"\[#({TOKEN})\]", subject(message), re.IGNORECASE)
    return found[1].lower() if found else None
