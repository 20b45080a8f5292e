# SPDX-License-Identifier: AGPL-3.0-or-later
"""How every mail about a request is made.

What the requester writes is quoted as plain text; notes never leave. When replies by mail are
set up (REPLY_ADDRESS) each message has an address of its own to reply to.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from migliorapa.core import outbox

from .. import links
from ..inbound import REPLY_LINE
from ..models import Message
from ..requester.promise import promise_in_words
from .recipients import desk_of


def reply_address(message: Message | None) -> str:
    """Of requesters alone: operators answer in the portal, where they see what others wrote."""
    if message is None or not settings.REPLY_ADDRESS:
        return ""
    return settings.REPLY_ADDRESS.format(token=message.reply_token)


def mail(key, to, subject, template, ticket, *, message=None, reply_to="", **context) -> dict:
    context |= {
        "ticket": ticket,
        "message": message,
        "promise": promise_in_words(ticket, dated=True),
        "can_reply": bool(reply_to),
    }
    text = render_to_string(f"email/helpdesk/{template}.txt", context)
    return {
        "key": f"helpdesk:{key}",
        "to": to,
        "subject": f"[MiglioraPA {ticket.number}] {subject}",
        "text": f"{REPLY_LINE}\n\n{text}" if reply_to else text,
        "reply_to": reply_to,
        "headers": {"References": _thread(ticket), "In-Reply-To": _thread(ticket)},
    }


def _thread(ticket) -> str:
    """A mail that was never sent, for mailers that gather a conversation by what it refers to."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<richiesta-{ticket.pk}@{host}>"


def put(*arguments, **context) -> None:
    outbox.write([mail(*arguments, **context)])


def for_requester(key, subject, template, ticket, *, message=None, **context) -> dict:
    context.setdefault("link", links.page_of(ticket))
    to, reply_to = ticket.requester_email, reply_address(message)
    return mail(key, to, subject, template, ticket, message=message, reply_to=reply_to, **context)


def tell_requester(*arguments, **context) -> None:
    outbox.write([for_requester(*arguments, **context)])


def for_desk(
    key, subject, template, ticket, *, message=None, operators=None, **context
) -> list[dict]:
    context["link"] = links.desk_page_of(ticket)
    return [
        mail(
            f"{key}:{operator.pk}",
            operator.email,
            subject,
            template,
            ticket,
            message=message,
            **context,
        )
        for operator in (desk_of(ticket) if operators is None else operators)
    ]


def tell_desk(*arguments, **context) -> None:
    outbox.write(for_desk(*arguments, **context))
