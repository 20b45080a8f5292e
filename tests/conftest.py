# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real PostgreSQL with the catalogue loaded once a worker, and the fixed cast."""

import pytest

pytest_plugins = ["tests.accounts.cast", "tests.site", "tests.smtp", "tests.strict_skips"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every database test starts from the catalogue as a first run loads it."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("load_content", "--quiet")
    yield
    with django_db_blocker.unblock():
        _send_away_the_others()


def _send_away_the_others():
    """A process or a thread of a test may be a moment late to leave; the database goes now."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def catalogue(db):
    """For tests that read the catalogue: says so in their signature.

    The calendar is in memory, as in a process that has already served a page.
    """
    from events import snapshot

    snapshot.current()
