# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the requests opened in a period went, by queue, kind of administration and step."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Aggregate, Avg, Count, F, FloatField, Q
from django.utils import timezone

from migliorapa.accounts.models import Administration
from migliorapa.core import moments, registry

from ..figures import judgements, promises
from ..figures.promises import Kept
from ..models import Deflection, Ticket
from .filters import Filters
from .parts import GOOD, NONE

DAYS = 30
HOUR = 60


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Period:
    first: date
    last: date

    @classmethod
    def of(cls, data) -> "Period":
        """The last thirty days unless the address says others; in order, whatever it says."""
        asked = Filters.of(data)
        last = asked.until or timezone.localdate()
        first = asked.since or last - timedelta(days=DAYS - 1)
        return cls(min(first, last), max(first, last))

    def within(self, field: str) -> Q:
        after = moments.to_utc(self.last + timedelta(days=1), time(0))
        return Q(**{f"{field}__gte": moments.to_utc(self.first, time(0)), f"{field}__lt": after})

    @property
    def address(self) -> str:
        return f"dal={self.first.isoformat()}&al={self.last.isoformat()}"


@dataclass(frozen=True)
class Line:
    """Times in working hours. `query` narrows the list of requests to these."""

    label: str
    query: str
    opened: int
    solved: int
    answers: Kept
    solutions: Kept
    answer_hours: float | None
    solution_hours: float | None
    judged: int
    displeased: int
    importance: float | None
    satisfaction: float | None


def _figures() -> dict:
    return {
        "opened": Count("pk"),
        "ended": Count("pk", filter=Q(solved__isnull=False)),
        **promises.counts(),
        "answer_minutes": Median("answered_minutes"),
        "solution_minutes": Median("solved_minutes"),
        "judged": Count("satisfaction"),
        "displeased": Count("pk", filter=Q(satisfaction__satisfaction__lt=GOOD)),
        "importance": Avg("satisfaction__importance"),
        "contentment": Avg("satisfaction__satisfaction"),
    }


def _hours(minutes: float | None) -> float | None:
    return None if minutes is None else minutes / HOUR


def _line(label: str, query: str, row: dict) -> Line:
    return Line(
        label,
        query,
        row["opened"],
        row["ended"],
        *promises.kept(row),
        _hours(row["answer_minutes"]),
        _hours(row["solution_minutes"]),
        row["judged"],
        row["displeased"],
        row["importance"],
        row["contentment"],
    )


def _opened_in(period: Period):
    return Ticket.objects.heard().filter(period.within("created")).order_by()


def _grouped(period: Period, **groups):
    rows = _opened_in(period).values(**groups).annotate(**_figures())
    return rows.order_by("-opened", *groups)


def total(period: Period) -> Line:
    return _line(
        "Tutte", f"vista=arrivate&{period.address}", _opened_in(period).aggregate(**_figures())
    )


def by_queue(period: Period) -> list[Line]:
    rows = _grouped(period, slug=F("queue__slug"), label=F("queue__label"))
    return [
        _line(row["label"], f"vista=arrivate&coda={row['slug']}&{period.address}", row)
        for row in rows
    ]


def priorities(queues: list[Line]) -> list[tuple[judgements.Judged, Line]]:
    """The queues that somebody judged, the first to work on first."""
    lines = {str(place): line for place, line in enumerate(queues) if line.judged}
    judged = judgements.in_order(
        judgements.Judged(key, line.label, line.judged, line.importance, line.satisfaction)
        for key, line in lines.items()
    )
    return [(queue, lines[queue.slug]) for queue in judged]


def by_kind(period: Period) -> list[Line]:
    labels = dict(Administration.Type.choices)
    rows = _grouped(period, kind=F("administration__type"))
    return [
        _line(
            labels.get(row["kind"], "Ente non nell'elenco"),
            f"vista=arrivate&tipo={row['kind'] or NONE}&{period.address}",
            row,
        )
        for row in rows
    ]


def by_step(period: Period) -> list[Line]:
    rows = list(_grouped(period, code=F("step")))
    known = registry.entries([row["code"] for row in rows if row["code"]])
    return [
        _line(
            _step_label(row["code"], known),
            f"vista=arrivate&passo={row['code'] or NONE}&{period.address}",
            row,
        )
        for row in rows
    ]


def _step_label(code: str, known: dict) -> str:
    if not code:
        return "Nessun passo"
    return f"{code}, {known[code].title}" if code in known else code


def tables(period: Period) -> list[tuple[str, list[Line]]]:
    return [
        ("Per coda", by_queue(period)),
        ("Per tipo di amministrazione", by_kind(period)),
        ("Per passo", by_step(period)),
    ]


def deflections(period: Period) -> int:
    """Needs met without a request, that nobody came back with within seven days."""
    return Deflection.objects.filter(period.within("created"), withdrawn=None).count()
