# SPDX-License-Identifier: AGPL-3.0-or-later
"""What enters the outbox, and what a mail server gets of it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from migliorapa.core import outbox
from migliorapa.core.outbox import checks
from migliorapa.core.outbox.models import OutboxMail
from tests.core.mails import later, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(monkeypatch):
    monkeypatch.setattr(checks, "_checks", {})


def test_a_mail_reaches_the_server_as_it_was_written(smtp_sink, settings):
    settings.SITE_URL = "https://portale.esempio.invalid"
    put(
        subject="È pronto il «percorso»",
        text="Perché no?\nhttps://portale.esempio.invalid/x/",
        html="<p>Perché no?</p>",
        reply_to="Ufficio relazioni <urp@comune.it>",
        headers={"List-Unsubscribe": "<https://portale.esempio.invalid/basta/>"},
        attachments=[
            ("invito.ics", "BEGIN:VCALENDAR\r\nSUMMARY:È\r\n".encode(), "text/calendar"),
            ("città.pdf", b"%PDF-1.7 \x00\xff", "application/pdf"),
        ],
    )
    assert outbox.deliver_due() == 1
    (mail,) = smtp_sink.mails
    assert smtp_sink.recipients == ["anna@comune.it"]
    assert mail["Subject"] == "È pronto il «percorso»"
    assert mail["From"] == settings.DEFAULT_FROM_EMAIL
    assert mail["Reply-To"] == "Ufficio relazioni <urp@comune.it>"
    assert mail["List-Unsubscribe"] == "<https://portale.esempio.invalid/basta/>"
    assert "Perché no?" in mail.get_body(["plain"]).get_content()
    assert "<p>Perché no?</p>" in mail.get_body(["html"]).get_content()
    calendar, pdf = mail.iter_attachments()
    assert (calendar.get_filename(), calendar.get_content_type()) == ("invito.ics", "text/calendar")
    assert "SUMMARY:È" in calendar.get_content()
    assert (pdf.get_filename(), pdf.get_content()) == ("città.pdf", b"%PDF-1.7 \x00\xff")


def test_an_invitation_keeps_its_method(smtp_sink):
    put(attachments=[("invito.ics", b"BEGIN:VCALENDAR", "text/calendar; method=REQUEST")])
    outbox.deliver_due()
    (part,) = smtp_sink.mails[0].iter_attachments()
    assert part["Content-Type"].params == {"method": "REQUEST", "charset": "utf-8"}


def test_every_mail_says_that_a_machine_wrote_it_and_where_from(smtp_sink, settings):
    settings.SITE_URL = "https://portale.esempio.invalid:8443"
    put()
    uid = OutboxMail.objects.get().uid
    outbox.deliver_due()
    (mail,) = smtp_sink.mails
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Message-ID"] == f"<{uid}@portale.esempio.invalid>"


def test_a_mail_written_by_a_person_can_say_so(smtp_sink):
    put(headers={"auto-submitted": "no"})
    outbox.deliver_due()
    assert smtp_sink.mails[0].get_all("Auto-Submitted") == ["no"]


def test_of_two_mails_with_the_same_key_the_first_one_counts_for_ever():
    assert put(subject="Primo") is True
    assert put(subject="Secondo") is False
    outbox.deliver_due()
    assert put(subject="Terzo") is False
    assert OutboxMail.objects.get().subject == "Primo"


def test_many_at_once_are_counted_when_new():
    put("prova:2")
    mails = [{"to": "a@b.it", "subject": "s", "text": "t", "key": f"prova:{n}"} for n in (1, 2, 3)]
    assert outbox.put_many([*mails, mails[0]]) == 2
    assert OutboxMail.objects.count() == 3


def test_what_is_rolled_back_was_never_written():
    with transaction.atomic():
        put()
        transaction.set_rollback(True)
    assert not OutboxMail.objects.exists()


def test_a_mail_for_later_waits(smtp_sink):
    put(due=timezone.now() + timedelta(minutes=5))
    assert outbox.deliver_due() == 0
    later(OutboxMail.objects.get(), 6)
    assert outbox.deliver_due() == 1


def test_mails_leave_in_the_order_of_their_time(smtp_sink):
    now = timezone.now()
    for minutes in (1, 3, 2):
        put(f"prova:{minutes}", subject=str(minutes), due=now - timedelta(minutes=minutes))
    assert outbox.deliver_due(limit=2) == 2
    assert [mail["Subject"] for mail in smtp_sink.mails] == ["3", "2"]


@pytest.mark.parametrize(("answer", "status"), [(True, "sent"), (False, "dropped")])
def test_a_check_is_asked_with_its_argument_right_before_sending(
    smtp_sink, registered, answer, status
):
    asked = []
    outbox.offer_check("prova", lambda argument: asked.append(argument) or answer)
    put(check="prova", argument="12:1")
    assert asked == []
    assert outbox.deliver_due() == answer
    assert asked == ["12:1"]
    assert OutboxMail.objects.get().status == status
    assert len(smtp_sink.mails) == answer


def test_a_check_that_breaks_holds_the_mail_back(smtp_sink, registered):
    outbox.offer_check("prova", lambda argument: OutboxMail.objects.get(key="manca"))
    put("prova:1", check="prova")
    put("prova:2")
    assert outbox.deliver_due() == 1
    held = OutboxMail.objects.get(key="prova:1")
    assert (held.status, held.attempts) == ("queued", 1)
    assert "DoesNotExist" in held.last_error


def test_a_check_nobody_offers_is_a_mistake_of_the_caller(registered):
    with pytest.raises(ValueError, match="prova"):
        put(check="prova")


def test_withdrawing_takes_back_what_has_not_left_and_frees_its_key(smtp_sink):
    put("events:reminder:1:7")
    outbox.deliver_due()
    for key in ("events:reminder:1:8", "events:reminder:12:8", "eventsXreminder:1:8"):
        put(key)
    assert outbox.withdraw("events:reminder:1:") == 1
    assert outbox.deliver_due() == 2
    assert put("events:reminder:1:8") is True
    assert put("events:reminder:1:7") is False


@pytest.mark.parametrize("sign", ["%", "_", "\\"])
def test_signs_of_patterns_in_a_prefix_stand_for_themselves(sign):
    put("prova:1")
    assert outbox.withdraw(f"prova{sign}") == 0


def test_an_empty_prefix_withdraws_nothing():
    put()
    with pytest.raises(ValueError):
        outbox.withdraw("")


def test_forgetting_stops_what_waits_empties_what_left_and_tells_nothing_anew(smtp_sink):
    put("events:place:1:1")
    outbox.deliver_due()
    for key in ("events:place:1:2", "events:place:12:1"):
        put(key)
    others = [f"events:place:{number}:" for number in range(1000, 1120)]
    assert outbox.forget(["events:place:1:", *others]) == 2
    left = OutboxMail.objects.get(key="events:place:1:1")
    assert (left.to, left.subject, left.text) == ("", "", "")
    assert OutboxMail.objects.get(key="events:place:12:1").to
    assert not OutboxMail.objects.filter(key="events:place:1:2").exists()
    assert put("events:place:1:1") is False
    with pytest.raises(ValueError):
        outbox.forget(["events:place:1:", ""])
