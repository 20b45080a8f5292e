# SPDX-License-Identifier: AGPL-3.0-or-later
"""Counts that tell nothing of a single person: small cells are hidden, and so is what would
give them away by subtraction. Pure.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

LEAST = 5
Label = TypeVar("Label", bound=Hashable)
Shown = dict[Label, int | None]


def suppress(
    counts: Mapping[Label, int], *, least: int = LEAST, hidden: Collection[Label] = ()
) -> tuple[Shown, int | None]:
    """The counts and their total, None where hidden.

    A cell from 1 to `least` - 1 is hidden. Then the smallest others, until what is hidden is at
    least two cells of at least `least` together: a single one would be the total less the rest.
    When the others do not suffice, the total is hidden too. Zeros stay: they are of nobody.
    """
    gone = {label for label, count in counts.items() if 0 < count < least} | set(hidden)
    rest = sorted(
        (label for label in counts if label not in gone and counts[label]), key=counts.get
    )
    while gone and not _is_safe(counts, gone, least) and rest:
        gone.add(rest.pop(0))
    shown = {label: None if label in gone else count for label, count in counts.items()}
    return shown, sum(counts.values()) if _is_safe(counts, gone, least) else None


def _is_safe(counts, gone, least) -> bool:
    if not gone:
        return True
    filled = [counts[label] for label in gone if counts[label]]
    return len(filled) >= 2 and sum(filled) >= least


def suppress_groups(
    groups: Mapping[str, Mapping[Label, int]], *, least: int = LEAST
) -> tuple[dict[str, Shown], Shown, int | None]:
    """Cells by group, groups, and the total: no cell follows from the total of its group.

    A group whose own total has to be hidden is hidden among the groups as well.
    """
    sums = {name: sum(cells.values()) for name, cells in groups.items()}
    inside = {name: suppress(cells, least=least) for name, cells in groups.items()}
    forced = {name for name, (_, total) in inside.items() if total is None}
    outside, whole = suppress(sums, least=least, hidden=forced)
    return {name: cells for name, (cells, _) in inside.items()}, outside, whole
