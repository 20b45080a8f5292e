# SPDX-License-Identifier: AGPL-3.0-or-later
"""What our mails say about replying to them."""

import pytest

from helpdesk.actions import inbound
from helpdesk.inbound import REPLY_LINE
from migliorapa.core import outbox
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import opened

from .letters import letter

pytestmark = pytest.mark.django_db


def mail(key):
    return OutboxMail.objects.get(key=f"helpdesk:{key}")


def test_each_message_has_an_address_of_its_own_that_only_its_requester_gets(
    bari_ticket, operatrice
):
    question, answer = bari_ticket.messages.all()
    received = mail(f"opened:{bari_ticket.pk}")
    answered = mail(f"answered:{answer.pk}")
    assert received.reply_to == f"aiuto+{question.reply_token}@migliorapa.example"
    assert answered.reply_to == f"aiuto+{answer.reply_token}@migliorapa.example"
    for each in (received, answered):
        assert each.text.startswith(REPLY_LINE)
        assert "Potete rispondere a questa e-mail" in each.text
    told = mail(f"new:{bari_ticket.pk}:{operatrice.pk}")
    assert told.reply_to == ""
    assert question.reply_token not in told.text
    assert REPLY_LINE not in told.text


def test_without_an_address_for_replies_the_mails_say_so(settings, bari, operatrice):
    settings.REPLY_ADDRESS = ""
    ticket = opened(bari)
    sent = mail(f"opened:{ticket.pk}")
    assert sent.reply_to == ""
    assert "Non rispondete a questa e-mail" in sent.text
    assert REPLY_LINE not in sent.text


def test_what_a_subject_hides_does_not_become_a_header_of_our_mails(bari, queue, smtp_sink):
    hidden = "=?utf-8?q?Quante_risposte=0D=0ABcc=3A_tutti=40esempio.invalid?="
    ticket = inbound.receive(letter(Subject=hidden)).ticket
    assert ticket.subject == "Quante risposte Bcc: tutti@esempio.invalid"
    outbox.deliver_due()
    (sent,) = smtp_sink.wait_for(1)
    assert sent["Bcc"] is None
    assert smtp_sink.recipients == [bari.email]
    assert "Quante risposte Bcc: tutti@esempio.invalid" in sent["Subject"]


def test_mails_about_a_request_are_gathered_in_one_conversation(bari_ticket, bari):
    other = opened(bari)
    about = OutboxMail.objects.filter(subject__contains=f"{bari_ticket.number}]")
    threads = {sent.headers["References"] for sent in about}
    assert about.count() > 1
    assert len(threads) == 1
    sent = mail(f"opened:{other.pk}").headers
    assert sent["In-Reply-To"] == sent["References"]
    assert sent["References"] not in threads
    assert sent["References"].startswith(f"<richiesta-{other.pk}@")
