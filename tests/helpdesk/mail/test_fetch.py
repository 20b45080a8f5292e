# SPDX-License-Identifier: AGPL-3.0-or-later
"""From a real mailbox, and out through a real mail server."""

import io
from email.message import EmailMessage

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, transaction

from helpdesk import scheduled
from helpdesk.mail import fetching
from helpdesk.models import InboundMail
from migliorapa.core import jobs, outbox
from tests.factories.helpdesk import opened

from .letters import letter, outcomes, reply_to

pytestmark = pytest.mark.django_db


def counts(box) -> dict:
    found = {}
    for name in ("INBOX", "Elaborata", "Rifiutata"):
        found[name] = box.count(name) or box.count(f"INBOX.{name}")
    return found


@pytest.fixture
def fetch(django_capture_on_commit_callbacks):
    def run():
        out = io.StringIO()
        with django_capture_on_commit_callbacks(execute=True):
            call_command("fetch_mail", stdout=out)
        return out.getvalue().strip()

    return run


def test_the_whole_loop_from_the_request_to_the_operator_who_reads_the_reply(
    bari, operatrice, imap_box, smtp_sink, fetch
):
    ticket = opened(bari)
    outbox.deliver_due()
    (sent,) = [mail for mail in smtp_sink.wait_for(2) if mail["To"] == bari.email]
    assert sent["Auto-Submitted"] == "auto-generated"
    quoted = "".join(f"> {line}\n" for line in sent.get_content().splitlines())
    reply = EmailMessage()
    reply["From"], reply["To"] = f"Anna Esposito <{bari.email}>", sent["Reply-To"]
    reply["Subject"], reply["In-Reply-To"] = f"Re: {sent['Subject']}", sent["Message-ID"]
    reply["Message-ID"] = "<risposta@comune.example>"
    reply.set_content(f"Sono 2.700, non 2.600.\n\nIl giorno 3 marzo 2031 ha scritto:\n{quoted}")
    imap_box.put(reply.as_bytes())

    assert fetch() == "diventata un messaggio: 1"
    assert [message.body for message in ticket.messages.all()][1:] == ["Sono 2.700, non 2.600."]
    assert counts(imap_box) == {"INBOX": 0, "Elaborata": 1, "Rifiutata": 0}
    outbox.deliver_due()
    told = smtp_sink.wait_for(3)[-1]
    assert told["To"] == operatrice.email
    assert "Sono 2.700" in told.get_content()
    assert fetch() == "nessuna e-mail"


def test_broken_mails_stop_nobody(bari_ticket, imap_box, fetch):
    broken = b"Content-Type: multipart/mixed; boundary=\xff\xfe\r\nFrom: \xe8\r\n\r\n--\xff\r\n"
    loop = letter(From="noreply@migliorapa.example")
    imap_box.put(broken, loop, reply_to(bari_ticket))
    fetch()
    assert outcomes() == ["quarantine", "loop", "message"]
    assert counts(imap_box) == {"INBOX": 0, "Elaborata": 2, "Rifiutata": 1}


def test_a_mail_too_big_is_not_downloaded_and_stays_findable(bari, imap_box, fetch, monkeypatch):
    monkeypatch.setattr(fetching.inbound, "MOST_BYTES", 2_000)
    imap_box.put(letter("x\r\n" * 2_000, Subject="Le foto"))
    fetch()
    mail = InboundMail.objects.get()
    assert (mail.outcome, mail.subject, mail.raw) == ("quarantine", "Le foto", None)
    assert counts(imap_box) == {"INBOX": 0, "Elaborata": 0, "Rifiutata": 1}


def test_nothing_moves_when_the_work_is_rolled_back_and_nothing_is_doubled_after(
    bari_ticket, imap_box, fetch
):
    imap_box.put(reply_to(bari_ticket))

    @transaction.atomic
    def interrupted():
        fetching.fetch()
        raise OperationalError("la base di dati si ferma")

    with pytest.raises(OperationalError):
        interrupted()
    assert bari_ticket.messages.count() == 2
    assert counts(imap_box)["INBOX"] == 1
    fetch()
    assert bari_ticket.messages.count() == 3
    assert counts(imap_box) == {"INBOX": 0, "Elaborata": 1, "Rifiutata": 0}


def test_who_was_interrupted_before_the_move_meets_the_mail_again_and_knows_it(
    bari_ticket, imap_box, fetch, django_capture_on_commit_callbacks
):
    imap_box.put(reply_to(bari_ticket))
    with django_capture_on_commit_callbacks(execute=False):
        fetching.fetch()
    assert counts(imap_box)["INBOX"] == 1
    fetch()
    assert bari_ticket.messages.count() == 3
    assert counts(imap_box) == {"INBOX": 0, "Elaborata": 1, "Rifiutata": 0}


def test_a_mail_that_cannot_be_examined_now_waits_in_the_mailbox(
    bari_ticket, imap_box, fetch, monkeypatch
):
    def later(raw):
        raise fetching.NotNow("l'antivirus non risponde")

    imap_box.put(reply_to(bari_ticket))
    monkeypatch.setattr(fetching.receiving, "receive", later)
    fetch()
    assert counts(imap_box) == {"INBOX": 1, "Elaborata": 0, "Rifiutata": 0}


def test_a_mailbox_that_does_not_answer_is_told_in_words(settings, imap_box):
    settings.IMAP_PASSWORD = "sbagliata"
    with pytest.raises(CommandError, match="La casella di posta non risponde"):
        call_command("fetch_mail")
    settings.IMAP_HOST = ""
    with pytest.raises(CommandError, match="Manca IMAP_HOST"):
        call_command("fetch_mail")


def test_the_worker_reads_the_mailbox_only_where_there_is_one(
    bari_ticket, imap_box, settings, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(jobs, "_jobs", {})
    imap_box.put(reply_to(bari_ticket))
    settings.IMAP_HOST, host = "", settings.IMAP_HOST
    scheduled.register()
    assert "helpdesk:mail" not in jobs._jobs
    settings.IMAP_HOST = host
    scheduled.register()
    monkeypatch.setattr(jobs, "_jobs", {"helpdesk:mail": jobs._jobs["helpdesk:mail"]})
    with django_capture_on_commit_callbacks(execute=True):
        (outcome,) = jobs.run_due()
    assert (outcome.result, outcome.error) == ("diventata un messaggio: 1", "")
    assert counts(imap_box) == {"INBOX": 0, "Elaborata": 1, "Rifiutata": 0}
