# SPDX-License-Identifier: AGPL-3.0-or-later
"""Nobody decides of words they have not read: forms carry a mark of what their page showed."""

import json
from hashlib import sha256

from django.core.exceptions import ValidationError

CHANGED = "Il testo è cambiato mentre lo leggevate: rileggetelo, poi decidete."


def mark_of(*texts) -> str:
    return sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:16]


def check_read(mark: str, *texts, told: str = CHANGED) -> None:
    """Call it with the row locked. Without a mark nothing was shown, and nothing is compared."""
    if mark and mark != mark_of(*texts):
        raise ValidationError(told)
