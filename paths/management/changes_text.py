# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a set of rules would change against those in force, for people and for programs."""

from collections.abc import Iterator
from typing import Any

from ..engine import VersionDiff
from ..review import tell_base_weight, tell_changes, tell_contested, tell_items
from ..rules_words import Words


def tell(changes: VersionDiff | None, words: Words) -> str:
    return "\n".join(_tell(changes, words)) if changes else ""


def _tell(changes: VersionDiff, words: Words) -> Iterator[str]:
    yield "\nChi cambia percorso rispetto alle regole in vigore"
    for change in tell_changes(changes, words):
        yield f"- Da {change.before} a {change.after}: {change.profiles} ({change.share} di tutti)."
        yield from (f"    {box.words} ({box.profiles})" for box in change.boxes)
    if not changes.changes:
        yield "  Nessun profilo."
    if changes.contested:
        yield tell_contested(changes)
    if items := [*tell_items(changes, words), *tell_base_weight(changes)]:
        yield "\nChe cosa cambia negli strumenti, negli approfondimenti e nei passi"
        yield from (f"- {sentence}" for sentence in items)


def document(changes: VersionDiff | None) -> dict[str, Any] | None:
    if changes is None:
        return None
    return {
        "compared": changes.profiles,
        "changed": changes.changed,
        "contested": changes.contested,
        "paths": [
            {
                "before": change.before,
                "after": change.after,
                "profiles": change.profiles,
                "submissions": change.submissions,
                "boxes": [
                    {"admitted": {q: list(a) for q, a in box.admitted}, "profiles": box.profiles}
                    for box in change.boxes
                ],
            }
            for change in changes.changes
        ],
        "items": [
            {"code": item.code, "effect": item.effect.value, "profiles": item.profiles}
            for item in changes.items.changes
        ],
        "base_weight": list(changes.base_weight) if changes.base_weight else None,
    }
