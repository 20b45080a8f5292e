# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that people send: examined, kept under random names, served so that they run nothing."""

from .admitted import (
    ATTACHMENTS,
    CAPTIONS,
    DOCUMENTS,
    EVERYTHING,
    IMAGES,
    KINDS,
    MEDIA,
    Admitted,
    Kind,
)
from .examination import Examined, Refused, examine
from .extraction import extract_text
from .names import safe_filename
from .serving import Missing, attachment, media
from .storing import exists, keep, remove, sweep

__all__ = [
    "ATTACHMENTS",
    "CAPTIONS",
    "DOCUMENTS",
    "EVERYTHING",
    "IMAGES",
    "KINDS",
    "MEDIA",
    "Admitted",
    "Examined",
    "Kind",
    "Missing",
    "Refused",
    "attachment",
    "examine",
    "exists",
    "extract_text",
    "keep",
    "media",
    "remove",
    "safe_filename",
    "sweep",
]
