# SPDX-License-Identifier: AGPL-3.0-or-later
"""What becomes of a mail that came in: a message, a request, or a row that waits for operators.

Nothing in a mail proves who wrote it. A reply needs the token of a message and the address of
somebody who takes part in that request; In-Reply-To and the text lead nowhere.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.accounts.selectors import administration_of
from migliorapa.core import limits
from migliorapa.core.outbox.models import OutboxMail

from .. import inbound
from ..mail.incoming import Incoming, NotNow, admitted, as_it_is, key_of
from ..models import InboundMail, Message, Ticket
from ..notifications import ticket_mails
from . import tickets

Outcome = InboundMail.Outcome
AN_HOUR = timedelta(hours=1)
AT_MOST = 20  # mails of one sender in an hour; the others wait for an operator
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fate:
    outcome: str
    note: str = ""
    ticket: Ticket | None = None
    keeps_raw: bool = False


def receive(raw: bytes) -> InboundMail:
    """In one transaction; the same mail twice is one. Raises NotNow and database errors."""
    if len(raw) > inbound.MOST_BYTES:
        return receive_headers(raw)
    try:
        incoming = Incoming.of(raw)
        may_act = _is_within_limits(incoming)
        return _settle(incoming, raw, lambda: _fate(incoming, may_act))
    except inbound.Unreadable as refusal:
        return _put_by(raw, Fate(Outcome.REFUSED, str(refusal)))
    except (NotNow, OperationalError, InterfaceError):
        raise
    except Exception:  # whatever it holds, an operator can still read it
        logger.exception("E-mail non letta")
        note = "Non si è potuta elaborare: se succede ancora, avvisate chi gestisce il server."
        return _put_by(raw, Fate(Outcome.QUARANTINE, note, keeps_raw=True))


def _put_by(raw: bytes, fate: Fate) -> InboundMail:
    return _settle(Incoming(key_of(raw), body=as_it_is(raw)), raw, lambda: fate)


def receive_headers(raw: bytes) -> InboundMail:
    """Of a mail too big to be read: it stays in the mailbox."""
    megabytes = inbound.MOST_BYTES // 1024 // 1024
    note = f"Supera {megabytes} MB: il testo è rimasto nella casella."
    fate = Fate(Outcome.QUARANTINE, note)
    return _settle(Incoming.headers_of(raw), raw, lambda: fate)


def _is_within_limits(incoming: Incoming) -> bool:
    key = f"helpdesk.inbound:{incoming.sender}"
    return limits.allow(key, at_most=AT_MOST, within=AN_HOUR)


@transaction.atomic
def _settle(incoming: Incoming, raw: bytes, decide) -> InboundMail:
    said = {"sender": incoming.sender, "subject": incoming.subject}
    mail, is_new = InboundMail.objects.get_or_create(
        mail_id=incoming.key, defaults={"outcome": Outcome.QUARANTINE, **said}
    )
    if not is_new:
        return mail
    try:
        with transaction.atomic():
            fate = decide()
    except (ValidationError, PermissionDenied) as refusal:
        told = " ".join(getattr(refusal, "messages", []))
        fate = Fate(Outcome.QUARANTINE, told or "Chi scrive non può.", keeps_raw=True)
    mail.outcome, mail.note, mail.ticket = fate.outcome, fate.note[:300], fate.ticket
    if fate.outcome not in (Outcome.MESSAGE, Outcome.TICKET):
        mail.body = incoming.body
    mail.raw = raw if fate.keeps_raw else None
    mail.save()
    return mail


def _fate(incoming: Incoming, may_act: bool) -> Fate:
    if incoming.is_ours:
        return Fate(Outcome.LOOP, "Viene da un nostro indirizzo.")
    if incoming.is_bounce:
        return _bounce(incoming)
    if incoming.is_automatic:
        return Fate(Outcome.AUTOMATIC, ticket=_answered(incoming))
    if not incoming.sender:
        return Fate(Outcome.QUARANTINE, "Il mittente manca o non è uno solo.", keeps_raw=True)
    if incoming.is_forged:
        note = "I server di posta dicono che il mittente potrebbe essere falso (DMARC)."
        return Fate(Outcome.QUARANTINE, note, keeps_raw=True)
    if not may_act:
        note = f"Più di {AT_MOST} e-mail in un'ora: gli allegati sono rimasti nella casella."
        return Fate(Outcome.QUARANTINE, note)
    return _reply(incoming) if incoming.token else _new(incoming)


def known(address: str) -> User | None:
    """Whose confirmed address this is."""
    rows = User.objects.filter(
        is_active=True, emailaddress__verified=True, emailaddress__email__iexact=address
    )
    return rows.distinct().first()


def _message_of(token: str) -> Message | None:
    rows = Message.objects.select_related("ticket__requester")
    return rows.filter(reply_token=token).first() if token else None


def writes_as(ticket: Ticket, address: str) -> tuple[bool, User | None]:
    """Whether who has this address takes part in the request, and with which account."""
    person = known(address)
    if person and Ticket.objects.visible_as_member(person).filter(pk=ticket.pk).exists():
        return True, person
    requester = ticket.requester
    is_theirs = address == ticket.requester_email.lower()
    return is_theirs and (requester is None or requester.is_active), requester


def _answered(incoming: Incoming) -> Ticket | None:
    message = _message_of(incoming.token)
    if message and writes_as(message.ticket, incoming.sender)[0]:
        return message.ticket
    return None


def _reply(incoming: Incoming) -> Fate:
    message = _message_of(incoming.token)
    if message is None:
        note = "Risponde a un messaggio che non c'è più."
        return Fate(Outcome.QUARANTINE, note, keeps_raw=True)
    takes_part, actor = writes_as(message.ticket, incoming.sender)
    if not takes_part:
        note = f"Risponde nella richiesta {message.ticket.number}, ma chi scrive non ne fa parte."
        return Fate(Outcome.QUARANTINE, note, keeps_raw=True)
    text, uploads = admitted(incoming.text, incoming.files)
    tickets.reply(
        ticket=message.ticket,
        text=text,
        actor=actor,
        uploads=uploads,
        by_email=True,
        mail_id=incoming.key,
    )
    return Fate(Outcome.MESSAGE, ticket=message.ticket)


def _new(incoming: Incoming) -> Fate:
    person = known(incoming.sender)
    if person is None:
        note = "Chi scrive non ha un account con questo indirizzo."
        return Fate(Outcome.QUARANTINE, note, keeps_raw=True)
    return Fate(Outcome.TICKET, ticket=open_for(incoming, person))


def open_for(incoming: Incoming, person: User) -> Ticket:
    """A request of theirs, of the administration they work for."""
    administration = administration_of(person)
    visibility = Ticket.Visibility
    text, uploads = admitted(incoming.body, incoming.files)
    return tickets.open_ticket(
        subject=incoming.subject or "Richiesta per e-mail",
        text=text,
        requester=person,
        name=person.name,
        email=person.email,
        administration=administration,
        visibility=visibility.COORDINATOR if administration else visibility.NOBODY,
        channel=Ticket.Channel.EMAIL,
        uploads=uploads,
        by_email=True,
        mail_id=incoming.key,
    )


def _bounce(incoming: Incoming) -> Fate:
    """Of a mail of ours, known by an id that only its recipient has seen."""
    mail = OutboxMail.objects.filter(uid__in=incoming.returned).exclude(to="").first()
    if mail is None:
        return Fate(Outcome.BOUNCE, "Non dice di quale nostra e-mail si tratta.")
    note = f"L'indirizzo {mail.to} respinge le e-mail."
    message = _message_of(mail.reply_to.partition("@")[0].rpartition("+")[2])
    if message is None:
        return Fate(Outcome.BOUNCE, note)
    _tell_of_bounce(message.ticket, f"{note} Cercate un altro modo di rispondere.")
    return Fate(Outcome.BOUNCE, note, message.ticket)


def _tell_of_bounce(ticket: Ticket, text: str) -> None:
    """Once a day for each address, however many mails come back."""
    since = timezone.now() - timedelta(days=1)
    notes = ticket.messages.filter(kind=Message.Kind.NOTE, body=text, created__gte=since)
    if not notes.exists():
        ticket_mails.bounced(ticket, tickets.note_by_system(ticket=ticket, text=text))
