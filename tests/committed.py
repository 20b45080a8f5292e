# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tests of what happens at the same time need real commits, which no transaction takes back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Outside of any transaction, as a server is: a test puts back what it changes."""
    with django_db_blocker.unblock():
        yield
        connection.close()


def at_once(*calls):
    """What each call gives, all started together, each with a database connection of its own."""

    def run(call):
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
