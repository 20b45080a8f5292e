# SPDX-License-Identifier: AGPL-3.0-or-later
"""Servers that refuse, close, are slow or are not there."""

import pytest
from django.utils import timezone

from migliorapa.core import outbox
from migliorapa.core.outbox import checks
from migliorapa.core.outbox.models import OutboxMail
from tests.core.mails import later, put

pytestmark = pytest.mark.django_db


def test_a_recipient_refused_for_ever_is_given_up_and_the_others_leave(smtp_sink):
    smtp_sink.refused["anna@comune.it"] = "550 5.1.1 casella inesistente"
    put("prova:1")
    put("prova:2", to="bruno@comune.it")
    assert outbox.deliver_due() == 1
    refused = OutboxMail.objects.get(key="prova:1")
    assert (refused.status, refused.attempts) == ("given_up", 1)
    assert "550" in refused.last_error
    assert "casella inesistente" in refused.last_error


def test_a_recipient_refused_for_now_is_tried_again_at_growing_distances(smtp_sink):
    smtp_sink.refused["anna@comune.it"] = "451 4.7.1 riprovate"
    put()
    mail, waits = OutboxMail.objects.get(), []
    for _ in range(9):
        later(mail, (mail.due - timezone.now()).total_seconds() / 60 + 1)
        assert outbox.deliver_due() == 0
        mail.refresh_from_db()
        waits.append(round((mail.due - timezone.now()).total_seconds() / 60))
    assert waits[:8] == [1, 5, 15, 60, 180, 360, 720, 1440]
    assert (mail.status, mail.attempts) == ("given_up", 9)


def test_a_text_the_server_refuses_is_given_up_with_its_reason(smtp_sink):
    smtp_sink.data_answers = ["554 5.7.1 sembra spam"]
    put()
    assert outbox.deliver_due() == 0
    mail = OutboxMail.objects.get()
    assert (mail.status, mail.last_error) == ("given_up", "554 5.7.1 sembra spam")


def test_a_server_that_is_down_costs_no_attempt_and_all_leave_when_it_is_back(smtp_sink):
    smtp_sink.down()
    for number in range(3):
        put(f"prova:{number}")
    with pytest.raises(outbox.Unreachable):
        outbox.deliver_due()
    assert set(OutboxMail.objects.values_list("status", "attempts")) == {("queued", 0)}
    smtp_sink.up()
    assert outbox.deliver_due() == 3


def test_a_server_that_refuses_our_sender_costs_no_attempt(smtp_sink):
    smtp_sink.sender_answer = "530 5.7.0 autenticatevi"
    put()
    with pytest.raises(outbox.Unreachable, match="530"):
        outbox.deliver_due()
    assert OutboxMail.objects.get().attempts == 0


def test_a_server_that_closes_stops_the_round_and_costs_one_attempt(smtp_sink):
    smtp_sink.data_answers = ["421 chiudo"]
    for number in range(3):
        put(f"prova:{number}")
    assert outbox.deliver_due() == 0
    assert sorted(OutboxMail.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert outbox.deliver_due() == 2


def test_a_server_that_hangs_up_between_two_mails_is_called_again(smtp_sink, monkeypatch):
    put("prova:1")
    put("prova:2")
    holds = checks.holds

    def hang_up(name, argument):
        if smtp_sink.mails:
            smtp_sink.down()
            smtp_sink.up()
        return holds(name, argument)

    monkeypatch.setattr(checks, "holds", hang_up)
    assert outbox.deliver_due() == 2
    assert set(OutboxMail.objects.values_list("status", "attempts")) == {("sent", 0)}


def test_a_server_too_slow_costs_one_attempt(smtp_sink, settings):
    settings.EMAIL_TIMEOUT, smtp_sink.delay = 0.3, 1
    put()
    assert outbox.deliver_due() == 0
    mail = OutboxMail.objects.get()
    assert (mail.status, mail.attempts) == ("queued", 1)
    assert "timed out" in mail.last_error
