# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom a version moves from one path to another, and which items it changes, in words."""

from dataclasses import dataclass

from ..engine import Effect, VersionDiff
from ..rules_words import Words, percent, profiles
from .findings import BoxInWords, boxes_in_words

EFFECTS = {
    Effect.PUT_FORWARD: "messo in evidenza per",
    Effect.NO_LONGER_PUT_FORWARD: "non più messo in evidenza per",
    Effect.EXCLUDED: "escluso per",
    Effect.NO_LONGER_EXCLUDED: "non più escluso per",
    Effect.WEIGHT: "con un altro peso per",
    Effect.HIDDEN: "nascosto per",
    Effect.SHOWN_AGAIN: "di nuovo mostrato per",
}


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


def tell_items(changes: VersionDiff, words: Words) -> list[str]:
    return [
        f"{words.item(item.code)}: {EFFECTS[item.effect]} {profiles(item.profiles)}."
        for item in changes.items.changes
    ]


def tell_base_weight(changes: VersionDiff) -> list[str]:
    if not changes.base_weight:
        return []
    old, new = changes.base_weight
    return [f"Il peso di base passa da {old} a {new}: può cambiare l'ordine per tutti i profili."]


def tell_contested(changes: VersionDiff) -> str:
    """Empty when no profile is."""
    if not changes.contested:
        return ""
    verb = "resta conteso" if changes.contested == 1 else "restano contesi"
    return (
        f"{profiles(changes.contested)} {verb} tra più "
        "percorsi: lo dicono i conflitti nelle segnalazioni."
    )
