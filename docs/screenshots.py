# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m docs.screenshots`: the pictures of the README, taken on a portal of its own."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from migliorapa.local import environment, postgres

FOLDER = Path(__file__).parent / "screenshots"
DATABASE = "migliorapa_screenshots"
MOST_BYTES = 200_000
STAFF, OPERATOR = "redazione@esempio.invalid", "operatrice@esempio.invalid"
PASSWORD = "dimostrazione-2026"
TO_THE_TOP = """element => window.scrollTo(
  {top: element.getBoundingClientRect().top + window.scrollY - 20, behavior: "instant"}
)"""
WIDE, PHONE = (1280, 800), (360, 740)
ANSWERS = (
    "admin=comune&nature=transactional&channel=desk&experience=none&goal=know"
    "&size=under50&users=200_2000&contacts=no_list"
)
RESULT = f"/percorsi/consigliato/?{ANSWERS}"
DRAFT = "bozza delle regole"  # no address of its own before it is opened
SAMPLE = "population=2.600&margin=6&confidence=95&share=50"


@dataclass(frozen=True)
class Picture:
    """`scroll_to` is the element to bring to the top; empty for the top of the page.

    `who` signs in first.
    """

    name: str
    path: str
    size: tuple[int, int] = WIDE
    scroll_to: str = ""
    who: str = ""


PICTURES = [
    Picture("home", "/"),
    Picture("question", "/percorsi/trova/?admin=comune&nature=transactional"),
    Picture("result", RESULT, scroll_to="main"),
    Picture("calculator", f"/strumenti/calcolo-campione/?{SAMPLE}", scroll_to="main h1"),
    Picture("questionnaire", "/strumenti/questionario-sportello/", scroll_to="main h1"),
    Picture("rules", DRAFT, scroll_to="#titolo-rules", who=STAFF),
    Picture("events", "/eventi/", scroll_to="main h1"),
    Picture("event", "/eventi/dimostrazione-seminario-collesereno/", scroll_to="main h1"),
    Picture("help", "/aiuto/?q=quante+risposte+servono", scroll_to="main h1"),
    Picture("desk", "/aiuto/operatori/", scroll_to="main h1", who=OPERATOR),
    Picture("result-phone", RESULT, PHONE, scroll_to="main h1"),
    Picture("step-phone", "/passi/piano-di-campionamento/", PHONE, scroll_to="main h1"),
]


def find_chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise SystemExit("Serve chromium: installatelo e riprovate.")
    return found


def fresh_database() -> None:
    cluster = postgres.locate()
    connection = psycopg2.connect(cluster.url("postgres"))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    connection.close()
    postgres.create_database(cluster, DATABASE)
    os.environ["DATABASE_URL"] = cluster.url(DATABASE)


def manage(*arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], check=True, stdout=sys.stderr)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def portal() -> Iterator[str]:
    """A running portal in demonstration mode, on a database that nobody else uses."""
    os.environ["MIGLIORAPA_MODE"] = "demo"
    os.environ.pop("DATABASE_URL", None)
    environment.prepare(os.environ)
    fresh_database()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"STATIC_ROOT": f"{folder}/static", "MEDIA_ROOT": f"{folder}/media"}
        manage("migrate", "--verbosity=0")
        manage("load_content", "--quiet")
        manage("load_demo")
        manage("collectstatic", "--noinput", "--verbosity=0")
        port = free_port()
        address = os.environ["SITE_URL"] = f"http://127.0.0.1:{port}"
        options = ("--worker-class=gthread", "--threads=4", "--log-level=error")
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", *options, f"--bind=127.0.0.1:{port}"),
                "migliorapa.wsgi:application",
            ]
        )
        try:
            wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait(10)


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/status", timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("Il portale non è partito: leggete il messaggio qui sopra.")


def sign_in(page, who: str) -> None:
    page.goto("/accesso/login/")
    page.fill("#id_login", who)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/profilo/**")


def open_a_draft(page) -> None:
    """Staff's way to a draft: the list of versions, the one in force, its button."""
    page.goto("/redazione/paths/ruleset/")
    page.locator("#result_list tbody a").first.click()
    page.get_by_role("button", name="Nuova bozza da questa versione").click()
    page.wait_for_load_state()


def take(browser, address: str, picture: Picture) -> None:
    width, height = picture.size
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, locale="it-IT"
    )
    page = context.new_page()
    if picture.who:
        sign_in(page, picture.who)
    if picture.path == DRAFT:
        open_a_draft(page)
    else:
        page.goto(picture.path)
    page.evaluate("document.fonts.ready")
    if picture.scroll_to:
        page.locator(picture.scroll_to).first.evaluate(TO_THE_TOP)
    file = FOLDER / f"{picture.name}.png"
    page.screenshot(path=file)
    context.close()
    weight = file.stat().st_size
    print(f"{file.name:<20} {width} x {height}  {weight / 1000:.0f} kB", flush=True)
    if weight > MOST_BYTES:
        raise SystemExit(f"{file.name} supera {MOST_BYTES // 1000} kB: mostrate meno pagina.")


def main(wanted: list[str]) -> None:
    """Takes all the pictures, or those named."""
    from playwright.sync_api import sync_playwright

    chromium = find_chromium()
    FOLDER.mkdir(exist_ok=True)
    with portal() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for picture in PICTURES:
            if not wanted or picture.name in wanted:
                take(browser, address, picture)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
