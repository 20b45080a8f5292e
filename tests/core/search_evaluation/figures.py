# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recall and precision of the search on texts and queries kept beside this file."""

import csv
from dataclasses import dataclass
from pathlib import Path

from migliorapa.core import search

FOLDER = Path(__file__).parent
WEIGHT = 1.5  # as helpdesk/search.py weighs a FAQ
KIND = "FAQ"
TOP = 3


@dataclass(frozen=True)
class Figures:
    """Shares over the queries that have an answer; `silent` counts the others left alone."""

    precision_at_1: float
    recall_at_3: float
    silent: int
    unasked_recall_at_3: float


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def publish(name: str) -> None:
    search.publish(
        search.Document(
            key=f"figures:{row['code']}",
            kind=KIND,
            url=f"/faq/{row['code']}/",
            title=row["title"],
            body=row["body"],
            code=row["code"],
            weight=WEIGHT,
        )
        for row in rows(name)
    )


def recall(hits: list[search.Hit], wanted: list[str]) -> float:
    found = {hit.code for hit in hits[:TOP]} & set(wanted)
    return len(found) / min(TOP, len(wanted))


def measure(queries: str) -> Figures:
    precise = recalled = unasked = silent = answered = 0
    for row in rows(queries):
        wanted = [code for code in row["codes"].split(",") if code]
        hits = search.find(row["query"], kinds=[KIND])
        offered = search.suggest(row["query"], kinds=[KIND])
        if not wanted:
            silent += not offered
            continue
        answered += 1
        precise += bool(hits) and hits[0].code in wanted
        recalled += recall(hits, wanted)
        unasked += recall(offered, wanted)
    return Figures(precise / answered, recalled / answered, silent, unasked / answered)
