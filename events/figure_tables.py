# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tables of participations for staff and for publishing, with small cells hidden."""

from collections import Counter
from dataclasses import dataclass

from migliorapa.accounts.models import Administration
from migliorapa.accounts.models.administration import CONVERGENCE_REGIONS
from migliorapa.accounts.regions import REGIONS

from .counting import Counts
from .figures import suppress, suppress_groups
from .models import Figure

CONVERGENCE, OTHERS, UNKNOWN = "Regioni Convergenza", "Altre regioni", "Regione non indicata"
HIDDEN = "nascosto"
COLUMNS = ("registered", "present")


@dataclass(frozen=True)
class Table:
    """`rows`: words, registered, present; None is hidden."""

    title: str
    rows: list[tuple[str, int | None, int | None]]
    total: tuple[int | None, int | None]


def _counter(counts: Counts, column: str, label) -> Counter:
    found: Counter = Counter()
    for key, count in counts.items():
        found[label(key)] += getattr(count, column)
    return found


def _group(code: str) -> str:
    if code not in REGIONS:
        return UNKNOWN
    return CONVERGENCE if code in CONVERGENCE_REGIONS else OTHERS


def _flat(counts: Counts, title: str, words: dict[str, str], label) -> Table:
    columns, totals = [], []
    for column in COLUMNS:
        shown, total = suppress(_counter(counts, column, label))
        columns.append(shown)
        totals.append(total)
    known = [code for code in [*words, ""] if code in columns[0]]
    rows = [(words.get(code, "Non indicato"), columns[0][code], columns[1][code]) for code in known]
    return Table(title, rows, (totals[0], totals[1]))


def _regions(counts: Counts) -> tuple[Table, Table]:
    """Regions, and whether of the Convergence: the second table adds up the first."""
    cells, groups, totals = [], [], []
    for column in COLUMNS:
        by_region = _counter(counts, column, lambda key: key.region)
        nested: dict[str, dict[str, int]] = {}
        for code, count in by_region.items():
            nested.setdefault(_group(code), {})[code] = count
        inside, outside, total = suppress_groups(nested)
        cells.append({code: shown for group in inside.values() for code, shown in group.items()})
        groups.append(outside)
        totals.append(total)
    total = (totals[0], totals[1])
    known = [code for code in [*REGIONS, ""] if code in cells[0]]
    regions = [(REGIONS.get(code, UNKNOWN), cells[0][code], cells[1][code]) for code in known]
    names = [name for name in (CONVERGENCE, OTHERS, UNKNOWN) if name in groups[0]]
    areas = [(name, groups[0][name], groups[1][name]) for name in names]
    return Table("Per regione", regions, total), Table("Obiettivo Convergenza", areas, total)


def tables(counts: Counts) -> list[Table]:
    by_region, by_area = _regions(counts)
    found = [
        by_area,
        by_region,
        _flat(
            counts,
            "Per tipo di amministrazione",
            dict(Administration.Type.choices),
            lambda key: key.administration,
        ),
        _flat(counts, "Per canale", dict(Figure.Channel.choices), lambda key: key.channel),
    ]
    return _one_total(found)


def _one_total(found: list[Table]) -> list[Table]:
    """A total hidden in one table is hidden in all of them."""
    total = tuple(
        None if any(table.total[column] is None for table in found) else found[0].total[column]
        for column in (0, 1)
    )
    return [Table(table.title, table.rows, total) for table in found]


HEADER = ("Tabella", "Voce", "Iscritti", "Presenti")


def as_rows(found: list[Table]) -> list[tuple]:
    def cell(value):
        return HIDDEN if value is None else value

    return [
        (table.title, words, cell(registered), cell(present))
        for table in found
        for words, registered, present in [*table.rows, ("Totale", *table.total)]
    ]
