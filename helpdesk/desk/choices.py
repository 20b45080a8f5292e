# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the list can be narrowed to, and the names its rows need."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.db import connection
from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf

from migliorapa.accounts.models import User
from migliorapa.core.models import Topic

from ..models import Queue

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """Queues and topics as (slug, label), operators as (key, name).

    `keys` of the queues by slug, `labels` of the queues by key; `people` who answer or answered, by
    key.
    """

    queues: Pairs = field(default_factory=list)
    topics: Pairs = field(default_factory=list)
    operators: Pairs = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Choices":
        """One statement."""
        found = cls()
        with connection.cursor() as cursor:
            cursor.execute(*_statement())
            rows = cursor.fetchall()
        for kind, key, _place, slug, label in rows:
            if kind == "queues":
                found.keys[slug], found.labels[key] = key, label
            elif kind != "topics":
                found.people[key] = label
            if kind != "former":
                getattr(found, kind).append((slug, label))
        return found


@lru_cache(maxsize=1)
def _statement() -> tuple[str, tuple]:
    queues = Queue.objects.annotate(kind=Value("queues"), key=F("pk"), place=F("position"))
    topics = Topic.objects.annotate(kind=Value("topics"), key=Value(0), place=Value(0))
    people = User.objects.filter(role__in=[User.Role.OPERATOR, User.Role.PROJECT_STAFF]).annotate(
        kind=Case(When(is_active=True, then=Value("operators")), default=Value("former")),
        key=F("pk"),
        place=Value(0),
        slug=Cast("pk", CharField()),
        label=Coalesce(NullIf("name", Value("")), "email", output_field=CharField()),
    )
    columns = ("kind", "key", "place", "slug", "label")
    first, *others = (rows.order_by().values_list(*columns) for rows in (queues, topics, people))
    return first.union(*others, all=True).order_by("place", "label").query.sql_with_params()
