# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs `child.py`, a few at a time, and never waits for long."""

import subprocess
import sys
import threading
from pathlib import Path

from . import structure
from .admitted import Kind
from .child import REFUSED
from .structure import DAMAGED, Unsafe

CHILD = str(Path(__file__).with_name("child.py"))
WAIT = 40  # seconds on the clock; the child has its own limit of processor time
AT_ONCE = threading.BoundedSemaphore(2)
IN_PROCESS = {"plain"}  # a few quick expressions


def _run(verb: str, kind: Kind, path: str) -> tuple[int, str]:
    command = [sys.executable, "-I", CHILD, verb, kind.family, kind.name, path]
    with AT_ONCE:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=WAIT,
                env={"LANG": "C.UTF-8"},
            )
            return done.returncode, done.stdout.decode("utf-8", "ignore")
        except subprocess.TimeoutExpired as late:
            return -1, (late.stdout or b"").decode("utf-8", "ignore")


def check(kind: Kind, path: str) -> None:
    """Raises `Unsafe`, also where the reader crashes, eats memory or never ends."""
    if kind.family in IN_PROCESS:
        structure.check(kind.family, kind.name, path)
        return
    code, told = _run("check", kind, path)
    if code:
        raise Unsafe(told if code == REFUSED and told else DAMAGED)


def text(kind: Kind, path: str) -> str:
    """What could be read within the limits."""
    return _run("text", kind, path)[1]
