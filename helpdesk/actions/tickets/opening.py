# SPDX-License-Identifier: AGPL-3.0-or-later
"""A new request, and the confirmation of a visitor's."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ...models import Message, Queue, Ticket
from ...notifications import ticket_mails
from .. import attachments, clocks, reuse
from .changing import change, move
from .writing import write_message

State = Ticket.State
Kind = Message.Kind


def choose_queue(topics: Iterable[str], queues: Iterable[Queue] | None = None) -> Queue:
    """The queue that shares most topics; the first one when none does."""
    wanted = set(topics)
    if queues is None:
        queues = Queue.objects.filter(is_active=True).select_related("office")
    queues = list(queues)
    if not queues:
        raise ValidationError("L'help desk non è ancora attivo: nessuna coda è stata aperta.")
    return max(queues, key=lambda queue: len(wanted & set(queue.topics)))


def open_ticket(
    *,
    subject: str,
    text: str,
    requester=None,
    name: str,
    email: str,
    administration=None,
    administration_name: str = "",
    queue: Queue | None = None,
    topics: Iterable[str] = (),
    colleagues: Iterable = (),
    uploads: Iterable = (),
    form_key: str = "",
    confirmed: bool | None = None,
    by_email: bool = False,
    mail_id: str = "",
    **details,
) -> Ticket:
    """A new request; a visitor's waits until the e-mail is confirmed.

    `details`: step, page, profile, visibility, channel, read_faqs, is_demo. The same `form_key`
    twice is one request.
    """
    try:
        with attachments.put_away(uploads) as kept, transaction.atomic():
            return _create(
                text=text,
                kept=kept,
                mail={"by_email": by_email, "mail_id": mail_id},
                colleagues=colleagues,
                subject=" ".join(subject.split())[:200],
                queue=queue or choose_queue(topics),
                requester=requester,
                requester_name=name,
                requester_email=email,
                administration=administration,
                administration_name=administration_name or str(administration or ""),
                topics=list(topics),
                form_key=form_key,
                state=_first_state(requester if confirmed is None else confirmed),
                **details,
            )
    except IntegrityError:
        if form_key and (known := Ticket.objects.filter(form_key=form_key).first()):
            return known  # the same form, sent again
        raise


def _first_state(is_confirmed) -> State:
    return State.NEW if is_confirmed else State.UNCONFIRMED


def _create(*, text, kept, mail, colleagues, **fields) -> Ticket:
    ticket = Ticket(**fields)
    if ticket.state == State.NEW:
        clocks.start(ticket)
    ticket.save()
    if colleagues := list(colleagues):
        ticket.colleagues.set(colleagues)
    message = write_message(
        ticket,
        kind=Kind.QUESTION,
        body=text,
        author=ticket.requester,
        author_name=ticket.requester_name,
        kept=kept,
        **mail,
    )
    if ticket.state == State.NEW:
        _enter(ticket, message)
    else:
        ticket_mails.confirm_email_wanted(ticket)
    return ticket


def _enter(ticket, message) -> None:
    reuse.withdraw_deflections(ticket)
    ticket_mails.opened(ticket, message)


def confirm_ticket(*, ticket) -> Ticket:
    """The second half of the double opt-in; doing it twice changes nothing."""
    with change(ticket) as fresh:
        if fresh.state == State.UNCONFIRMED:
            move(fresh, "confirm", actor=None, kind="requester")
            _enter(fresh, fresh.messages.first())
    return fresh
