# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom a version moves from one path to another, in words."""

from dataclasses import dataclass

from ..engine import VersionDiff
from ..rules_words import Words, percent, profiles
from .findings import BoxInWords, boxes_in_words


@dataclass(frozen=True)
class Change:
    before: str
    after: str
    profiles: str
    share: str
    submissions: int | None
    boxes: list[BoxInWords]


def tell_changes(changes: VersionDiff, words: Words) -> list[Change]:
    return [
        Change(
            words.item(change.before),
            words.item(change.after),
            profiles(change.profiles),
            percent(change.profiles, changes.profiles),
            change.submissions,
            boxes_in_words(change.boxes, words),
        )
        for change in changes.changes
    ]
