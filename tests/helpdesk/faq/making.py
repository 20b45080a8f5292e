# SPDX-License-Identifier: AGPL-3.0-or-later
"""FAQ on their way from a request to everybody, for tests."""

import html
import re

from helpdesk.actions import publication, tickets
from helpdesk.models import Faq, Ticket
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import opened

TEXTS = {
    "question": "Quante risposte servono con 2.600 utenti?",
    "answer": "Servono 335 risposte.",
    "body": "Con un margine di 5 punti.",
    "topics": ["campione"],
}


def solved(requester, operator, *, text="Ne servono 335.", **fields) -> Ticket:
    ticket = opened(requester, **fields)
    tickets.solve(ticket=ticket, text=text, actor=operator)
    return Ticket.objects.get(pk=ticket.pk)


def drafted(ticket, operator, **texts) -> Faq:
    return publication.draft(tickets=[ticket], actor=operator, **TEXTS | texts)


def published(ticket, operator, colleague, **texts) -> Faq:
    return publication.approve(faq=drafted(ticket, operator, **texts), actor=colleague)


def mails(key):
    return OutboxMail.objects.filter(key__startswith=f"helpdesk:{key}").order_by("pk")


def objection_address(mail) -> str:
    return re.search(r"/aiuto/obiezione/\S+", mail.text)[0]


def told(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.text)
    return html.unescape(" ".join(text.split()))
