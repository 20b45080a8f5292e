# SPDX-License-Identifier: AGPL-3.0-or-later
"""Long lists, the newest first, at the same cost on every page."""

from dataclasses import dataclass

SIZE = 20
LONGEST = 18  # digits of a key


@dataclass(frozen=True)
class Page:
    """`after` is the key to ask the next page with; empty on the last one."""

    rows: list
    after: str
    is_first: bool

    @classmethod
    def of(cls, rows, before: str) -> "Page":
        """`before` comes from the address: what is not a key is the first page."""
        known = before.isascii() and before.isdigit() and len(before) <= LONGEST
        if known:
            rows = rows.filter(pk__lt=int(before))
        found = list(rows.order_by("-pk")[: SIZE + 1])
        shown = found[:SIZE]
        return cls(shown, str(shown[-1].pk) if len(found) > SIZE else "", not known)
