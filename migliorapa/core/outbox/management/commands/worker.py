# SPDX-License-Identifier: AGPL-3.0-or-later
import os
import signal
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from migliorapa.core import jobs, outbox

STEP = 0.2  # seconds between two looks at whether to stop
GRACE = 0.7  # seconds for what is under way; a mail cut short is still in the queue
LONGEST_PAUSE = 60
ROUNDS = 10  # of mails, before the jobs have their turn


class Interrupted(BaseException):
    """The grace is over: rolls back what is under way."""


class Task:
    """One of the things done in turn; it pauses, longer and longer, while it fails."""

    def __init__(self, function):
        self.function, self.pause, self.next = function, 0, 0.0

    def run(self) -> list[str]:
        """The failures, each in one line."""
        if time.monotonic() < self.next:
            return []
        try:
            told = self.function()
            self.pause = 0
        except outbox.Unreachable as error:
            told = [f"Il server di posta non risponde: {error}"]
            self.wait()
        except (OperationalError, InterfaceError) as error:
            connection.close()
            told = [f"La base di dati non risponde: {error}"]
            self.wait()
        except Exception as error:
            told = [f"{type(error).__name__}: {error}"]
            self.wait()
        return [" ".join(line.split()) for line in told]

    def wait(self):
        self.pause = min(LONGEST_PAUSE, self.pause * 2 or 1)
        self.next = time.monotonic() + self.pause


class Command(BaseCommand):
    help = "Spedisce la posta in coda ed esegue i lavori periodici, finché non lo fermate."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="un giro solo, poi finisce")
        parser.add_argument(
            "--interval", type=float, default=5, help="secondi tra un giro e l'altro: 5"
        )
        parser.add_argument(
            "--parent", type=int, help="si ferma quando finisce il processo con questo numero"
        )

    def handle(self, *, once, interval, parent, **options):
        if not 0 < interval <= 3600:
            raise CommandError("--interval ammette da 0 a 3600 secondi.")
        self.parent, self.stopping = parent, False
        tasks = [Task(self.deliver), Task(self.run_jobs)]
        self.listen_to_signals()
        try:
            if once:
                failures = self.round(tasks)
                raise SystemExit(1 if failures else 0)
            while self.going():
                self.round(tasks)
                self.rest(interval)
        except Interrupted:
            pass
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def listen_to_signals(self):
        def stop(number, frame):
            self.stopping = True
            signal.setitimer(signal.ITIMER_REAL, GRACE)

        def interrupt(number, frame):
            raise Interrupted

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        signal.signal(signal.SIGALRM, interrupt)

    def going(self) -> bool:
        return not self.stopping and (self.parent is None or os.getppid() == self.parent)

    def round(self, tasks) -> list[str]:
        failures = []
        for task in tasks:
            close_old_connections()
            for line in task.run():
                self.stderr.write(line)
                failures.append(line)
        return failures

    def rest(self, seconds):
        until = time.monotonic() + seconds
        while self.going() and time.monotonic() < until:
            time.sleep(min(STEP, seconds))

    def deliver(self):
        for _ in range(ROUNDS):
            if not outbox.deliver_due(going=self.going):
                break
        return []

    def run_jobs(self):
        outcomes = jobs.run_due(going=self.going)
        return [f"Lavoro {o.name} non riuscito: {o.error}" for o in outcomes if o.error]
