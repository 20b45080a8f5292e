# SPDX-License-Identifier: AGPL-3.0-or-later
"""One search for the whole site: BM25F over Italian stems, see docs/decisions/0011-search.md."""

from .documents import Answer, Document, Hit
from .finder import find, look_up, suggest
from .index import is_stale, publish, rebuild, refresh, withdraw
from .log import forget_old, note, note_click
from .upkeep import after_migrate

__all__ = [
    "Answer",
    "Document",
    "Hit",
    "after_migrate",
    "find",
    "forget_old",
    "is_stale",
    "look_up",
    "note",
    "note_click",
    "publish",
    "rebuild",
    "refresh",
    "suggest",
    "withdraw",
]
