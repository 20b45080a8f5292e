# SPDX-License-Identifier: AGPL-3.0-or-later
"""The portal on eight workers, for tests whose commits are real: on a copy of the database."""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg2
from django.db import connection, connections

from bench import arena


def _run(*statements: str) -> None:
    plain = psycopg2.connect(os.environ["DATABASE_URL"])
    plain.autocommit = True
    with plain.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    plain.close()


@contextmanager
def on_a_copy(prefix: str):
    """Meanwhile this process works on the copy too. The copy goes at the end."""
    tests = connection.settings_dict["NAME"]
    name = f"{prefix}_{os.environ['TEST_DATABASE']}"
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
