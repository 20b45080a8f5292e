# SPDX-License-Identifier: AGPL-3.0-or-later
"""For tests of what happens at the same time: real commits, on connections of other threads.

No transaction takes them back: such a test puts back what it changes.
"""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection


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
