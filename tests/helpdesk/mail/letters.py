# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails that people send to the help desk."""

from itertools import count

from helpdesk.models import InboundMail, Message
from tests.helpdesk.inbound.mails import DOMAIN, raw

AIUTO = f"aiuto@{DOMAIN}"
_numbers = count(1)


def letter(body="Ne servono di meno?", **headers) -> bytes:
    """From bari unless told otherwise, each with a Message-ID of its own."""
    usual = {"From": "Anna Esposito <bari@esempio.invalid>", "To": AIUTO}
    usual["Message_ID"] = f"<lettera-{next(_numbers)}@esempio.invalid>"
    return raw(body, **usual | headers)


def last_message(ticket) -> Message:
    return ticket.messages.last()


def token_of(ticket) -> str:
    return last_message(ticket).reply_token


def reply_to(ticket, body="Ne servono di meno?", **headers) -> bytes:
    return letter(body, **{"To": f"aiuto+{token_of(ticket)}@{DOMAIN}"} | headers)


def with_files(*files, text="Ecco il modulo.", **headers) -> bytes:
    """`files`: (name, content)."""
    body = b"--xx\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode() + b"\r\n"
    for name, content in files:
        body += b"--xx\r\nContent-Type: application/octet-stream\r\n"
        body += f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'.encode()
        body += content + b"\r\n"
    kind = "multipart/mixed; boundary=xx"
    return letter(body + b"--xx--\r\n", **headers, Content_Type=kind)


def outcomes() -> list[str]:
    return list(InboundMail.objects.order_by("pk").values_list("outcome", flat=True))
