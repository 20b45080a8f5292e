# SPDX-License-Identifier: AGPL-3.0-or-later
"""The filters of the list as the address carries them; what is not understood is left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.utils.dateparse import parse_date

from migliorapa.accounts.models import Administration
from migliorapa.core import moments
from migliorapa.core.fields import seen_only
from migliorapa.core.statements import Given

from ..models.ticket_search import body_sought, sought
from .parts import NONE, PARTS

LONGEST = 300
SLUG = re.compile(r"[a-z0-9-]{1,60}")
CODE = re.compile(r"[A-Za-z0-9_-]{1,10}")
TEXTS = {"cerca": "text", "ente": "body"}
CODES = {
    "coda": ("queue", SLUG),
    "argomento": ("topic", SLUG),
    "passo": ("step", CODE),
    "carico": ("assignee", re.compile(r"[0-9]{1,18}", re.ASCII)),
    "priorita": ("priority", re.compile(r"[123]")),
}
DAYS = {"dal": "since", "al": "until"}
NO_QUEUE = -1
EARLIEST, LATEST = date(2000, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True)
class View:
    """`rows` may name `user` and `near` as Given."""

    label: str
    rows: Callable
    empty: str
    by_due: bool = True
    is_counted: bool = True
    is_tab: bool = True


VIEWS = {
    "aperte": View(
        "Aperte", lambda rows: rows.unfinished(), "Nessuna richiesta aperta: siete in pari."
    ),
    "in-ritardo": View("In ritardo", lambda rows: rows.late(), "Nessuna richiesta è in ritardo."),
    "in-scadenza": View(
        "In scadenza",
        lambda rows: rows.near_due(Given("near")),
        "Nessuna promessa scade entro il prossimo giorno di lavoro.",
    ),
    "da-prendere": View(
        "Da prendere in carico",
        lambda rows: rows.to_take(),
        "Nessuna richiesta aspetta di essere presa in carico.",
    ),
    "in-lavorazione": View(
        "In lavorazione",
        lambda rows: rows.in_progress(),
        "Nessuna richiesta è in lavorazione.",
    ),
    "in-attesa": View(
        "In attesa di chi ha chiesto",
        lambda rows: rows.waiting(),
        "Nessuna richiesta aspetta una replica.",
    ),
    "mie": View(
        "Mie", lambda rows: rows.in_charge_of(Given("user")), "Non avete richieste in carico."
    ),
    "non-assegnate": View(
        "Non assegnate",
        lambda rows: rows.unassigned(),
        "Ogni richiesta aperta ha chi la segue.",
    ),
    "risolte": View(
        "Risolte",
        lambda rows: rows.finished(),
        "Nessuna richiesta è stata risolta.",
        by_due=False,
        is_counted=False,
    ),
    "tutte": View(
        "Tutte",
        lambda rows: rows.confirmed(),
        "Non è ancora arrivata nessuna richiesta.",
        by_due=False,
        is_counted=False,
    ),
    "da-parte": View(
        "Da confermare o indesiderate",
        lambda rows: rows.set_aside(),
        "Nessuna richiesta aspetta una conferma, e nessuna è segnata come indesiderata.",
        by_due=False,
        is_counted=False,
        is_tab=False,
    ),
    "arrivate": View(
        "Arrivate",
        lambda rows: rows.heard(),
        "Non è ancora arrivata nessuna richiesta.",
        by_due=False,
        is_counted=False,
        is_tab=False,
    ),
}


KINDS = {value: f"di enti del tipo «{label}»" for value, label in Administration.Type.choices}


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


NARROWED = {
    "queue": lambda rows: rows.filter(queue=Given("queue")),
    "topics": lambda rows: rows.filter(topics__contains=Given("topics")),
    "step": lambda rows: rows.filter(step=Given("step")),
    "assignee": lambda rows: rows.filter(assignee=Given("assignee")),
    "priority": lambda rows: rows.filter(priority=Given("priority")),
    "kind": lambda rows: rows.filter(administration__type=Given("kind")),
    "since": lambda rows: rows.filter(created__gte=Given("since")),
    "until": lambda rows: rows.filter(created__lt=Given("until")),
    "number": lambda rows: rows.filter(pk=Given("number")),
    "words": lambda rows: rows.with_words(Given("words")),
    "body": lambda rows: rows.of_body(Given("body")),
} | {"=".join(pair): part.rows for pair, part in PARTS.items()}


@dataclass(frozen=True)
class Filters:
    view: str = "aperte"
    text: str = ""
    body: str = ""
    queue: str = ""
    topic: str = ""
    step: str = ""
    assignee: str = ""
    priority: str = ""
    kind: str = ""
    outcome: str = ""
    judgement: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, data) -> "Filters":
        found = {name: _line(data.get(key, "")) for key, name in TEXTS.items()}
        for key, (name, form) in CODES.items():
            found[name] = value if form.fullmatch(value := data.get(key, "")) else ""
        found |= {name: _day(data.get(key, "")) for key, name in DAYS.items()}
        kind, view = data.get("tipo", ""), data.get("vista", "")
        outcome, judgement = data.get("esito", ""), data.get("giudizio", "")
        return cls(
            view=view if view in VIEWS else "aperte",
            kind=kind if kind in {*Administration.Type.values, NONE} else "",
            outcome=outcome if ("esito", outcome) in PARTS else "",
            judgement=judgement if ("giudizio", judgement) in PARTS else "",
            **found,
        )

    @property
    def shown(self) -> View:
        return VIEWS[self.view]

    def given(self, user, near: datetime, queues: dict[str, int]) -> dict[str, Any]:
        """What the filters in use look for, by the names of NARROWED.

        `queues`: keys by slug, so that the database knows how many requests each has.
        """
        number, words = sought(self.text)
        known = {
            "queue": queues.get(self.queue, NO_QUEUE) if self.queue else None,
            "topics": [self.topic] if self.topic else None,
            "step": self.step if self.step not in {"", NONE} else None,
            "assignee": int(self.assignee) if self.assignee else None,
            "priority": int(self.priority) if self.priority else None,
            "kind": self.kind if self.kind not in {"", NONE} else None,
            "since": self.since and _midnight(self.since),
            "until": self.until and _midnight(self.until + timedelta(days=1)),
            "number": number,
            "words": words or None,
            "body": body_sought(self.body) if self.body else None,
        }
        narrowed = {name: value for name, value in known.items() if value is not None}
        parts = {"=".join(pair): True for pair in self._parts()}
        return {"user": user.pk, "near": near} | narrowed | parts

    def _parts(self) -> list[tuple[str, str]]:
        return [pair for pair in self.pairs() if pair in PARTS]

    def words(self) -> list[str]:
        """What the list is narrowed to that no field of the form shows."""
        step = f"del passo {self.step}" if self.step not in {"", NONE} else ""
        told = [step, KINDS.get(self.kind, ""), *(PARTS[pair].words for pair in self._parts())]
        return [each for each in told if each]

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address, without the view."""
        known = {
            "cerca": self.text,
            "ente": self.body,
            "coda": self.queue,
            "argomento": self.topic,
            "passo": self.step,
            "carico": self.assignee,
            "priorita": self.priority,
            "tipo": self.kind,
            "esito": self.outcome,
            "giudizio": self.judgement,
            "dal": self.since and self.since.isoformat(),
            "al": self.until and self.until.isoformat(),
        }
        return [(name, value) for name, value in known.items() if value]

    @cached_property
    def _tail(self) -> str:
        return "".join(f"&{urlencode([pair])}" for pair in self.pairs())

    def query(self, view: str = "") -> str:
        return f"vista={view or self.view}{self._tail}"
