# SPDX-License-Identifier: AGPL-3.0-or-later
"""Loaded by pytest before the settings: the local database must exist by then."""

import atexit
import os
import re
import shutil
import tempfile

import psycopg2

from migliorapa.local import environment

os.environ["MIGLIORAPA_MODE"] = "test"
# Playwright keeps an event loop in the thread of the tests, which never awaits the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Two runs at once must not share a database.
os.environ.setdefault("TEST_DATABASE", f"test_run_{os.getpid()}")

# Files made by a run are its own, shared by its workers and gone with it.
if "PYTEST_XDIST_WORKER" not in os.environ:
    for name in ("MEDIA_ROOT", "STATIC_ROOT"):
        os.environ[name] = tempfile.mkdtemp(prefix="migliorapa-test-")
        atexit.register(shutil.rmtree, os.environ[name], ignore_errors=True)

environment.prepare(os.environ)


def _drop_leftovers() -> None:
    """Databases of runs that were killed."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname ~ '_run_[0-9]+'")
        for (name,) in cursor.fetchall():
            if not os.path.exists(f"/proc/{re.search('_run_([0-9]+)', name)[1]}"):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
    connection.close()


if "PYTEST_XDIST_WORKER" not in os.environ:
    _drop_leftovers()
