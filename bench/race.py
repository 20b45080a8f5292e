# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m bench race`: 200 people for 50 places, five times, workers killed in one of them;
then everybody leaves, arrives and waits at once."""

import os
import subprocess
import sys
import time

from . import arena

DATABASE = "migliorapa_race"
ROUNDS = 5
KILLED_IN = 3


def main() -> int:
    """In a process of its own, see `arena.set_up`."""
    return subprocess.call([sys.executable, "-m", "bench.race"])


def run() -> int:
    arena.set_up(DATABASE, "migrate -v0")
    from . import race_rounds

    kept = []
    with arena.opened(dict(os.environ)) as place:
        for number in range(1, ROUNDS + 1):
            dying = number == KILLED_IN
            name = f"200 for 50, round {number}" + (", workers killed" if dying else "")
            kept.append(_report(name, lambda dying=dying: race_rounds.rush(place, dying=dying)))
        kept.append(_report("85 leave, 60 arrive, 45 then 60", lambda: race_rounds.churn(place)))
    print(f"{sum(kept)} of {len(kept)} races without a fault")
    return 0 if all(kept) else 1


def _report(name: str, run) -> bool:
    began = time.perf_counter()
    faults = run()
    took = time.perf_counter() - began
    print(f"{name:<40} {'ok' if not faults else 'FAULTS':<8} {took:5.1f} s", flush=True)
    for fault in faults[:10]:
        print(f"    {fault[:200]}")
    return not faults


if __name__ == "__main__":
    sys.exit(run())
