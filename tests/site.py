# SPDX-License-Identifier: AGPL-3.0-or-later
"""The portal as its users meet it: gunicorn on a copy of the test database, and chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import pytest
from django.conf import settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def new_database(name: str) -> str:
    """Apart from the tests' own: gunicorn sees only what is committed, and tests roll back."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def _wait_for(address: str, process: subprocess.Popen, log) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/status", timeout=1).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    process.kill()
    log.seek(0)
    raise RuntimeError(f"The portal did not start: {log.read()}")


@pytest.fixture(scope="session")
def site(worker_id, tmp_path_factory):
    """Address of a running portal with the demonstration accounts; one a worker."""
    run = os.environ["TEST_DATABASE"]
    port = free_port()
    environ = os.environ | {
        "MIGLIORAPA_MODE": "demo",
        "DATABASE_URL": new_database(f"browser_{run}_{worker_id}"),
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "SITE_URL": f"http://127.0.0.1:{port}",
    }
    for command in (
        *("migrate -v0", "load_content --quiet", "load_demo"),
        "collectstatic --noinput -v0",
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            check=True,
            env=environ,
            cwd=settings.BASE_DIR,
            stdout=subprocess.DEVNULL,
        )
    server = [sys.executable, "-m", "gunicorn", "--worker-class=gthread", "--threads=4"]
    address = f"http://127.0.0.1:{port}"
    with open(tmp_path_factory.mktemp("server") / "log", "w+") as log:
        process = subprocess.Popen(
            [*server, f"--bind=127.0.0.1:{port}", "migliorapa.wsgi:application"],
            env=environ,
            cwd=settings.BASE_DIR,
            stdout=log,
            stderr=log,
        )
        _wait_for(address, process, log)
        yield address
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def browser():
    """Chromium of the host; skipped where there is none, refused where CI promised one."""
    if not CHROMIUM:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: CI must install it.")
        pytest.skip("Chromium is not installed: browser tests are skipped.")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(site, browser):
    """A fresh page on the portal that fails the test on any request to another host."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    strangers, faults = [], []
    context.on("request", lambda r: strangers.append(r.url) if not _own(r.url, site) else None)
    page = context.new_page()
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.faults = faults
    yield page
    context.close()
    assert not strangers, f"Requests to other hosts: {strangers}"
    assert not faults, f"Errors in the console: {faults}"


def _own(url: str, site: str) -> bool:
    return url.startswith((site, "data:", "about:", "blob:"))
