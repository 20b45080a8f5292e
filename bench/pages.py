# SPDX-License-Identifier: AGPL-3.0-or-later
"""CPU of pages as multiples of a bare Django page, from the kernel's own accounting.

Application and database are counted together, in nanoseconds of CPU (`schedstat` of every thread
of the gunicorn worker and of every PostgreSQL process). Each page alternates with the bare page,
round by round; the median ratio and its range are printed.
"""

import http.client
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from migliorapa.local import environment, postgres

from . import calendar, helpdesk_data, helpdesk_person

ROUNDS, REQUESTS, WARM = 9, 40, 30
TOKEN = "a" * 32
NEED = "quante+risposte+servono+per+il+questionario"
OPERATOR = helpdesk_data.SESSION
DESK_ADDRESS = "/aiuto/operatori/?"
DESK = {
    "by due": "",
    "late": "vista=in-ritardo",
    "in charge": "vista=mie",
    "all": "vista=tutte",
    "words": "vista=tutte&cerca=campione+mensa",
    "a number": "vista=tutte&cerca=2999",
    "administration": "vista=tutte&ente=misura+77",
    "topic": "vista=tutte&argomento=campione",
}
REQUEST = urlencode(
    {
        "csrfmiddlewaretoken": TOKEN,
        "subject": "Quante risposte servono?",
        "text": helpdesk_person.TEXT,
        "visibility": "coordinator",
        "argomenti": "campione",
    }
)
REQUEST += "&form_key={key}"
ANSWERS = (
    "admin=comune&nature=transactional&channel=desk&experience=none&goal=know"
    "&size=under50&users=200_2000&contacts=no_list"
)

TOOL = "/strumenti/calcolo-"
GROUPS = "Sede;130;82;61%0APieve;35;33;24%0AProfessionisti;18;60;5"
FACTORS = "%0A".join(
    (
        "Attesa;4,6;3,1",
        "Orari;4,4;3,4",
        "Testi;4,5;3,8",
        "Cura;4,2;4,5",
        "Sala;3,4;3,5",
        "Guida;3;4",
    )
)
ANSWER_ROWS = "%0A".join(("5;4;5;4", "4;4;4;5", "3;3;4;3", "5;5;4;5", "2;3;3;2", "4;5;4;4") * 2)


@dataclass(frozen=True)
class Page:
    """`unchanged` asks as a reader does who has the page already: the answer is a bare 304.

    `session` is the key of who is signed in. `form` is sent by POST, with a new `{key}` each time.
    """

    name: str
    path: str
    at_most: float
    unchanged: bool = False
    session: str = ""
    form: str = ""


BARE = Page("bare", "/bare", 1)
PAGES = [
    Page("home", "/", 1.5),
    Page("result of the questionnaire", f"/percorsi/consigliato/?{ANSWERS}", 2.5),
    Page("list of paths", "/percorsi/", 1.5),
    Page("path", "/percorsi/in-profondita/", 1.5),
    Page("list of steps", "/passi/", 1.5),
    Page("step", "/passi/piano-di-campionamento/", 1.5),
    Page("list of tools", "/strumenti/", 1.5),
    Page("tool", "/strumenti/guida-limesurvey/", 1.5),
    Page("sample size", f"{TOOL}campione/?population=2.600&margin=5&confidence=95&share=50", 1.5),
    Page("allocation", f"{TOOL}strati/?n=183&strata=A;1850%0APieve;500%0AAltri;250", 1.5),
    Page("margin of error", f"{TOOL}margine-errore/?n=200&population=2.600", 1.5),
    Page("progress", f"/strumenti/monitoraggio-raccolta/?groups={GROUPS}", 1.5),
    Page("Cronbach's alpha", f"{TOOL}alfa/?table={ANSWER_ROWS}", 1.5),
    Page("satisfaction index", f"{TOOL}indice/?factors={FACTORS}", 1.5),
    Page("SERVQUAL", f"{TOOL}servqual/?dimensions={FACTORS}&weights=20;20;20;20;10;10", 1.5),
    Page("map", f"/strumenti/mappa-importanza-soddisfazione/?factors={FACTORS}&highest=5", 1.5),
    Page("NPS", f"{TOOL}nps/?promoters=50&passives=30&detractors=20", 1.5),
    Page("template", "/strumenti/mandato-gruppo-di-lavoro/", 1.5),
    Page("long template", "/strumenti/kit-comunicazione/", 1.5),
    Page("checklist", "/strumenti/checklist-questionario/?f=A1,A2,B1", 1.5),
    Page("questionnaire", "/strumenti/questionario-sportello/", 1.5),
    Page("list of deep dives", "/approfondimenti/", 1.5),
    Page("deep dive", "/approfondimenti/tasso-di-risposta/", 1.5),
    Page("list of 1,000 events", "/eventi/", 2),
    Page("month of events", f"/eventi/mese/{calendar.BUSY_MONTH:%Y/%-m}/", 4),
    Page("event", f"/eventi/{calendar.DETAILED}/", 1.5),
    Page("archive, 200 with proceedings", "/eventi/archivio/?atti=1", 2),
    Page("calendar file of an event", f"/eventi/{calendar.DETAILED}/evento.ics", 1),
    Page("feed of 1,000 events", "/eventi/calendario.ics", 4),
    Page("feed of 1,000 events, unchanged", "/eventi/calendario.ics", 0.5, unchanged=True),
    Page("search among 2,000 FAQ", f"/aiuto/?q={NEED}", 2.5),
    Page("FAQ page, of 2,000", f"/aiuto/faq/{helpdesk_data.FAQ}/", 1.5),
    Page("suggestion among 2,000 FAQ", f"/aiuto/suggerimenti/?q={NEED}", 2.5),
    *(
        Page(f"desk of 100,000, {name}", DESK_ADDRESS + query, 2.5, session=OPERATOR)
        for name, query in DESK.items()
    ),
    Page("own requests", "/aiuto/richieste/", 3, session=helpdesk_person.SESSION),
    Page(
        "request of 20 messages, of 100,000",
        f"/aiuto/richieste/{helpdesk_data.TICKET}/",
        3,
        session=helpdesk_person.SESSION,
    ),
    Page(
        "the same, for operators", f"/aiuto/operatori/{helpdesk_data.TICKET}/", 3, session=OPERATOR
    ),
    Page(
        "submission of a request",
        "/aiuto/richiesta/nuova/",
        3,
        session=helpdesk_person.SESSION,
        form=REQUEST,
    ),
]


def children(parent: int) -> list[int]:
    out = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[1]) == parent:
            out.append(int(folder.name))
    return out


def cpu_ns(pids: list[int]) -> int:
    total = 0
    for pid in pids:
        for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            total += int(thread.read_text().split()[0])
    return total


def fetch(port: int, page: Page, times: int, tag: str = "") -> tuple[int, str]:
    """Bytes and ETag of the last answer; `tag` is the ETag of the copy a reader has."""
    headers = {"If-None-Match": tag} if tag else {}
    if page.session:
        headers["Cookie"] = f"sessionid={page.session}; csrftoken={TOKEN}"
    if page.form:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    expected = 302 if page.form else 304 if tag else 200
    for _ in range(times):
        body = page.form.format(key=secrets.token_hex(16)) or None
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("POST" if body else "GET", page.path, body, headers)
        response = connection.getresponse()
        size = len(response.read())
        connection.close()
        if response.status != expected:
            raise SystemExit(f"{page.path} answered {response.status}")
    return size, response.headers.get("ETag", "")


class Meter:
    """CPU of a number of requests; processes are looked up at each round."""

    def __init__(self, port: int, master: int, postmaster: int):
        self.port, self.master, self.postmaster = port, master, postmaster

    def cost(self, page: Page, tag: str = "") -> int:
        pids = [*children(self.master), self.postmaster, *children(self.postmaster)]
        before = cpu_ns(pids)
        fetch(self.port, page, REQUESTS, tag)
        return cpu_ns(pids) - before

    def ratios(self, page: Page) -> list[float]:
        _, tag = fetch(self.port, page, WARM)
        tags = {page: tag if page.unchanged else ""}
        out = []
        for turn in range(ROUNDS):
            pair = [BARE, page] if turn % 2 else [page, BARE]
            cost = {each: self.cost(each, tags.get(each, "")) for each in pair}
            out.append(cost[page] / cost[BARE])
        return out


def prepare_database(cluster: postgres.Cluster, requests: int) -> None:
    import psycopg2

    postgres.create_database(cluster, "migliorapa_bench")
    os.environ["DATABASE_URL"] = cluster.url("migliorapa_bench")
    for command in (
        ["manage.py", "migrate", "--verbosity=0"],
        ["manage.py", "load_content", "--quiet"],
        ["-m", "bench.calendar"],
        ["-m", "bench.helpdesk_data", str(requests)],
        ["-m", "bench.helpdesk_person"],
        ["manage.py", "reindex"],
    ):
        subprocess.run([sys.executable, *command], check=True)
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(
            "DROP TABLE IF EXISTS bench_row; CREATE TABLE bench_row "
            "(id serial PRIMARY KEY, title text, text text, created timestamptz);"
            "INSERT INTO bench_row (title, text, created) SELECT 'Riga numero ' || n, "
            "repeat('Un testo di esempio, né corto né lungo. ', 3), now() "
            "FROM generate_series(1, 1000) n; ANALYZE"
        )
    connection.close()


def start_server() -> tuple[subprocess.Popen, int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers=1", "--log-level=error"]
    process = subprocess.Popen([*command, f"--bind=127.0.0.1:{port}", "bench.wsgi:application"])
    for _ in range(200):
        try:
            fetch(port, BARE, 1)
            return process, port
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


@contextmanager
def stage(requests: int = helpdesk_data.REQUESTS) -> Iterator[Meter]:
    """The portal served with that many requests for help, and who measures it."""
    os.environ["MIGLIORAPA_MODE"] = "demo"
    os.environ.setdefault("DATABASE_CONN_MAX_AGE", "600")
    environment.prepare(os.environ)
    cluster = postgres.locate()
    prepare_database(cluster, requests)
    postmaster = int((cluster.data / "postmaster.pid").read_text().split("\n")[0])
    with tempfile.TemporaryDirectory() as static:
        os.environ["STATIC_ROOT"] = static
        command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
        subprocess.run(command, check=True)
        server, port = start_server()
        try:
            yield Meter(port, server.pid, postmaster)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(10)


def main() -> int:
    with stage() as meter:
        reached = [report(meter, page) for page in PAGES]
    print(f"{sum(reached)} of {len(reached)} page targets reached")
    return 0 if all(reached) else 1


def report(meter: Meter, page: Page) -> bool:
    ratios = meter.ratios(page)
    median = statistics.median(ratios)
    reached = median <= page.at_most
    print(
        f"{page.name:<40} {median:6.2f}  [{min(ratios):.2f}-{max(ratios):.2f}]  "
        f"target <= {page.at_most:<4} {'ok' if reached else 'NOT REACHED':<12} "
        f"{fetch(meter.port, page, 1)[0]:>6} bytes",
        flush=True,
    )
    return reached
