# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signed tokens for links in mails: who holds one may do one thing to one row.

Made of letters, digits, «-», «_» and «.», so that they stand in an address as they are.
"""

import re
from datetime import timedelta

from django.core import signing

NONCE = re.compile(r"[A-Za-z0-9_-]{0,64}")
LONGEST = 300


class Broken(Exception):
    """Not a token of ours, or not for this purpose."""


class Expired(Broken):
    """A token of ours that was good once."""


def _signer(purpose: str):
    return signing.TimestampSigner(sep=".", salt=f"migliorapa.links:{purpose}")


def sign(purpose: str, pk: int, nonce: str = "") -> str:
    """Change the nonce kept with the row, and the tokens given before open nothing."""
    if not NONCE.fullmatch(nonce):
        raise ValueError(f"Not a nonce: {nonce!r}")
    return _signer(purpose).sign(f"{int(pk)}.{nonce}" if nonce else str(int(pk)))


def read(purpose: str, token: str, max_age: timedelta | int | None = None) -> tuple[int, str]:
    """The row and the nonce, to be compared with the row's; raises Broken or Expired."""
    if not isinstance(token, str) or len(token) > LONGEST or not token.isascii():
        raise Broken
    try:
        pk, _, nonce = _signer(purpose).unsign(token, max_age=max_age).partition(".")
        return int(pk), nonce
    except signing.SignatureExpired as error:
        raise Expired from error
    except (signing.BadSignature, ValueError) as error:
        raise Broken from error
