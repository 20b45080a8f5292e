# SPDX-License-Identifier: AGPL-3.0-or-later
"""The filters of the list as the address carries them; what is not understood is left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.dateparse import parse_date

from migliorapa.accounts.models import Administration
from migliorapa.core import moments
from migliorapa.core.fields import seen_only

from ..models import Ticket
from .near import near_until

LONGEST = 300
SLUG = re.compile(r"[a-z0-9-]{1,60}")
CODE = re.compile(r"[A-Za-z0-9_-]{1,10}")
TEXTS = {"cerca": "text", "ente": "body"}
CODES = {"coda": ("queue", SLUG), "argomento": ("topic", SLUG), "passo": ("step", CODE)}
DAYS = {"dal": "since", "al": "until"}
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True)
class View:
    label: str
    rows: Callable
    empty: str
    by_due: bool = True
    is_counted: bool = True
    is_tab: bool = True


VIEWS = {
    "aperte": View(
        "Aperte", lambda rows, user: rows.unfinished(), "Nessuna richiesta aperta: siete in pari."
    ),
    "in-ritardo": View(
        "In ritardo", lambda rows, user: rows.late(), "Nessuna richiesta è in ritardo."
    ),
    "in-scadenza": View(
        "In scadenza",
        lambda rows, user: rows.near_due(near_until(timezone.now())),
        "Nessuna promessa scade entro il prossimo giorno di lavoro.",
    ),
    "da-prendere": View(
        "Da prendere in carico",
        lambda rows, user: rows.to_take(),
        "Nessuna richiesta aspetta di essere presa in carico.",
    ),
    "in-lavorazione": View(
        "In lavorazione",
        lambda rows, user: rows.in_progress(),
        "Nessuna richiesta è in lavorazione.",
    ),
    "in-attesa": View(
        "In attesa di chi ha chiesto",
        lambda rows, user: rows.waiting(),
        "Nessuna richiesta aspetta una replica.",
    ),
    "mie": View(
        "Mie", lambda rows, user: rows.in_charge_of(user), "Non avete richieste in carico."
    ),
    "non-assegnate": View(
        "Non assegnate",
        lambda rows, user: rows.unassigned(),
        "Ogni richiesta aperta ha chi la segue.",
    ),
    "risolte": View(
        "Risolte",
        lambda rows, user: rows.finished(),
        "Nessuna richiesta è stata risolta.",
        by_due=False,
        is_counted=False,
    ),
    "tutte": View(
        "Tutte",
        lambda rows, user: rows,
        "Non è ancora arrivata nessuna richiesta.",
        by_due=False,
        is_counted=False,
    ),
    "arrivate": View(
        "Arrivate",
        lambda rows, user: rows.heard(),
        "Non è ancora arrivata nessuna richiesta.",
        by_due=False,
        is_counted=False,
        is_tab=False,
    ),
}


def _line(text: str) -> str:
    return " ".join(seen_only(text[: 10 * LONGEST]).split())[:LONGEST].strip()


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and EARLIEST <= day <= LATEST else None


def _midnight(day: date):
    return moments.to_utc(day, time(0))


@dataclass(frozen=True)
class Filters:
    view: str = "aperte"
    text: str = ""
    body: str = ""
    queue: str = ""
    topic: str = ""
    step: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, data) -> "Filters":
        found = {name: _line(data.get(key, "")) for key, name in TEXTS.items()}
        for key, (name, form) in CODES.items():
            found[name] = value if form.fullmatch(value := data.get(key, "")) else ""
        found |= {name: _day(data.get(key, "")) for key, name in DAYS.items()}
        kind, view = data.get("tipo", ""), data.get("vista", "")
        return cls(
            view=view if view in VIEWS else "aperte",
            kind=kind if kind in Administration.Type.values else "",
            **found,
        )

    @property
    def shown(self) -> View:
        return VIEWS[self.view]

    def rows(self, user, queues: dict[str, int]):
        """`queues`: keys by slug, so that the database knows how many each has."""
        rows = self.shown.rows(Ticket.objects.visible_to(user), user)
        if self.queue and self.queue not in queues:
            return rows.none()
        exact = {
            "queue": queues.get(self.queue),
            "topics__contains": [self.topic] if self.topic else None,
            "step": self.step,
            "administration__type": self.kind,
            "created__gte": self.since and _midnight(self.since),
            "created__lt": self.until and _midnight(self.until + timedelta(days=1)),
        }
        rows = rows.filter(**{name: value for name, value in exact.items() if value})
        rows = rows.found_by(self.text) if self.text else rows
        return rows.of_body(self.body) if self.body else rows

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address, without the view."""
        known = {
            "cerca": self.text,
            "ente": self.body,
            "coda": self.queue,
            "argomento": self.topic,
            "passo": self.step,
            "tipo": self.kind,
            "dal": self.since and self.since.isoformat(),
            "al": self.until and self.until.isoformat(),
        }
        return [(name, value) for name, value in known.items() if value]

    def query(self, view: str = "") -> str:
        return urlencode([("vista", view or self.view), *self.pairs()])
