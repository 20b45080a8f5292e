# SPDX-License-Identifier: AGPL-3.0-or-later
"""For tests of what happens at the same time: real commits, on connections of other threads.

No transaction takes them back: such a test puts back what it changes.
"""

import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

PATIENCE = 10  # seconds


def at_once(*calls):
    """What each call gives or raises, all started together, each on its own connection."""

    def run(call):
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def outside(call):
    """What the call gives outside of the test's transaction."""
    (answer,) = at_once(call)
    if isinstance(answer, Exception):
        raise answer
    return answer


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def held_up(call, pool):
    """The future answer of a call that meets a lock of this connection, once it waits for it."""
    answer = pool.submit(outside, call)
    until = time.monotonic() + PATIENCE
    while not _somebody_waits() and time.monotonic() < until:
        time.sleep(0.02)
    assert not answer.done()
    return answer
