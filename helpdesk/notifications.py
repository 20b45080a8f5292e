# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails about requests, in the outbox of the same transaction.

What the requester writes is quoted as plain text; notes never leave. When replies by mail are
set up (REPLY_ADDRESS) each message has an address of its own to reply to.
"""

from datetime import timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.core import ical, moments, outbox
from migliorapa.core.statements import Statement

from . import links, sla, workflow
from .inbound import REPLY_LINE
from .models import Call, Message, Ticket


def promise(ticket: Ticket, *, dated: bool = False) -> str:
    """In words, for instance "risposta entro giovedì 4 luglio, ore 11:30"; empty while paused."""
    if ticket.first_answer_due:
        return sla.promise(ticket.first_answer_due, timezone.now(), dated=dated)
    if ticket.solution_due:
        return sla.promise(ticket.solution_due, timezone.now(), "soluzione", dated=dated)
    return ""


def _reply_to(message: Message | None) -> str:
    """Of requesters alone: operators answer in the portal, where they see what others wrote."""
    if message is None or not settings.REPLY_ADDRESS:
        return ""
    return settings.REPLY_ADDRESS.format(token=message.reply_token)


def _mail(key, to, subject, template, ticket, *, message=None, reply_to="", **context) -> dict:
    context |= {
        "ticket": ticket,
        "message": message,
        "promise": promise(ticket, dated=True),
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


def _put(*arguments, **context) -> None:
    outbox.write([_mail(*arguments, **context)])


def _for_requester(key, subject, template, ticket, *, message=None, **context) -> dict:
    context.setdefault("link", links.page_of(ticket))
    to, reply_to = ticket.requester_email, _reply_to(message)
    return _mail(key, to, subject, template, ticket, message=message, reply_to=reply_to, **context)


def _tell_requester(*arguments, **context) -> None:
    outbox.write([_for_requester(*arguments, **context)])


def desk_of(ticket: Ticket) -> list[User]:
    """Who is told of what the requester writes: who has it in charge, else every operator."""
    if ticket.assignee_id and ticket.assignee.is_operator:
        return [ticket.assignee]
    return _operators()


_at_the_desk = Statement(
    lambda: User.objects.filter(
        role__in=[User.Role.OPERATOR, User.Role.PROJECT_STAFF], is_active=True
    )
)


def _operators() -> list[User]:
    """Those who can be told; where there are none left, who runs the project."""
    known = _at_the_desk()
    return [each for each in known if each.role == User.Role.OPERATOR] or known


def _for_desk(
    key, subject, template, ticket, *, message=None, operators=None, **context
) -> list[dict]:
    context["link"] = links.desk_page_of(ticket)
    return [
        _mail(
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


def _tell_desk(*arguments, **context) -> None:
    outbox.write(_for_desk(*arguments, **context))


def confirm_email_wanted(ticket):
    _tell_requester(
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
    _tell_requester(f"link:{ticket.pk}:{uuid4().hex}", ticket.subject, "new_link", ticket)


def opened(ticket, message):
    theirs = _for_requester(
        f"opened:{ticket.pk}", ticket.subject, "opened", ticket, message=message
    )
    subject = f"nuova: {ticket.subject}"
    ours = _for_desk(f"new:{ticket.pk}", subject, "new", ticket, message=message)
    outbox.write([theirs, *ours])


def answered(ticket, message):
    """To who asked, and to those of their side who follow the request."""
    key = f"answered:{message.pk}"
    theirs = _for_requester(
        key,
        ticket.subject,
        "answered",
        ticket,
        message=message,
        rating_link=links.rating_of(ticket),
    )
    outbox.write([theirs, *_for_followers(key, ticket, message)])


def _followers(ticket: Ticket) -> list[User]:
    """Colleagues who wrote in it, or whose own request was merged into it: as long as who asked
    lets them see it."""
    if ticket.administration_id is None:
        return []
    wrote = Message.objects.filter(ticket=ticket, kind=Message.Kind.REPLY).values("author")
    merged = Ticket.objects.filter(merged_into=ticket).values("requester")
    people = User.objects.filter(Q(pk__in=wrote) | Q(pk__in=merged), is_active=True)
    people = people.filter(role=User.Role.CONTACT_PERSON).exclude(pk=ticket.requester_id)
    same = Ticket.objects.filter(pk=ticket.pk)
    return [each for each in people.order_by("pk") if same.visible_as_member(each).exists()]


def _for_followers(key, ticket, message) -> list[dict]:
    return [
        _mail(
            f"{key}:{person.pk}",
            person.email,
            ticket.subject,
            "answered_follower",
            ticket,
            message=message,
            reply_to=_reply_to(message),
            person=person,
            link=links.absolute("ticket", ticket.public_id),
        )
        for person in _followers(ticket)
    ]


def replied(ticket, message, *, by_colleague: bool = False):
    """To the desk; who asked is told of what a colleague wrote in their request."""
    key = f"replied:{message.pk}"
    mails = _for_desk(key, f"replica: {ticket.subject}", "replied", ticket, message=message)
    if by_colleague:
        mails.append(
            _for_requester(
                f"{key}:requester", ticket.subject, "replied_colleague", ticket, message=message
            )
        )
    outbox.write(mails)


def bounced(ticket, message):
    subject = f"e-mail non consegnata: {ticket.subject}"
    _tell_desk(f"bounced:{message.pk}", subject, "bounced", ticket, message=message)


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
        for operator in _operators()
    )


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
        rating = links.rating_of(ticket)
        until = _day(ticket.closed + workflow.REOPENS_WITHIN)
        _tell_requester(key, ticket.subject, "closed", ticket, rating_link=rating, until=until)


def merged(ticket):
    """Where it goes on: a request that who asked can read."""
    other = ticket.merged_into
    theirs = other.requester_id == ticket.requester_id
    link = links.page_of(other) if theirs else links.absolute("ticket", other.public_id)
    key = f"merged:{ticket.pk}:{ticket.revision}"
    _tell_requester(key, ticket.subject, "merged", ticket, link=link, other=other)


def separated(ticket):
    key = f"separated:{ticket.pk}:{ticket.revision}"
    _tell_requester(key, ticket.subject, "separated", ticket)


def waiting_for_reply(ticket, *, days: int, until):
    """`days` since the question; `until` when the request is not yet taken for solved."""
    _tell_requester(
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
    _tell_requester(key, ticket.subject, "unanswered", ticket, message=asked, days=days)


def promise_moved(ticket):
    """The office moved it later; the same new moment is told once."""
    due = ticket.first_answer_due or ticket.solution_due
    key = f"promise-moved:{ticket.pk}:{int(due.timestamp())}"
    _tell_requester(key, f"nuova promessa: {ticket.subject}", "promise_moved", ticket)


def escalated(ticket):
    """To every operator: who has it in charge may be away."""
    key = f"late:{ticket.pk}:{int(ticket.next_due.timestamp())}"
    everybody = {operator.pk: operator for operator in (*_operators(), *desk_of(ticket))}
    subject = f"in ritardo: {ticket.subject}"
    _tell_desk(key, subject, "late", ticket, operators=everybody.values())


CALL_LEADS = {"giorno": timedelta(days=1), "ora": timedelta(hours=1)}
CALL_CHECK = "helpdesk.call"


def call_stands(argument: str) -> bool:
    """Asked right before a reminder leaves."""
    rows = Call.objects.filter(pk=int(argument), is_cancelled=False)
    return rows.filter(slot__starts__gt=timezone.now()).exists()


def _call_entry(call: Call, name: str, email: str, link: str) -> str:
    """Of one attendee, with the address where they enter: a visitor's opens their request."""
    entry = ical.Entry(
        uid=f"chiamata-{call.room}@migliorapa",
        sequence=call.sequence,
        summary=f"Videochiamata con l'help desk: {call.ticket.subject}",
        start=call.slot.starts,
        end=call.slot.ends,
        status="CANCELLED" if call.is_cancelled else "CONFIRMED",
        created=call.booked,
        modified=timezone.now() if call.is_cancelled else call.booked,
        description=f"Richiesta {call.ticket.number}. Si entra da questa pagina: {link}",
        url=link,
        organizer=("MiglioraPA", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        attendee=(name, email),
        alarm_minutes=15,
    )
    method = "CANCEL" if call.is_cancelled else "REQUEST"
    return ical.calendar([ical.vevent(entry)], method=method)


def call_file(call: Call, person=None) -> str:
    """The .ics of a call, for who downloads it; without a person it is the visitor who asked."""
    ticket = call.ticket
    if person is None or person.pk == ticket.requester_id:
        return _call_entry(
            call, ticket.requester_name, ticket.requester_email, links.call_of(ticket)
        )
    link = (
        links.desk_call_of(ticket)
        if person.is_operator
        else links.absolute("call", ticket.public_id)
    )
    return _call_entry(call, person.name, person.email, link)


def _tell_both(call: Call, key: str, template: str, subject: str, **more) -> int:
    """To who asked and to the operator; each with their own page."""
    ticket, operator = call.ticket, call.slot.operator
    desk = [operator] if operator.is_operator else _operators()
    people = (
        (ticket.requester_name, ticket.requester_email, links.call_of(ticket)),
        *((each.name, each.email, links.desk_call_of(ticket)) for each in desk),
    )
    method = "CANCEL" if call.is_cancelled else "REQUEST"
    put = 0
    for number, (name, email, link) in enumerate(people):
        context = {
            "call": call,
            "ticket": ticket,
            "name": name,
            "link": link,
            "is_asker": number == 0,
            "may_book": ticket.state in Ticket.UNFINISHED,
            "when": moments.in_words(call.slot.starts, call.slot.ends),
        }
        put += outbox.put(
            key=f"helpdesk:call:{call.pk}:{key}:{number}",
            to=email,
            subject=f"[MiglioraPA {ticket.number}] {subject}",
            text=render_to_string(f"email/helpdesk/{template}.txt", context),
            attachments=(
                (
                    "chiamata.ics",
                    _call_entry(call, name, email, link).encode(),
                    f"text/calendar; method={method}",
                ),
            ),
            **more,
        )
    return put


def call_booked(call):
    _tell_both(call, "booked", "call_booked", "chiamata prenotata")


def call_cancelled(call):
    _tell_both(call, f"cancelled:{call.sequence}", "call_cancelled", "chiamata annullata")


def remind_call(call) -> int:
    """The reminder whose time has come; how many mails are new."""
    ahead = call.slot.starts - timezone.now()
    which = "ora" if ahead <= CALL_LEADS["ora"] else "giorno"
    if timezone.now() - call.booked < CALL_LEADS["ora"]:
        return 0  # just booked: the confirmation is enough
    more = {"check": CALL_CHECK, "argument": call.pk}
    return _tell_both(call, f"remind:{which}", "call_reminder", "promemoria: la chiamata", **more)
