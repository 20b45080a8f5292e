# SPDX-License-Identifier: AGPL-3.0-or-later
"""Eight gunicorn workers on a database of their own, and many clients that all click at once."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from migliorapa.local import environment, postgres

WORKERS = 8
TOKEN = "a" * 32
CSRF = {"Cookie": f"csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
LONGEST = 60


@dataclass(frozen=True)
class Answer:
    """`times`: how often the form was sent before somebody answered."""

    status: int
    location: str
    times: int


@dataclass(frozen=True)
class Arena:
    """`master` is the process id of gunicorn, `environ` what it was started with."""

    port: int
    master: int
    environ: dict[str, str]

    def post(self, path: str, **form) -> int:
        return self.send(path, form).status

    def send(self, path: str, form: dict[str, str], cookie: str = "") -> Answer:
        """Sends a form until somebody answers, as a person would whose page did not load."""
        body = urlencode({"csrfmiddlewaretoken": TOKEN} | form)
        headers = CSRF | {"Cookie": f"{CSRF['Cookie']}; {cookie}"} if cookie else CSRF
        until, times = time.monotonic() + LONGEST, 0
        while True:
            times += 1
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST)
            try:
                connection.request("POST", path, body, headers)
                answer = connection.getresponse()
                return Answer(answer.status, answer.getheader("Location", ""), times)
            except (http.client.HTTPException, OSError):
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            finally:
                connection.close()

    def all_at_once(self, calls) -> list:
        """What each call returns, all of them started in the same moment."""
        gate = threading.Barrier(len(calls))

        def run(call):
            gate.wait()
            return call()

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(run, calls))

    @contextmanager
    def dying_workers(self, times: int = 4, every: float = 0.4, at_once: int = 3):
        """Meanwhile some workers are killed in the middle of whatever they do."""
        done, killed = threading.Event(), []

        def kill():
            while len(killed) < times * at_once and not done.wait(every):
                alive = children(self.master)
                for pid in random.sample(alive, min(at_once, len(alive))):
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            yield killed
        finally:
            done.set()
            killer.join()


def children(parent: int) -> list[int]:
    try:
        with open(f"/proc/{parent}/task/{parent}/children") as listed:
            return [int(pid) for pid in listed.read().split()]
    except FileNotFoundError:  # a kernel that does not list them
        out = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True)
        return [int(pid) for pid in out.stdout.split()]


def set_up(database: str, *commands: str) -> None:
    """From here on this process, and those it starts, work on that database.

    `commands`: of `manage.py`, run on it first. Django can be set up for one database only.
    """
    os.environ["MIGLIORAPA_MODE"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "migliorapa.settings"
    environment.prepare(os.environ)
    cluster = postgres.locate()
    postgres.create_database(cluster, database)
    os.environ["DATABASE_URL"] = cluster.url(database)
    for command in commands:
        subprocess.run([sys.executable, "manage.py", *command.split()], check=True)
    import django

    django.setup()


@contextmanager
def opened(environ: dict[str, str]):
    """The portal on the database that `environ` names."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", f"--workers={WORKERS}", "--preload"]
    options = ["--log-level=critical", f"--bind=127.0.0.1:{port}"]
    process = subprocess.Popen(
        [*command, *options, "migliorapa.wsgi:application"],
        env=environ,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        yield Arena(port, process.pid, environ)
    finally:
        process.terminate()
        process.wait(15)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError("The portal did not start.")
