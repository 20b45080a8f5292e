# SPDX-License-Identifier: AGPL-3.0-or-later
"""`manage.py worker` as processes of their own, on what is committed."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.conf import settings
from django.db import connection, transaction

from migliorapa.core import outbox
from migliorapa.core.outbox.models import JobRun, LimitCount, OutboxMail
from tests.committed import outside
from tests.site import free_port

pytestmark = pytest.mark.django_db
MEBIBYTE = 1024


@pytest.fixture(autouse=True)
def cleaned(db):
    yield
    outside(lambda: [m.objects.all().delete() for m in (OutboxMail, JobRun, LimitCount)])


def put(*keys):
    """Committed at once."""
    mails = [{"key": key, "to": f"{key}@comune.it", "subject": key, "text": "T"} for key in keys]
    assert outside(lambda: outbox.put_many(mails)) == len(keys)


def statuses() -> Counter:
    return Counter(outside(lambda: list(OutboxMail.objects.values_list("status", flat=True))))


def wait_until(condition, seconds=20):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "It did not happen in time."
        time.sleep(0.05)


@pytest.fixture
def environ(db, smtp_sink):
    parts = urlsplit(os.environ["DATABASE_URL"])
    address = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    return os.environ | {
        "MIGLIORAPA_MODE": "demo",
        "DATABASE_URL": address,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp_sink.port),
    }


@pytest.fixture
def worker(environ, tmp_path):
    """Starts one; all are killed at the end. `.told()` is what it printed so far."""
    started = []

    def worker(*options, **changes):
        log = open(tmp_path / f"worker-{len(started)}", "w+")  # noqa: SIM115
        command = [sys.executable, "manage.py", "worker", "--interval=0.2", *options]
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environ | changes, stdout=log, stderr=log
        )
        process.told = lambda: Path(log.name).read_text(encoding="utf-8")
        started.append((process, log))
        return process

    yield worker
    for process, log in started:
        process.kill()
        process.wait()
        log.close()


def memory(process) -> float:
    """Resident memory in MiB."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / MEBIBYTE


def test_what_is_committed_leaves_and_what_is_rolled_back_does_not(worker, smtp_sink):
    def undone():
        with transaction.atomic():
            outbox.put(key="disdetta", to="x@comune.it", subject="x", text="x")
            transaction.set_rollback(True)

    outside(undone)
    put("confermata")
    worker()
    smtp_sink.wait_for(1)
    put("dopo")
    smtp_sink.wait_for(2)
    assert [mail["Subject"] for mail in smtp_sink.mails] == ["confermata", "dopo"]


def test_two_workers_send_each_mail_once(worker, smtp_sink):
    keys = [f"m{number}" for number in range(40)]
    smtp_sink.delay = 0.01
    put(*keys)
    worker()
    worker()
    wait_until(lambda: statuses()["sent"] == len(keys))
    assert Counter(mail["Subject"] for mail in smtp_sink.mails) == Counter(keys)


def test_a_worker_killed_in_the_middle_loses_nothing(worker, smtp_sink):
    keys = [f"m{number}" for number in range(10)]
    put(*keys)
    smtp_sink.delay = 0.1
    first = worker()
    smtp_sink.wait_for(3)
    first.kill()
    first.wait()
    assert statuses()["queued"] > 0
    smtp_sink.delay = 0
    worker()
    wait_until(lambda: statuses()["sent"] == len(keys))
    seen = {}
    for mail in smtp_sink.mails:
        seen.setdefault(mail["Subject"], set()).add(mail["Message-ID"])
    assert set(seen) == set(keys)
    assert all(len(identifiers) == 1 for identifiers in seen.values())
    assert len(smtp_sink.mails) <= len(keys) + 1


def test_a_mail_server_that_goes_and_comes_back_gets_everything_once(worker, smtp_sink):
    smtp_sink.down()
    put("uno", "due", "tre")
    process = worker()
    wait_until(lambda: "Il server di posta non risponde" in process.told())
    assert statuses() == {"queued": 3}
    smtp_sink.up()
    smtp_sink.wait_for(3)
    wait_until(lambda: statuses() == {"sent": 3})
    assert sorted(smtp_sink.recipients) == ["due@comune.it", "tre@comune.it", "uno@comune.it"]
    told = process.told().splitlines()
    assert all("ConnectionRefusedError" in line for line in told)
    assert len(told) <= 6  # pauses grow


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_at_rest_stops_within_a_second(worker, smtp_sink, number):
    process = worker("--interval=60")
    put("uno")
    wait_until(lambda: outside(JobRun.objects.exists))
    started = time.monotonic()
    process.send_signal(number)
    assert process.wait(5) == 0
    assert time.monotonic() - started < 3  # one, on a machine with nothing else to do
    assert process.told() == ""


def test_a_worker_stopped_in_front_of_a_slow_server_leaves_the_mail_in_the_queue(worker, smtp_sink):
    smtp_sink.delay = 12
    put("uno")
    process = worker()
    wait_until(lambda: locked("uno"))
    time.sleep(0.3)
    started = time.monotonic()
    process.terminate()
    assert process.wait(5) == 0
    assert time.monotonic() - started < 4
    assert "Traceback" not in process.told()
    wait_until(lambda: not locked("uno"))
    assert statuses() == {"queued": 1}


def test_a_mail_withdrawn_while_it_fails_to_leave_is_withdrawn(worker, smtp_sink):
    smtp_sink.delay, smtp_sink.data_answers = 1, ["451 riprovate"]
    put("uno")
    worker()
    wait_until(lambda: locked("uno"))
    assert outside(lambda: outbox.withdraw("uno")) == 1
    assert statuses() == {}


def test_a_mail_withdrawn_while_it_leaves_has_left(worker, smtp_sink):
    smtp_sink.delay = 1
    put("uno")
    worker()
    wait_until(lambda: locked("uno"))
    assert outside(lambda: outbox.withdraw("uno")) == 0
    assert statuses() == {"sent": 1}


def locked(key) -> bool:
    def free():
        with transaction.atomic():
            rows = OutboxMail.objects.select_for_update(skip_locked=True)
            return rows.filter(key=key).exists()

    return not outside(free)


def test_a_worker_goes_on_when_the_database_drops_its_connection(worker, smtp_sink):
    process = worker()
    wait_until(lambda: outside(JobRun.objects.exists))
    wait_until(lambda: drop_other_connections() >= 1)
    put("uno")
    smtp_sink.wait_for(1)
    wait_until(lambda: statuses() == {"sent": 1})
    assert process.poll() is None


def drop_other_connections() -> int:
    """Of processes that are not this one."""
    control = psycopg2.connect(os.environ["DATABASE_URL"])
    control.autocommit = True
    mine = connection.cursor()
    mine.execute("SELECT pg_backend_pid()")
    with control.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = %s AND pid <> %s",
            [connection.settings_dict["NAME"], mine.fetchone()[0]],
        )
        number = cursor.rowcount
    control.close()
    return number


def test_a_database_that_is_not_there_is_told_in_single_lines(worker, environ):
    missing = urlunsplit(urlsplit(environ["DATABASE_URL"])._replace(path="/non_esiste"))
    process = worker(DATABASE_URL=missing)
    wait_until(lambda: process.told().count("\n") >= 2)
    assert all(
        line.startswith("La base di dati non risponde:") for line in process.told().splitlines()
    )
    assert process.poll() is None


def test_one_round_and_no_more_with_its_outcome_as_exit_code(worker, smtp_sink):
    put("uno")
    assert worker("--once").wait(30) == 0
    assert statuses() == {"sent": 1}
    smtp_sink.down()
    put("due")
    process = worker("--once")
    assert process.wait(30) == 1
    assert process.told().startswith("Il server di posta non risponde")


def test_a_worker_ends_with_the_process_it_was_told_to_follow(worker, environ):
    script = "import subprocess, sys, os, time; p = subprocess.Popen([sys.executable, 'manage.py', "
    script += "'worker', '--interval=0.2', f'--parent={os.getpid()}']); print(p.pid, flush=True); "
    script += "time.sleep(60)"
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
    )
    with parent:
        child = int(parent.stdout.readline())
        wait_until(lambda: outside(JobRun.objects.exists))
        assert running(child)
        parent.kill()
    wait_until(lambda: not running(child), seconds=3)


def running(pid) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_worker_is_light(worker, smtp_sink):
    put(*[f"m{number}" for number in range(60)])
    process = worker()
    wait_until(lambda: statuses() == {"sent": 60})
    assert memory(process) < 120


def test_a_wrong_interval_gets_a_sentence(worker):
    process = worker("--interval=0")
    assert process.wait(30) == 1
    assert "--interval ammette" in process.told()


def test_a_port_with_no_server_behind_is_a_server_that_does_not_answer(worker):
    put("uno")
    process = worker("--once", EMAIL_PORT=str(free_port()))
    assert process.wait(30) == 1
    assert statuses() == {"queued": 1}
