# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everybody clicks at once, over HTTP, on eight real workers: `bench/race.py` runs it longer."""

import os
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.db import connection, connections

from bench import arena, race_rounds
from tests.committed import outside

pytestmark = pytest.mark.django_db


def _run(*statements: str) -> None:
    plain = psycopg2.connect(os.environ["DATABASE_URL"])
    plain.autocommit = True
    with plain.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    plain.close()


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker, worker_id):
    """Commits are real: the database is a copy, and this process works on it too."""
    tests = connection.settings_dict["NAME"]
    name = f"race_{os.environ['TEST_DATABASE']}_{worker_id}"
    with django_db_blocker.unblock():
        connections.close_all()
        # A copy of a database that nobody is using at this moment.
        _run(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{tests}"')
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        connection.settings_dict["NAME"] = name
        try:
            with arena.opened(os.environ | {"DATABASE_URL": address}) as opened:
                yield opened
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = tests
            connections.close_all()
            _run(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_two_hundred_at_once_for_fifty_places_are_fifty_and_a_queue(portal):
    assert outside(lambda: race_rounds.rush(portal)) == []


def test_workers_killed_in_the_middle_lose_and_double_nothing(portal):
    assert outside(lambda: race_rounds.rush(portal, dying=True)) == []


def test_leaving_arriving_and_resizing_at_once_keeps_the_order_and_wastes_no_place(portal):
    assert outside(lambda: race_rounds.churn(portal)) == []
