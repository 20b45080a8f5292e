# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real mail server on a free port, which does what a test tells it to."""

import asyncio
import email
import email.policy
import time
from dataclasses import dataclass, field

import pytest
from aiosmtpd.controller import Controller

from tests.site import free_port


@dataclass
class Sink:
    """`mails`: messages in the order they came; `recipients`: one of the envelope for each."""

    port: int
    mails: list = field(default_factory=list)
    recipients: list = field(default_factory=list)
    refused: dict = field(default_factory=dict)  # recipient: answer
    sender_answer: str = ""
    data_answers: list = field(default_factory=list)  # one each, then the mails are taken
    delay: float = 0
    controller: Controller | None = None

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.sender_answer:
            return self.sender_answer
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.data_answers:
            return self.data_answers.pop(0)
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.recipients.extend(envelope.rcpt_tos)
        return "250 OK"

    def up(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def down(self):
        if self.controller:
            self.controller.stop()
            self.controller = None

    def wait_for(self, number: int, seconds: float = 20) -> list:
        until = time.monotonic() + seconds
        while len(self.mails) < number and time.monotonic() < until:
            time.sleep(0.05)
        return self.mails


@pytest.fixture
def smtp_sink(settings):
    """A running server, to which the outbox of this process is already pointed."""
    sink = Sink(free_port())
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_TIMEOUT = 5
    sink.up()
    yield sink
    sink.down()
