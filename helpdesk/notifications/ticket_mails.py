# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails about requests, in the outbox of the same transaction."""

from uuid import uuid4

from django.template.loader import render_to_string
from django.utils import timezone

from migliorapa.core import moments, outbox

from .. import links, workflow
from ..models import Message
from .envelope import for_desk, for_requester, mail, put, reply_address, tell_desk, tell_requester
from .recipients import desk_of, followers, operators


def confirm_email_wanted(ticket):
    tell_requester(
        f"confirm:{ticket.pk}",
        "confermate la richiesta",
        "confirm",
        ticket,
        link=links.confirmation_of(ticket),
    )


def _day(moment) -> str:
    return moments.day_in_words(timezone.localdate(moment))


def new_link(ticket):
    """Each one asked for is sent."""
    tell_requester(f"link:{ticket.pk}:{uuid4().hex}", ticket.subject, "new_link", ticket)


def opened(ticket, message):
    theirs = for_requester(f"opened:{ticket.pk}", ticket.subject, "opened", ticket, message=message)
    subject = f"nuova: {ticket.subject}"
    ours = for_desk(f"new:{ticket.pk}", subject, "new", ticket, message=message)
    outbox.write([theirs, *ours])


def answered(ticket, message):
    """To who asked, and to those of their side who follow the request."""
    key = f"answered:{message.pk}"
    theirs = for_requester(
        key,
        ticket.subject,
        "answered",
        ticket,
        message=message,
        rating_link=links.rating_of(ticket),
    )
    outbox.write([theirs, *_for_followers(key, ticket, message)])


def _for_followers(key, ticket, message) -> list[dict]:
    return [
        mail(
            f"{key}:{person.pk}",
            person.email,
            ticket.subject,
            "answered_follower",
            ticket,
            message=message,
            reply_to=reply_address(message),
            person=person,
            link=links.absolute("ticket", ticket.public_id),
        )
        for person in followers(ticket)
    ]


def replied(ticket, message, *, by_colleague: bool = False):
    """To the desk; who asked is told of what a colleague wrote in their request."""
    key = f"replied:{message.pk}"
    mails = for_desk(key, f"replica: {ticket.subject}", "replied", ticket, message=message)
    if by_colleague:
        mails.append(
            for_requester(
                f"{key}:requester", ticket.subject, "replied_colleague", ticket, message=message
            )
        )
    outbox.write(mails)


def bounced(ticket, message):
    subject = f"e-mail non consegnata: {ticket.subject}"
    tell_desk(f"bounced:{message.pk}", subject, "bounced", ticket, message=message)


def mail_waiting(number: int) -> None:
    """To every operator, once a day."""
    text = render_to_string(
        "email/helpdesk/mail_waiting.txt",
        {"number": number, "link": links.absolute("desk_mail")},
    )
    outbox.write(
        {
            "key": f"helpdesk:mail-waiting:{timezone.localdate():%Y%m%d}:{operator.pk}",
            "to": operator.email,
            "subject": "[MiglioraPA] e-mail in attesa di un operatore",
            "text": text,
        }
        for operator in operators()
    )


def assigned(ticket):
    put(
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
        rating = links.rating_of(ticket)
        until = _day(ticket.closed + workflow.REOPENS_WITHIN)
        tell_requester(key, ticket.subject, "closed", ticket, rating_link=rating, until=until)


def merged(ticket):
    """Where it goes on: a request that who asked can read."""
    other = ticket.merged_into
    theirs = other.requester_id == ticket.requester_id
    link = links.page_of(other) if theirs else links.absolute("ticket", other.public_id)
    key = f"merged:{ticket.pk}:{ticket.revision}"
    tell_requester(key, ticket.subject, "merged", ticket, link=link, other=other)


def separated(ticket):
    key = f"separated:{ticket.pk}:{ticket.revision}"
    tell_requester(key, ticket.subject, "separated", ticket)


def waiting_for_reply(ticket, *, days: int, until):
    """`days` since the question; `until` when the request is not yet taken for solved."""
    tell_requester(
        f"waiting:{ticket.pk}:{uuid4().hex}",
        f"aspettiamo la vostra risposta: {ticket.subject}",
        "waiting",
        ticket,
        message=_last_asked(ticket),
        days=days,
        until=_day(until),
    )


def _last_asked(ticket) -> Message | None:
    """The one to reply to."""
    return ticket.messages.filter(kind=Message.Kind.ANSWER).order_by("-created", "-pk").first()


def unanswered(ticket, *, days: int):
    key = f"unanswered:{ticket.pk}:{ticket.revision}"
    asked = _last_asked(ticket)
    tell_requester(key, ticket.subject, "unanswered", ticket, message=asked, days=days)


def promise_moved(ticket):
    """The office moved it later; the same new moment is told once."""
    due = ticket.first_answer_due or ticket.solution_due
    key = f"promise-moved:{ticket.pk}:{int(due.timestamp())}"
    tell_requester(key, f"nuova promessa: {ticket.subject}", "promise_moved", ticket)


def escalated(ticket):
    """To every operator: who has it in charge may be away."""
    key = f"late:{ticket.pk}:{int(ticket.next_due.timestamp())}"
    everybody = {operator.pk: operator for operator in (*operators(), *desk_of(ticket))}
    subject = f"in ritardo: {ticket.subject}"
    tell_desk(key, subject, "late", ticket, operators=everybody.values())
