# SPDX-License-Identifier: AGPL-3.0-or-later
"""«Non è un dato personale», with its reason: a box and a line for each doubt, no JavaScript."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from ..actions.clearing import LONGEST
from ..private_data import Doubt

MOST = 50


@dataclass(frozen=True)
class Asked:
    doubt: Doubt
    is_said: bool
    reason: str

    @property
    def lacks_reason(self) -> bool:
        return self.is_said and not self.reason


class Clearing:
    """`reasons` by mark, as they were sent; `doubts` are those of a refusal."""

    longest = LONGEST

    def __init__(self, posted: QueryDict | None):
        posted = posted or QueryDict()
        marks = (mark[:16] for mark in posted.getlist("cleared")[:MOST])
        self.reasons = {
            mark: posted.get(f"why-{mark}", "").replace("\0", " ").strip()[:LONGEST]
            for mark in marks
        }
        self.doubts: list[Doubt] = []

    def refused(self, refusal) -> None:
        self.doubts = getattr(refusal, "doubts", [])

    def asked(self) -> list[Asked]:
        return [
            Asked(doubt, doubt.mark in self.reasons, self.reasons.get(doubt.mark, ""))
            for doubt in self.doubts
        ]

    def kept(self) -> Iterator[tuple[str, str]]:
        """Sent before and not asked again: it goes along until the text is saved."""
        asked = {doubt.mark for doubt in self.doubts}
        return ((mark, why) for mark, why in self.reasons.items() if mark not in asked)
