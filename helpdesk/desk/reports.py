# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the requests opened in a period went, by queue, kind of administration and step."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Aggregate, Avg, Count, F, FloatField, Q
from django.utils import timezone

from migliorapa.accounts.models import Administration
from migliorapa.core import moments, registry

from ..models import Deflection, Ticket
from .filters import Filters

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
class Kept:
    """Promises kept of those that are kept or missed by now."""

    kept: int
    of: int

    @property
    def share(self) -> int | None:
        return round(100 * self.kept / self.of) if self.of else None


@dataclass(frozen=True)
class Line:
    """Times in working hours. `query` narrows the list of requests to these; may be empty."""

    label: str
    query: str
    opened: int
    solved: int
    answers: Kept
    solutions: Kept
    answer_hours: float | None
    solution_hours: float | None
    judged: int
    importance: float | None
    satisfaction: float | None


def _figures() -> dict:
    now = timezone.now()
    return {
        "opened": Count("pk"),
        "ended": Count("pk", filter=Q(solved__isnull=False)),
        "answers_kept": Count("pk", filter=Q(answered_on_time=True)),
        "answers_missed": Count(
            "pk", filter=Q(answered_on_time=False) | Q(first_answer_due__lt=now)
        ),
        "solutions_kept": Count("pk", filter=Q(solved_on_time=True)),
        "solutions_missed": Count("pk", filter=Q(solved_on_time=False) | Q(solution_due__lt=now)),
        "answer_minutes": Median("answered_minutes"),
        "solution_minutes": Median("solved_minutes"),
        "judged": Count("satisfaction"),
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
        Kept(row["answers_kept"], row["answers_kept"] + row["answers_missed"]),
        Kept(row["solutions_kept"], row["solutions_kept"] + row["solutions_missed"]),
        _hours(row["answer_minutes"]),
        _hours(row["solution_minutes"]),
        row["judged"],
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


def by_kind(period: Period) -> list[Line]:
    labels = dict(Administration.Type.choices)
    rows = _grouped(period, kind=F("administration__type"))
    return [
        _line(
            labels.get(row["kind"], "Ente non nell'elenco"),
            f"vista=arrivate&tipo={row['kind']}&{period.address}" if row["kind"] else "",
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
            f"vista=arrivate&passo={row['code']}&{period.address}" if row["code"] else "",
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
