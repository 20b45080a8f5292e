# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails about requests, in the outbox of the same transaction.

What the requester writes is quoted as plain text; notes never leave. When replies by mail are
set up (REPLY_ADDRESS) each message has an address of its own to reply to.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.core import outbox

from . import links, sla
from .models import Message, Ticket


def promise(ticket: Ticket) -> str:
    """In words, for instance "risposta entro giovedì 4 luglio, ore 11:30"; empty while paused."""
    if ticket.first_answer_due:
        return sla.promise(ticket.first_answer_due, timezone.now())
    if ticket.solution_due:
        return sla.promise(ticket.solution_due, timezone.now(), "soluzione")
    return ""


def _reply_to(message: Message | None) -> str:
    if message is None or not settings.REPLY_ADDRESS:
        return ""
    return settings.REPLY_ADDRESS.format(token=message.reply_token)


def _put(key, to, subject, template, ticket, *, message=None, **context) -> None:
    context |= {
        "ticket": ticket,
        "message": message,
        "promise": promise(ticket),
        "can_reply": bool(_reply_to(message)),
    }
    outbox.put(
        key=f"helpdesk:{key}",
        to=to,
        subject=f"[MiglioraPA {ticket.number}] {subject}",
        text=render_to_string(f"email/helpdesk/{template}.txt", context),
        reply_to=_reply_to(message),
    )


def _tell_requester(key, subject, template, ticket, *, message=None, **context) -> None:
    context.setdefault("link", links.page_of(ticket))
    _put(key, ticket.requester_email, subject, template, ticket, message=message, **context)


def desk_of(ticket: Ticket) -> list[User]:
    """Who is told of what the requester writes: who has it in charge, else every operator."""
    if ticket.assignee_id:
        return [ticket.assignee]
    return list(User.objects.filter(role=User.Role.OPERATOR, is_active=True))


def _tell_desk(key, subject, template, ticket, *, message=None, **context) -> None:
    context["link"] = links.desk_page_of(ticket)
    for operator in desk_of(ticket):
        _put(
            f"{key}:{operator.pk}",
            operator.email,
            subject,
            template,
            ticket,
            message=message,
            **context,
        )


def confirm_email_wanted(ticket):
    _tell_requester(
        f"confirm:{ticket.pk}",
        "confermate la richiesta",
        "confirm",
        ticket,
        link=links.confirmation_of(ticket),
    )


def opened(ticket, message):
    _tell_requester(f"opened:{ticket.pk}", ticket.subject, "opened", ticket, message=message)
    _tell_desk(f"new:{ticket.pk}", f"nuova: {ticket.subject}", "new", ticket, message=message)


def answered(ticket, message):
    _tell_requester(f"answered:{message.pk}", ticket.subject, "answered", ticket, message=message)


def replied(ticket, message):
    subject = f"replica: {ticket.subject}"
    _tell_desk(f"replied:{message.pk}", subject, "replied", ticket, message=message)


def assigned(ticket):
    _put(
        f"assigned:{ticket.pk}:{ticket.revision}",
        ticket.assignee.email,
        f"in carico a voi: {ticket.subject}",
        "assigned",
        ticket,
        link=links.desk_page_of(ticket),
    )


def closed(ticket, *, by):
    if by == "system":
        key = f"closed:{ticket.pk}:{ticket.revision}"
        _tell_requester(key, ticket.subject, "closed", ticket)


def merged(ticket):
    _tell_requester(f"merged:{ticket.pk}", ticket.subject, "merged", ticket)


def escalated(ticket):
    key = f"late:{ticket.pk}:{ticket.revision}"
    _tell_desk(key, f"in ritardo: {ticket.subject}", "late", ticket)
