# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails about requests, in the outbox of the same transaction.

What the requester writes is quoted as plain text; notes never leave. When replies by mail are
set up (REPLY_ADDRESS) each message has an address of its own to reply to.
"""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.core import ical, moments, outbox
from migliorapa.core.statements import Statement

from . import links, sla
from .inbound import REPLY_LINE
from .models import Call, Message, Ticket


def promise(ticket: Ticket) -> str:
    """In words, for instance "risposta entro giovedì 4 luglio, ore 11:30"; empty while paused."""
    if ticket.first_answer_due:
        return sla.promise(ticket.first_answer_due, timezone.now())
    if ticket.solution_due:
        return sla.promise(ticket.solution_due, timezone.now(), "soluzione")
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
        "promise": promise(ticket),
        "can_reply": bool(reply_to),
    }
    text = render_to_string(f"email/helpdesk/{template}.txt", context)
    return {
        "key": f"helpdesk:{key}",
        "to": to,
        "subject": f"[MiglioraPA {ticket.number}] {subject}",
        "text": f"{REPLY_LINE}\n\n{text}" if reply_to else text,
        "reply_to": reply_to,
    }


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
    if ticket.assignee_id:
        return [ticket.assignee]
    return _operators()


_operators = Statement(lambda: User.objects.filter(role=User.Role.OPERATOR, is_active=True))


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


def opened(ticket, message):
    theirs = _for_requester(
        f"opened:{ticket.pk}", ticket.subject, "opened", ticket, message=message
    )
    subject = f"nuova: {ticket.subject}"
    ours = _for_desk(f"new:{ticket.pk}", subject, "new", ticket, message=message)
    outbox.write([theirs, *ours])


def answered(ticket, message):
    _tell_requester(
        f"answered:{message.pk}",
        ticket.subject,
        "answered",
        ticket,
        message=message,
        rating_link=links.rating_of(ticket),
    )


def replied(ticket, message):
    subject = f"replica: {ticket.subject}"
    _tell_desk(f"replied:{message.pk}", subject, "replied", ticket, message=message)


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
        _tell_requester(key, ticket.subject, "closed", ticket, rating_link=rating)


def merged(ticket):
    _tell_requester(f"merged:{ticket.pk}", ticket.subject, "merged", ticket)


def escalated(ticket):
    """To every operator: who has it in charge may be away."""
    key = f"late:{ticket.pk}:{int(ticket.next_due.timestamp())}"
    everybody = {operator.pk: operator for operator in (*_operators(), *desk_of(ticket))}
    subject = f"in ritardo: {ticket.subject}"
    _tell_desk(key, subject, "late", ticket, operators=everybody.values())


def published(origin):
    """To who asked: their question helps others now, and how to object."""
    _tell_requester(
        f"published:{origin.pk}",
        "la vostra domanda aiuta altri enti",
        "published",
        origin.ticket,
        faq=origin.faq,
        faq_link=settings.SITE_URL + origin.faq.get_absolute_url(),
        objection_link=links.objection_to(origin),
    )


def objection_decided(objection):
    origin = objection.origin
    _tell_requester(
        f"objection-decided:{objection.pk}",
        "la vostra obiezione",
        "objection_decided",
        origin.ticket,
        objection=objection,
        faq=origin.faq,
    )


def _keepers(faq) -> list[User]:
    """Who looks after an answer: its owner, else every operator."""
    if faq.owner_id and faq.owner.is_active:
        return [faq.owner]
    return _operators()


def _tell_keepers(key, subject, template, faq, **context) -> None:
    text = render_to_string(
        f"email/helpdesk/{template}.txt",
        {"faq": faq, "link": links.absolute("faq_draft", faq.code), **context},
    )
    for keeper in _keepers(faq):
        outbox.put(
            key=f"helpdesk:{key}:{keeper.pk}",
            to=keeper.email,
            subject=f"[MiglioraPA] {subject}",
            text=text,
        )


def objected(objection):
    faq = objection.origin.faq
    key = f"objected:{objection.pk}"
    _tell_keepers(key, f"obiezione a {faq.code}", "objected", faq, objection=objection)


def sent_back(faq, reason):
    key = f"sent-back:{faq.pk}:{timezone.now():%Y%m%d%H%M%S}"
    _tell_keepers(key, f"{faq.code} da correggere", "sent_back", faq, reason=reason)


def to_review(faq, reasons):
    key = f"review:{faq.pk}:{timezone.localdate():%Y%m%d}"
    _tell_keepers(key, f"{faq.code} da rivedere", "to_review", faq, reasons=reasons)


CALL_LEADS = {"giorno": timedelta(days=1), "ora": timedelta(hours=1)}
CALL_CHECK = "helpdesk.call"


def call_stands(argument: str) -> bool:
    """Asked right before a reminder leaves."""
    rows = Call.objects.filter(pk=int(argument), is_cancelled=False)
    return rows.filter(slot__starts__gt=timezone.now()).exists()


def _call_entry(call: Call, name: str, email: str) -> str:
    entry = ical.Entry(
        uid=f"chiamata-{call.room}@migliorapa",
        sequence=call.sequence,
        summary=f"Chiamata con l'help desk: {call.ticket.subject}",
        start=call.slot.starts,
        end=call.slot.ends,
        status="CANCELLED" if call.is_cancelled else "CONFIRMED",
        created=call.booked,
        modified=timezone.now() if call.is_cancelled else call.booked,
        description=f"Richiesta {call.ticket.number}. Si entra dalla pagina della richiesta.",
        url=links.page_of(call.ticket),
        organizer=("MiglioraPA", parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        attendee=(name, email),
        alarm_minutes=15,
    )
    method = "CANCEL" if call.is_cancelled else "REQUEST"
    return ical.calendar([ical.vevent(entry)], method=method)


def call_file(call: Call) -> str:
    """The .ics of a call, as its requester downloads it."""
    return _call_entry(call, call.ticket.requester_name, call.ticket.requester_email)


def _tell_both(call: Call, key: str, template: str, subject: str, **more) -> int:
    """To who asked and to the operator; each with their own page."""
    ticket, operator = call.ticket, call.slot.operator
    people = (
        (ticket.requester_name, ticket.requester_email, links.page_of(ticket)),
        (operator.name, operator.email, links.desk_page_of(ticket)),
    )
    method = "CANCEL" if call.is_cancelled else "REQUEST"
    put = 0
    for number, (name, email, link) in enumerate(people):
        context = {
            "call": call,
            "ticket": ticket,
            "name": name,
            "link": link,
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
                    _call_entry(call, name, email).encode(),
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
