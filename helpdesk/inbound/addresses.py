# SPDX-License-Identifier: AGPL-3.0-or-later
import re
from collections.abc import Iterable
from email.message import Message

from .headers import raw_header, raw_headers

LETTERS = r"[^\s<>\"(),:;@]"
LOOKALIKE = re.compile(rf"(?<!{LETTERS})(?<!@){LETTERS}+@{LETTERS}+(?![^\s<>\"(),:;])")
ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ADDRESS = re.compile(rf"(?=.{{1,254}}$){ATOM}(?:\.{ATOM})*@(?:{LABEL}\.)+[a-z][a-z0-9-]*[a-z0-9]")


def sender(message: Message) -> str | None:
    """The one address of From, lower case; None if missing, several or not clean.

    An address in the place of the name counts too: where readers may disagree on who writes,
    nobody does.
    """
    values = raw_headers(message, "From")
    found = {*lookalikes(" ".join(values))}
    if len(values) != 1 or len(found) != 1:
        return None
    address = found.pop()
    return address if ADDRESS.fullmatch(address) else None


def is_from_ourselves(message: Message, ours: Iterable[str]) -> bool:
    """Whether an address of ours, also with a token, wrote or posted it. To and Cc do not count."""
    known = {_without_token(address.lower()) for address in ours}
    return any(
        _without_token(address) in known
        for name in ("From", "Sender", "Return-Path", "Resent-From")
        for value in raw_headers(message, name)
        for address in lookalikes(value)
    )


def lookalikes(value: str) -> list[str]:
    """Everything in a header that looks like an address, lower case."""
    return LOOKALIKE.findall(value.lower())


def has_null_sender(message: Message) -> bool:
    """Return-Path is there and empty: nobody wants an answer."""
    return raw_header(message, "Return-Path").replace(" ", "") == "<>"


def _without_token(address: str) -> str:
    local, _, domain = address.partition("@")
    return f"{local.partition('+')[0]}@{domain}"
