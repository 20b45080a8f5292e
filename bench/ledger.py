# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m bench ledger`: 2,000 requests from 16 clients, workers killed, mail server down."""

import os
import subprocess
import sys
import time

from . import arena

DATABASE = "migliorapa_ledger"
SUBMISSIONS, CLIENTS = 2000, 16


def main() -> int:
    """In a process of its own, see `arena.set_up`."""
    return subprocess.call([sys.executable, "-m", "bench.ledger"])


def run() -> int:
    arena.set_up(DATABASE, "migrate -v0", "flush -v0 --noinput", "load_content --quiet")
    from tests.site import free_port
    from tests.smtp import Sink

    from . import ledger_rounds

    sink, began = Sink(free_port()), time.perf_counter()
    try:
        with arena.opened(dict(os.environ)) as place:
            faults, figures = ledger_rounds.storm(
                place, sink, submissions=SUBMISSIONS, clients=CLIENTS
            )
    finally:
        sink.down()
    _report(faults, figures, time.perf_counter() - began)
    return 1 if faults else 0


def _report(faults, figures, took: float) -> None:
    print(f"{figures.submissions} requests from {CLIENTS} clients, {took:.0f} s")
    print(f"{figures.killed} workers killed, {figures.interrupted} submissions cut short")
    print(f"{figures.mails} mails in the queue, {figures.deliveries} deliveries")
    print(f"{len(faults)} faults" if faults else "every request once, every mail at least once")
    for fault in faults[:10]:
        print(f"    {fault[:200]}")


if __name__ == "__main__":
    sys.exit(run())
