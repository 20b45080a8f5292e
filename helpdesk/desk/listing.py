# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page of the list, and how many requests each view has, at the same cost however many.

For who may see every request: `desk_page` lets in nobody else.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from time import monotonic
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import (
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Lookup,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from migliorapa.accounts.models import User
from migliorapa.core.statements import Given, Statement, filled

from .. import sla
from ..models import Ticket
from . import waiting
from .choices import Choices
from .filters import NARROWED, VIEWS, Filters
from .near import age, near_until
from .waiting import CAP

SIZE = 25
NEAREST = 2_000
RECOUNTED = 60  # seconds after which a view that had more than CAP is counted again
KEY = re.compile(r"([0-9]{1,18})-([0-9]{1,18})", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NOTHING = Value(timedelta(0), output_field=DurationField())
MOMENT = DateTimeField()
COUNTED = {name: view for name, view in VIEWS.items() if view.is_counted}
STATES = dict(Ticket.State.choices)
LATE, NEAR = "In ritardo", "In scadenza"
LOOKS = {LATE: "late", NEAR: "near"}
SHOWN = (
    *("pk", "public_id", "subject", "state", "priority", "created", "next_due", "first_answer_due"),
    *("requester", "requester_name", "administration_name", "assignee", "queue", "sorted_by"),
)


class Row(NamedTuple):
    """A tuple, because templates take one apart at half the cost of asking for its names.

    `ticket` has what is SHOWN of it, and no more.
    """

    ticket: Any
    url: str
    subject: str
    tags: SafeString
    promise: str
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


def _key(ticket) -> str:
    return f"{(ticket.sorted_by - EPOCH) // MICROSECOND}-{ticket.pk}"


def listing(filters: Filters, user, after: str, choices: Choices) -> Listing:
    """One statement, or two when somebody in charge is no longer an operator.

    `after` comes from the address: what is not a key is the first page.
    """
    begins, now = _moment(after), timezone.now()
    near = near_until(now)
    given = filters.given(user, near, choices.keys)
    if begins:
        given |= {"moment": begins[0], "key": begins[1]}
    found = _statement(filters.view, " " in filters.text, frozenset(given))(**given)
    people = _names(found[:SIZE], choices)
    return Listing(
        [
            _row(ticket, choices.labels[ticket.queue], people[ticket.assignee], now, near)
            for ticket in found[:SIZE]
        ],
        _key(found[SIZE - 1]) if len(found) > SIZE else "",
        begins is None,
    )


@lru_cache(maxsize=512)
def _statement(view: str, scattered: bool, given: frozenset[str]) -> Statement:
    """Requests of a view with the filters in use, in their order."""
    build = _few if scattered else _page
    return Statement(lambda: build(view, given).values_list(*SHOWN, named=True)[: SIZE + 1])


def _narrowed(view: str, given: frozenset[str]):
    rows = VIEWS[view].rows(Ticket.objects.all())
    for name in given & NARROWED.keys():
        rows = NARROWED[name](rows)
    return rows


def _page(view: str, given: frozenset[str]):
    in_order = _by_due if VIEWS[view].by_due else _by_updated
    return in_order(_narrowed(view, given), begun="key" in given)


def _few(view: str, given: frozenset[str]):
    """How many requests have several words all together is anybody's guess, the database's too:
    words that many have are soon met among the nearest ones, others by the index of words."""
    by_due, begun, all_rows = VIEWS[view].by_due, "key" in given, Ticket.objects.all()
    in_order = _by_due if by_due else _by_updated
    nearest = in_order(all_rows.unfinished() if by_due else all_rows, begun=begun)
    last = Subquery(nearest.values("sorted_by")[NEAREST : NEAREST + 1])
    near = _page(view, given).filter(**{"sorted_by__lt" if by_due else "sorted_by__gt": last})
    anywhere = in_order(_narrowed(view, given), begun=begun, scattered=True)
    keys = Coalesce(
        Whole(near.values("pk")[: SIZE + 1]), ArraySubquery(anywhere.values("pk")[: SIZE + 1])
    )
    return in_order(all_rows.filter(pk__any_of=keys), begun=False)


class Whole(Subquery):
    """The keys of a whole page; null, so that nothing is lost, when there are fewer."""

    template = f"(SELECT array_agg(pk) FROM (%(subquery)s) AS page HAVING count(*) > {SIZE})"
    output_field = ArrayField(models.BigIntegerField())


@models.BigAutoField.register_lookup
class AnyOf(Lookup):
    """Among the keys of an array, which is worked out only when it is needed."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        key, key_values = self.process_lhs(compiler, connection)
        keys, values = compiler.compile(self.rhs)
        return f"{key} = ANY({keys})", (*key_values, *values)


def _by_due(rows, *, begun: bool, scattered: bool = False):
    rows = rows.with_due().annotate(sorted_by=F("due")).order_by(_by("due", scattered), "pk")
    if begun:
        later = Q(due__gt=Given("moment")) | Q(pk__gt=Given("key"))
        rows = rows.filter(later, due__gte=Given("moment"))
    return rows


def _by_updated(rows, *, begun: bool, scattered: bool = False):
    newest_first = _by("updated", scattered).desc()
    rows = rows.annotate(sorted_by=F("updated")).order_by(newest_first, "-pk")
    if begun:
        earlier = Q(updated__lt=Given("moment")) | Q(pk__lt=Given("key"))
        rows = rows.filter(earlier, updated__lte=Given("moment"))
    return rows


def _by(column: str, scattered: bool):
    """A sum that no index has makes the database start from the words."""
    told = F(column) + NOTHING if scattered else F(column)
    return ExpressionWrapper(told, MOMENT)


def _names(tickets, choices: Choices) -> dict[int | None, str]:
    """Of who has the requests in charge, by key."""
    others = {each.assignee for each in tickets} - choices.people.keys() - {None}
    found = User.objects.in_bulk(others) if others else {}
    return choices.people | {key: str(user) for key, user in found.items()} | {None: ""}


def _row(ticket, queue: str, in_charge: str, now: datetime, near: datetime) -> Row:
    who = ticket.administration_name or ticket.requester_name
    if ticket.administration_name and ticket.requester_name and ticket.requester is None:
        who += " (dichiarata)"
    charge = f"in carico a {in_charge}" if in_charge else "di nessuno"
    promise = promised(ticket, now)
    state, hurry = STATES[ticket.state], urgency(ticket, now, near)
    return Row(
        ticket,
        f"{ticket.public_id}/",
        ticket.subject,
        _tags(hurry, state, ticket.priority == Ticket.Priority.HIGH),
        promise[:1].upper() + promise[1:],
        f"R{ticket.pk} · {who} · {queue} · {charge} · {age(ticket.created, now)}",
    )


@lru_cache(maxsize=64)
def _tags(hurry: str, state: str, high: bool) -> SafeString:
    """The same few come back at every row."""
    tags = [(f" desk-{LOOKS[hurry]}", hurry)] if hurry else []
    tags += [("", state), *([(" desk-high", "Priorità alta")] if high else [])]
    return format_html_join(" ", '<span class="tag{}">{}</span>', tags)


def promised(ticket, now: datetime) -> str:
    if ticket.next_due is None:
        return "il tempo è fermo" if ticket.state == Ticket.State.WAITING else ""
    what = "soluzione" if ticket.first_answer_due is None else "risposta"
    return sla.promise(ticket.next_due, now, what)


def urgency(ticket, now: datetime, near: datetime) -> str:
    if ticket.next_due is None or ticket.next_due > near:
        return ""
    return LATE if ticket.next_due <= now else NEAR


def _counted_rows(name: str):
    if name in waiting.ROWS:
        return waiting.ROWS[name]()
    return COUNTED[name].rows(Ticket.objects.order_by()).values(one=Value(1))


@lru_cache(maxsize=64)
def _count_statement(names: tuple[str, ...]) -> tuple[str, tuple]:
    parts, parameters = [], []
    for name in names:
        sql, values = waiting.count(_counted_rows(name))
        parts.append(sql)
        parameters += values
    return f"SELECT {', '.join(parts)}", tuple(parameters)


_many: dict[tuple[int, str], float] = {}


def counts(user) -> dict[str, str]:
    """How many requests each view has, and how much waits in the other tabs, in words beyond a
    thousand. One statement at most.

    What has so many is not counted again for a minute; all that is told in figures is exact.
    """
    since = monotonic() - RECOUNTED
    known = (*COUNTED, *waiting.ROWS)
    names = tuple(name for name in known if _many.get((user.pk, name), since) <= since)
    found = dict.fromkeys(known, CAP + 1) | _counted(user, names)
    for name in names:
        if found[name] > CAP:
            _many[user.pk, name] = monotonic()
    return {name: waiting.in_words(n) for name, n in found.items()}


def _counted(user, names: tuple[str, ...]) -> dict[str, int]:
    if not names:
        return {}
    sql, parameters = _count_statement(names)
    given = {"user": user.pk, "near": near_until(timezone.now())}
    with connection.cursor() as cursor:
        cursor.execute(sql, filled(parameters, given))
        return dict(zip(names, cursor.fetchone(), strict=True))
