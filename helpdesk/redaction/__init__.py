# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds and replaces personal data in Italian texts before they are published.

Pure Python on plain data:

    record = Record(names=("Giulia Verdi",), bodies=("Comune di Collesereno",))
    redaction = redact(text, record)
    assert not leaks(redaction.text, record)

What is known of the request comes first; lists of names and of municipalities, titles and the words
around them find the rest. `leaks` is the check that blocks publication.
"""

from .closing import without_courtesies
from .engine import hide, is_empty_after, leaks, placeholders, redact
from .learning import learned
from .model import Kind, Leak, Record, Redaction, Replacement

__all__ = [
    "Kind",
    "Leak",
    "Record",
    "Redaction",
    "Replacement",
    "hide",
    "is_empty_after",
    "leaks",
    "learned",
    "placeholders",
    "redact",
    "without_courtesies",
]
