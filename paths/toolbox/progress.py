# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far the collection has come, group by group (T28)."""

from dataclasses import dataclass
from typing import ClassVar

from paths.toolbox import checks
from paths.toolbox.errors import ToolboxError
from paths.toolbox.numbers_it import format_number, format_percent
from paths.toolbox.strata import MAX_STRATA
from paths.toolbox.table_it import parse_table, require_complete
from paths.toolbox.wording import counted, the_percent


@dataclass(frozen=True)
class Group:
    """Answers planned, invitations made and complete answers collected so far."""

    label: str
    planned: int
    invited: int
    collected: int


@dataclass(frozen=True)
class GroupProgress:
    """`rate` is None before the first invitation.

    `more_invitations` is how many more it takes at this rate; None when there is no rate to go by.
    """

    label: str
    planned: int
    invited: int
    collected: int
    missing: int
    rate: float | None
    more_invitations: int | None

    @property
    def reached(self):
        return self.collected / self.planned


@dataclass(frozen=True)
class Progress:
    groups: tuple[GroupProgress, ...]
    planned: int
    invited: int
    collected: int
    missing: int
    rate: float | None

    formula: ClassVar[str] = (
        "Mancano = previste − complete. Tasso = complete / inviti. "
        "Inviti da fare = mancano / tasso, per eccesso."
    )
    limits: ClassVar[str] = (
        "Gli inviti da fare sono una stima: vale se chi resta risponde come chi è già stato "
        "invitato."
    )

    @property
    def furthest(self):
        """The group with the smallest part of its answers; the first on a tie."""
        return min(self.groups, key=lambda group: group.reached)

    @property
    def sentence(self):
        collected = counted(self.collected, "risposta completa", "risposte complete")
        text = f"Avete {collected} su {format_number(self.planned, 0)} previste"
        if self.missing == 0:
            return f"{text}: ogni gruppo ha raggiunto il suo numero."
        back = self.furthest
        return (
            f"{text}. Il gruppo più indietro è «{back.label}»: ha "
            f"{the_percent(back.reached, decimals=1)} delle risposte previste. {self.limits}"
        )

    @property
    def method_note(self):
        parts = "; ".join(
            f"{g.label} {format_number(g.collected, 0)} su {format_number(g.invited, 0)}"
            for g in self.groups
        )
        return (
            f"Risposte complete: {format_number(self.collected, 0)}. Inviti: "
            f"{format_number(self.invited, 0)}. Complete su inviti: "
            f"{format_percent(self.rate)}. Per gruppo, complete su inviti: {parts}."
        )


def parse_groups(text):
    """A pasted table of four columns: group, planned, invited, complete."""
    table = parse_table(text, field="groups", labels=True, max_rows=MAX_STRATA)
    if len(table.columns) != 3:
        sentence = "Servono quattro colonne: gruppo, risposte previste, inviti, risposte complete."
        raise ToolboxError("groups", sentence)
    require_complete(table, "groups")
    return tuple(Group(label, *row) for label, row in zip(table.labels, table.rows, strict=True))


def collection_progress(groups):
    groups = checks.several("groups", "Gruppi", groups, 1, MAX_STRATA)
    rows = tuple(_progress(group) for group in groups)
    invited, collected = sum(g.invited for g in rows), sum(g.collected for g in rows)
    return Progress(
        groups=rows,
        planned=sum(g.planned for g in rows),
        invited=invited,
        collected=collected,
        missing=sum(g.missing for g in rows),
        rate=collected / invited if invited else None,
    )


def _progress(group):
    label = checks.label("groups", "Gruppo", group.label)
    planned = checks.whole("groups", f"Risposte previste di «{label}»", group.planned, low=1)
    invited = checks.whole("groups", f"Inviti di «{label}»", group.invited)
    name = f"Risposte complete di «{label}»"
    collected = checks.whole("groups", name, group.collected, 0, invited)
    missing = max(planned - collected, 0)
    return GroupProgress(
        label=label,
        planned=planned,
        invited=invited,
        collected=collected,
        missing=missing,
        rate=collected / invited if invited else None,
        more_invitations=_more(missing, invited, collected),
    )


def _more(missing, invited, collected):
    if missing == 0:
        return 0
    return -(-missing * invited // collected) if collected else None
