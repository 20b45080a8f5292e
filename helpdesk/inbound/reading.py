# SPDX-License-Identifier: AGPL-3.0-or-later
import email
from email import policy
from email.message import EmailMessage

MOST_BYTES = 25 * 1024 * 1024


class Unreadable(ValueError):
    """Carries a sentence for operators."""


def read(raw: bytes, *, at_most: int = MOST_BYTES) -> EmailMessage:
    """Raises Unreadable for mails that are empty, too big or nested without end."""
    if len(raw) > at_most:
        raise Unreadable(f"Il messaggio supera {at_most // 1024 // 1024} MB.")
    if not raw.strip(b"\0 \t\r\n"):
        raise Unreadable("Il messaggio è vuoto.")
    try:
        # compat32 reads headers as they are; newer policies raise on many broken ones
        return email.message_from_bytes(raw, _class=EmailMessage, policy=policy.compat32)
    except RecursionError:
        raise Unreadable("Il messaggio contiene troppe parti una dentro l'altra.")
