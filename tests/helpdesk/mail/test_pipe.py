# SPDX-License-Identifier: AGPL-3.0-or-later
"""The command to which a mail server hands a mail over."""

import io
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import OperationalError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.actions import inbound
from helpdesk.management.commands import receive_mail
from helpdesk.models import InboundMail, Message

from .letters import reply_to

pytestmark = pytest.mark.django_db
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
HEADERS = st.sampled_from(
    [b"From: ", b"To: ", b"Subject: ", b"Message-ID: ", b"Content-Type: multipart/mixed; ", b"\r\n"]
)


def hand_over(monkeypatch, raw: bytes) -> str:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    out = io.StringIO()
    call_command("receive_mail", stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


def test_a_mail_from_standard_input_enters_its_request(bari_ticket, monkeypatch):
    assert hand_over(monkeypatch, reply_to(bari_ticket)) == "Diventata un messaggio"
    assert bari_ticket.messages.count() == 3


def test_while_the_database_is_down_the_mail_server_is_asked_to_try_again(monkeypatch):
    def fail(raw):
        raise OperationalError("non risponde")

    monkeypatch.setattr(receive_mail, "receive", fail)
    with pytest.raises(SystemExit) as ended:
        hand_over(monkeypatch, b"From: a@b.it\r\n\r\nTesto")
    assert ended.value.code == 75


@QUIET
@given(
    raw=st.one_of(
        st.binary(max_size=400),
        st.lists(st.tuples(HEADERS, st.binary(max_size=60)), max_size=8).map(
            lambda parts: b"\r\n".join(name + value for name, value in parts)
        ),
    )
)
def test_whatever_bytes_come_they_are_one_row_and_no_message(db, raw):
    messages = Message.objects.count()
    first = inbound.receive(raw)
    assert inbound.receive(raw) == first
    assert InboundMail.objects.filter(mail_id=first.mail_id).count() == 1
    assert Message.objects.count() == messages
