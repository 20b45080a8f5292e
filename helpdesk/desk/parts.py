# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts of the requests that the reports count, by the pair of the address that asks for each."""

from collections.abc import Callable
from dataclasses import dataclass

from ..figures.promises import ANSWER_MISSED, SOLUTION_MISSED

NONE = "-"
GOOD = 6  # of ten: below it who asked was not satisfied


@dataclass(frozen=True)
class Part:
    rows: Callable
    words: str


PARTS = {
    ("passo", NONE): Part(lambda rows: rows.filter(step=""), "senza un passo"),
    ("tipo", NONE): Part(
        lambda rows: rows.filter(administration=None), "di chi non è nell'elenco degli enti"
    ),
    ("esito", "risposta-fuori-tempo"): Part(
        lambda rows: rows.filter(ANSWER_MISSED), "con la prima risposta fuori tempo"
    ),
    ("esito", "soluzione-fuori-tempo"): Part(
        lambda rows: rows.filter(SOLUTION_MISSED), "con la soluzione fuori tempo"
    ),
    ("giudizio", "dato"): Part(
        lambda rows: rows.filter(satisfaction__isnull=False), "giudicate da chi ha chiesto"
    ),
    ("giudizio", "basso"): Part(
        lambda rows: rows.filter(satisfaction__satisfaction__lt=GOOD),
        f"con soddisfazione sotto il {GOOD}",
    ),
}
