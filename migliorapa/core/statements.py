# SPDX-License-Identifier: AGPL-3.0-or-later
"""Querysets whose SQL is written once, for the pages that are asked most.

Django writes the SQL of a queryset anew each time, which for a select of one row with its
relations costs four times the reading of it. See docs/decisions/0013-sql-written-once.md.
"""

import copy
from collections.abc import Callable
from functools import cached_property

from django.db import connections
from django.db.models import Expression, Field, QuerySet


class Given(Expression):
    """A value named in the queryset and told at each call, as the database takes it: a key rather
    than an object, and never None."""

    def __init__(self, name: str) -> None:
        super().__init__(output_field=Field())
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


def filled(parameters, given: dict) -> tuple:
    """What is given in the places of their names; KeyError for a name not given."""
    return tuple(given[each.name] if isinstance(each, Given) else each for each in parameters)


class Statement:
    """`build` makes the queryset, at the first call and never again: moments and people of one
    call have to be `Given`, or what the database knows (`Now()`)."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self._build = build

    @cached_property
    def _written(self) -> tuple:
        rows = self._build()
        compiler = rows.query.get_compiler(rows.db)
        return rows, compiler, *compiler.as_sql()

    def __call__(self, **given) -> list:
        """The rows: one query, and those of `prefetch_related`. What is given may be more."""
        rows, written, sql, parameters = self._written
        values = filled(parameters, given)
        compiler = copy.copy(written)
        compiler.connection = connections[rows.db]
        compiler.as_sql = lambda *args, **kwargs: (sql, values)
        asked = rows._chain()
        asked.query.get_compiler = lambda *args, **kwargs: compiler
        return list(asked)

    def one(self, **given):
        """The first row, or None."""
        return next(iter(self(**given)), None)
