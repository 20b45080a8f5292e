# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our mails that come back."""

import pytest

from helpdesk.actions import inbound
from migliorapa.core.outbox.models import OutboxMail
from tests.helpdesk.inbound.mails import DOMAIN

from .letters import letter

pytestmark = pytest.mark.django_db
KIND = "multipart/report; report-type=delivery-status; boundary=xx"


def returned(mail: OutboxMail | None) -> bytes:
    """As servers give it back: a sentence, the reasons, the headers of what was sent."""
    uid = mail.uid if mail else "00000000-0000-4000-8000-000000000000"
    body = (
        "--xx\r\nContent-Type: text/plain\r\n\r\nUtente sconosciuto\r\n"
        "--xx\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n"
        f"--xx\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{uid}@{DOMAIN}>\r\n"
        "--xx--\r\n"
    )
    return letter(body, From="MAILER-DAEMON@mx.example", Content_Type=KIND)


@pytest.fixture
def answer(bari_ticket):
    """The mail with which the operator's answer left."""
    return OutboxMail.objects.get(key=f"helpdesk:answered:{bari_ticket.messages.last().pk}")


def test_a_mail_that_comes_back_is_told_to_the_operator_and_not_to_the_requester(
    bari_ticket, answer, operatrice, keys
):
    mail = inbound.receive(returned(answer))
    note = bari_ticket.messages.last()
    assert (mail.outcome, mail.ticket) == ("bounce", bari_ticket)
    assert (note.kind, note.author) == ("note", None)
    assert "bari@esempio.invalid respinge" in note.body
    assert note not in bari_ticket.messages.for_requester()
    assert f"helpdesk:bounced:{note.pk}:{operatrice.pk}" in keys()


def test_ten_mails_that_come_back_are_one_note(bari_ticket, answer):
    for _ in range(10):
        inbound.receive(returned(answer))
    assert bari_ticket.messages.filter(kind="note").count() == 1


def test_a_bounce_of_nothing_of_ours_touches_no_request(bari_ticket, keys):
    before = keys()
    mail = inbound.receive(returned(None))
    assert (mail.outcome, mail.ticket) == ("bounce", None)
    assert bari_ticket.messages.count() == 2
    assert keys() == before
