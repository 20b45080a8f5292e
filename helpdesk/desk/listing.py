# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page of the list, and how many requests each view has, at the same cost however many."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.db import connection
from django.db.models import F, Q, Value
from django.utils import timezone

from migliorapa.core.models import Topic

from .. import sla
from ..models import Queue, Ticket
from .filters import VIEWS, Filters
from .near import age, near_until

SIZE = 25
CAP = 1_000
KEY = re.compile(r"([0-9]{1,18})-([0-9]{1,18})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
COUNTED = {name: view for name, view in VIEWS.items() if view.is_counted}


@dataclass(frozen=True)
class Row:
    ticket: Ticket
    url: str
    state: str
    promise: str
    urgency: str
    facts: str


@dataclass(frozen=True)
class Listing:
    """`after` asks for the next page; empty on the last one."""

    rows: list[Row]
    after: str
    is_first: bool


def _moment(key: str) -> tuple[datetime, int] | None:
    found = KEY.fullmatch(key)
    try:
        return (EPOCH + int(found[1]) * MICROSECOND, int(found[2])) if found else None
    except OverflowError:
        return None


def _key(ticket: Ticket) -> str:
    return f"{(ticket.sorted_by - EPOCH) // MICROSECOND}-{ticket.pk}"


def listing(filters: Filters, user, after: str, queues: dict[str, int]) -> Listing:
    """One statement. `after` comes from the address: what is not a key is the first page."""
    rows, begins = filters.rows(user, queues), _moment(after)
    if filters.shown.by_due:
        rows = rows.with_due().annotate(sorted_by=F("due")).order_by("due", "pk")
        if begins:
            moment, pk = begins
            rows = rows.filter(Q(due__gt=moment) | Q(pk__gt=pk), due__gte=moment)
    else:
        rows = rows.annotate(sorted_by=F("updated")).order_by("-updated", "-pk")
        if begins:
            moment, pk = begins
            rows = rows.filter(Q(updated__lt=moment) | Q(pk__lt=pk), updated__lte=moment)
    rows = rows.select_related("queue", "assignee").defer("search", "profile")
    found = list(rows[: SIZE + 1])
    now = timezone.now()
    near = near_until(now)
    return Listing(
        [_row(ticket, now, near) for ticket in found[:SIZE]],
        _key(found[SIZE - 1]) if len(found) > SIZE else "",
        begins is None,
    )


def _row(ticket: Ticket, now: datetime, near: datetime) -> Row:
    who = ticket.administration_name or ticket.requester_name
    charge = f"in carico a {ticket.assignee}" if ticket.assignee else "di nessuno"
    promise = promised(ticket, now)
    return Row(
        ticket,
        f"{ticket.public_id}/",
        ticket.get_state_display(),
        promise[:1].upper() + promise[1:],
        urgency(ticket, now, near),
        f"{ticket.number} · {who} · {ticket.queue} · {charge} · {age(ticket.created, now)}",
    )


def promised(ticket: Ticket, now: datetime) -> str:
    if ticket.next_due is None:
        return "il tempo è fermo" if ticket.state == Ticket.State.WAITING else ""
    what = "soluzione" if ticket.first_answer_due is None else "risposta"
    return sla.promise(ticket.next_due, now, what)


def urgency(ticket: Ticket, now: datetime, near: datetime) -> str:
    if ticket.next_due is None or ticket.next_due > near:
        return ""
    return "In ritardo" if ticket.next_due <= now else "In scadenza"


@lru_cache(maxsize=64)
def _count_statement(user, near: datetime) -> tuple[str, tuple]:
    """The same text until the day changes: to build it costs more than to ask it."""
    parts, parameters = [], []
    for view in COUNTED.values():
        rows = view.rows(Ticket.objects.visible_to(user), user).order_by()
        sql, values = rows.values(one=Value(1))[: CAP + 1].query.sql_with_params()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS few)")
        parameters += values
    return f"SELECT {', '.join(parts)}", tuple(parameters)


def counts(user) -> dict[str, str]:
    """How many requests each view has, in words beyond a thousand. One statement."""
    sql, parameters = _count_statement(user, near_until(timezone.now()))
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchone()
    return {
        name: "oltre 1.000" if count > CAP else str(count)
        for name, count in zip(COUNTED, found, strict=True)
    }


@dataclass(frozen=True)
class Choices:
    """Queues and topics to choose from, as (slug, label); `keys` of the queues by slug."""

    queues: list[tuple[str, str]]
    topics: list[tuple[str, str]]
    keys: dict[str, int]

    @classmethod
    def read(cls) -> "Choices":
        """One statement."""
        queues = Queue.objects.annotate(key=F("pk"), place=F("position")).order_by()
        topics = Topic.objects.annotate(key=Value(0), place=Value(0)).order_by()
        columns = ("key", "place", "slug", "label")
        rows = queues.values_list(*columns).union(topics.values_list(*columns))
        found = cls([], [], {})
        for key, _place, slug, label in rows.order_by("place", "label"):
            (found.queues if key else found.topics).append((slug, label))
            if key:
                found.keys[slug] = key
        return found
