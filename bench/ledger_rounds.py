# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledger of the help desk: what was acknowledged over HTTP is there once, and was told.

Workers of the portal die while requests come in, the mail server is down, and the process that
sends the mails is killed twice. A fault is a sentence; none means that the promise was kept.
"""

import secrets
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from helpdesk.models import Ticket
from migliorapa.accounts.models import Administration, Membership, User
from migliorapa.core.outbox.models import OutboxMail

from .arena import Answer, Arena
from .signed_in import sign_in

NEW = "/aiuto/richiesta/nuova/"
TWICE_EVERY = 10  # people who press the button again
A_MAIL = 0.5  # seconds, at most, on a busy machine


@dataclass(frozen=True)
class Receipt:
    form_key: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Figures:
    """`interrupted`: submissions that nobody answered the first time."""

    submissions: int
    killed: int
    interrupted: int
    mails: int
    deliveries: int


def client_cookies(number: int) -> list[str]:
    """Sessions of as many people, each of an administration of their own."""
    cookies = []
    for index in range(number):
        email = f"ledger{index}@esempio.invalid"
        user = User.objects.create_user(email=email, name="Persona di prova")
        administration = Administration.objects.create(
            ipa_code=f"ledger{index}", name=f"Comune di Prova {index}", type="comune"
        )
        Membership.objects.create(
            user=user, administration=administration, status="approved", decided=timezone.now()
        )
        key = secrets.token_hex(16)
        sign_in(user, key)
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={key}")
    return cookies


def new_operator() -> User:
    """The only one: each request is told to them too."""
    User.objects.filter(role=User.Role.OPERATOR).update(role=User.Role.CONTACT_PERSON)
    user = User.objects.create_user(email="ledger-desk@esempio.invalid", name="Operatrice di prova")
    User.objects.filter(pk=user.pk).update(role=User.Role.OPERATOR)
    return user


def submit_all(arena: Arena, cookie: str, numbers: range) -> list[Receipt]:
    return [_submit(arena, cookie, number) for number in numbers]


def _submit(arena: Arena, cookie: str, number: int) -> Receipt:
    key = secrets.token_hex(16)
    form = {
        "form_key": key,
        "firmato": "1",
        "subject": f"Quante risposte servono? Caso {number}",
        "text": "Abbiamo 2.600 utenti l'anno e nessun elenco di indirizzi.",
        "visibility": Ticket.Visibility.COORDINATOR,
    }
    presses = 1 if number % TWICE_EVERY else 2
    return Receipt(key, tuple(arena.send(NEW, form, cookie) for _ in range(presses)))


@contextmanager
def mailing(arena: Arena, port: int):
    """`manage.py worker`, killed at the end in the middle of whatever it does."""
    environ = arena.environ | {
        "MIGLIORAPA_MODE": "demo",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(port),
    }
    command = [sys.executable, "manage.py", "worker", "--interval=0.2"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=environ, **quiet)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def storm(arena: Arena, sink, *, submissions: int, clients: int) -> tuple[list[str], Figures]:
    """`sink`: a mail server, see `tests/smtp.py`."""
    operator, cookies = new_operator(), client_cookies(clients)
    calls = [
        partial(submit_all, arena, cookie, range(index, submissions, clients))
        for index, cookie in enumerate(cookies)
    ]
    sink.down()
    with mailing(arena, sink.port), arena.dying_workers(times=max(5, submissions // 60)) as killed:
        receipts = list(chain.from_iterable(arena.all_at_once(calls)))
    faults = [] if killed else ["no worker was killed"]
    faults += ["a mail left with the server down"] if sink.mails else []
    faults += written_once(receipts)
    faults += queued_for(receipts, operator)
    sink.up()
    _recover(arena, sink)
    faults += sent(sink)
    interrupted = sum(receipt.answers[0].times > 1 for receipt in receipts)
    mails = OutboxMail.objects.count()
    return faults, Figures(len(receipts), len(killed), interrupted, mails, len(sink.mails))


def _recover(arena: Arena, sink) -> None:
    waiting = OutboxMail.objects.filter(status=OutboxMail.Status.QUEUED)
    number = waiting.count()
    with mailing(arena, sink.port):
        sink.wait_for(number // 3, seconds=30 + number * A_MAIL)
    until = time.monotonic() + 30 + number * A_MAIL
    with mailing(arena, sink.port):
        while waiting.exists() and time.monotonic() < until:
            time.sleep(0.1)


def written_once(receipts: list[Receipt]) -> list[str]:
    """Each acknowledged form is one request with one message, at the address that was told."""
    rows = Ticket.objects.exclude(form_key="").annotate(said=Count("messages"))
    tickets: dict[str, list[Ticket]] = {}
    for ticket in rows:
        tickets.setdefault(ticket.form_key, []).append(ticket)
    faults = []
    for receipt in receipts:
        found = tickets.pop(receipt.form_key, [])
        page = {(302, ticket.get_absolute_url()) for ticket in found}
        if len(found) != 1 or found[0].said != 1:
            faults.append(f"{receipt.form_key}: {len(found)} requests for {receipt.answers}")
        elif page != {(answer.status, answer.location) for answer in receipt.answers}:
            faults.append(f"{receipt.form_key}: {receipt.answers}, not {page}")
    return faults + [f"{key}: nobody sent it" for key in tickets]


def queued_for(receipts: list[Receipt], operator: User) -> list[str]:
    """One mail to who asked and one to the desk."""
    keys = [receipt.form_key for receipt in receipts]
    pks = Ticket.objects.filter(form_key__in=keys).values_list("pk", flat=True)
    wanted = {f"helpdesk:opened:{pk}" for pk in pks}
    wanted |= {f"helpdesk:new:{pk}:{operator.pk}" for pk in pks}
    found = set(OutboxMail.objects.values_list("key", flat=True))
    return [f"{key}: not in the queue" for key in wanted - found]


def sent(sink) -> list[str]:
    """Every mail of the queue came to the server at least once."""
    arrived = Counter(mail["Message-ID"].strip("<>").partition("@")[0] for mail in sink.mails)
    faults = []
    for key, uid, status in OutboxMail.objects.values_list("key", "uid", "status"):
        if status != OutboxMail.Status.SENT or not arrived[str(uid)]:
            faults.append(f"{key}: {status}, arrived {arrived[str(uid)]} times")
    return faults
