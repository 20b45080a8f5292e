# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails that wait for an operator: they become a request, join one, or are put aside."""

from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ..mail.incoming import Incoming, NotNow, admitted
from ..models import InboundMail, Ticket
from ..notifications import ticket_mails
from . import inbound, tickets
from .guards import operators_only

Outcome = InboundMail.Outcome
KEEP = timedelta(days=30)
LATER = "Gli allegati non si possono esaminare in questo momento: riprovate più tardi."


@contextmanager
def _deciding(mail: InboundMail, actor):
    """The mail locked, with what it holds; it leaves the quarantine at the end."""
    operators_only(actor)
    try:
        with transaction.atomic():
            fresh = InboundMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
            if fresh.outcome != Outcome.QUARANTINE:
                raise ValidationError("Qualcuno ha già deciso di questa e-mail.")
            yield fresh, content(fresh)
            fresh.raw = None
            fresh.body = ""
            fresh.save()
    except NotNow:
        raise ValidationError(LATER)
    except IntegrityError:  # its Message-ID is already that of a message
        raise ValidationError("Questa e-mail è già in una richiesta: scartatela.")


def content(mail: InboundMail) -> Incoming:
    """With its attachments as long as they are kept."""
    if mail.raw:
        return Incoming.of(bytes(mail.raw))
    return Incoming(mail.mail_id, mail.sender, mail.subject, mail.body)


def accept(*, mail, name: str, subject: str, organisation: str, actor) -> Ticket:
    """A new request; who wrote gets the usual mail, and so the way to follow it."""
    with _deciding(mail, actor) as (fresh, incoming):
        if not fresh.sender:
            raise ValidationError("Non si sa a chi rispondere: manca il mittente.")
        person = inbound.known(fresh.sender)
        if person:
            ticket = inbound.open_for(incoming, person)
        else:
            ticket = _open_for_stranger(incoming, name, subject, organisation)
        fresh.outcome, fresh.ticket = Outcome.TICKET, ticket
        fresh.note = f"Accolta da {actor.name}."
    return ticket


def _open_for_stranger(incoming, name, subject, organisation) -> Ticket:
    text, uploads = admitted(incoming.body, incoming.files)
    return tickets.open_ticket(
        subject=subject,
        text=text,
        name=name,
        email=incoming.sender,
        administration_name=organisation,
        confirmed=True,
        visibility=Ticket.Visibility.NOBODY,
        channel=Ticket.Channel.EMAIL,
        uploads=uploads,
        by_email=True,
        mail_id=incoming.key,
    )


def join(*, mail, ticket: Ticket, as_reply: bool, actor) -> None:
    """Into a request: as a reply, which its requester reads too, or as a note of the operators."""
    with _deciding(mail, actor) as (fresh, incoming):
        text, uploads = admitted(incoming.text, incoming.files)
        if fresh.sender != ticket.requester_email.lower():
            text = f"Da un'e-mail di {fresh.sender or 'mittente ignoto'}:\n\n{text}"
        if as_reply:
            tickets.reply(
                ticket=ticket, text=text, uploads=uploads, by_email=True, mail_id=fresh.mail_id
            )
        else:
            tickets.note(ticket=ticket, text=text, uploads=uploads, actor=actor)
        fresh.outcome, fresh.ticket = Outcome.MESSAGE, ticket
        fresh.note = f"Unita da {actor.name}."


def discard(*, mail, actor) -> None:
    with _deciding(mail, actor) as (fresh, _):
        fresh.outcome, fresh.note = Outcome.REFUSED, f"Scartata da {actor.name}."


@transaction.atomic
def forget_old() -> str:
    """After a month no mail is kept whole, and of those decided only what became of them."""
    old = InboundMail.objects.filter(received__lt=timezone.now() - KEEP)
    whole = old.exclude(raw=None).update(raw=None)
    decided = old.exclude(outcome=Outcome.QUARANTINE).exclude(sender="", subject="", body="")
    emptied = decided.update(sender="", subject="", body="")
    return f"{whole} originali cancellati, {emptied} e-mail svuotate"


def remind() -> str:
    """Once a day, while something waits."""
    waiting = InboundMail.objects.filter(outcome=Outcome.QUARANTINE).count()
    if waiting:
        ticket_mails.mail_waiting(waiting)
    return f"{waiting} in attesa"
