# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words inside a kept file, for the search. Never raises: a file without words is no error."""

import logging

from . import limited
from .admitted import KINDS
from .storing import place

logger = logging.getLogger(__name__)
READABLE = {"pdf", "office", "plain"}


def extract_text(stored_name: str, kind: str) -> str:
    path, found = place(stored_name), KINDS.get(kind)
    if not path or not path.is_file() or not found or found.family not in READABLE:
        return ""
    try:
        words = limited.text(found, str(path))
    except OSError:
        logger.exception("no process to read %s with", stored_name)
        return ""
    return words.replace("\0", "").strip()
