# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an editor needs to know about a version of the rules, in words."""

from .changes import tell_base_weight, tell_changes, tell_contested, tell_items
from .drift import drift, facts
from .findings import report, sentences_by_row, tell_findings
from .regions import boxes_by_path, questions_asked
from .tables import tables
from .trial import try_profile

__all__ = [
    "boxes_by_path",
    "drift",
    "facts",
    "questions_asked",
    "report",
    "sentences_by_row",
    "tables",
    "tell_base_weight",
    "tell_changes",
    "tell_contested",
    "tell_findings",
    "tell_items",
    "try_profile",
]
