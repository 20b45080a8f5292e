# SPDX-License-Identifier: AGPL-3.0-or-later
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from django.db import connection, transaction

_reading = Lock()


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment of the database; one thread of a process at a time.

    Inside a transaction of the caller it changes nothing: the transaction decides what it sees,
    and a thread that holds rows must not wait for one that may need them.
    """
    if connection.in_atomic_block:
        yield
        return
    with _reading, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
