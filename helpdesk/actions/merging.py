# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two requests of one need: merged, where nobody is left without an answer, or only linked.

Who asked goes on in the other request, so they must be able to read it.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from ..models import Ticket
from ..notifications import ticket_mails
from . import call_endings
from .guards import operators_only
from .history import log
from .tickets import change, move

State = Ticket.State
OVER = (State.SOLVED, State.CLOSED, State.MERGED, State.SPAM, State.UNCONFIRMED)


def is_of_same_person(ticket: Ticket, other: Ticket) -> bool:
    """The same account; of who has none, the same address."""
    if ticket.requester_id or other.requester_id:
        return ticket.requester_id == other.requester_id
    mailboxes = {each.requester_email.casefold() for each in (ticket, other)}
    return len(mailboxes) == 1 and "" not in mailboxes


def reaches(ticket: Ticket, other: Ticket) -> bool:
    """Whether who asked in `ticket` reads the other as well: it is theirs, or a colleague shares
    it with them."""
    if is_of_same_person(ticket, other):
        return True
    if not ticket.requester_id or ticket.administration_id != other.administration_id:
        return False
    seen = Ticket.objects.visible_as_member(ticket.requester)
    return ticket.administration_id is not None and seen.filter(pk=other.pk).exists()


def check(ticket: Ticket, into: Ticket) -> None:
    """Raises ValidationError with what to do instead."""
    if ticket.pk == into.pk:
        raise ValidationError("Una richiesta non si unisce a sé stessa.")
    if into.state in OVER or into.is_anonymised:
        raise ValidationError(
            f"La {into.number} non è aperta: riapritela, oppure collegate le due richieste."
        )
    if not reaches(ticket, into):
        raise ValidationError(
            f"Chi ha aperto la {ticket.number} non può leggere la {into.number}, e resterebbe "
            "senza risposta. Collegate le due richieste e rispondete in tutte e due."
        )


def merge(*, ticket: Ticket, into: Ticket, actor) -> Ticket:
    """The other request goes on; this one points to it, and its requester is told."""
    operators_only(actor)
    with transaction.atomic():
        pks = sorted((ticket.pk, into.pk))  # one order of locks
        list(Ticket.objects.select_for_update().filter(pk__in=pks).order_by("pk").values("pk"))
        check(Ticket.objects.get(pk=ticket.pk), Ticket.objects.get(pk=into.pk))
        with change(ticket, actor=actor) as fresh, change(into, actor=actor) as other:
            move(fresh, "merge", actor=actor, kind="operator")
            fresh.merged_into = other
            log(fresh, actor, "unita a", "", other.number)
            call_endings.move_ahead(fresh, other, by=str(actor))
            log(other, actor, "ha ricevuto", "", fresh.number)
            ticket_mails.merged(fresh)
    return fresh


def separate(*, ticket: Ticket, actor) -> Ticket:
    """Back to work as a request of its own; the history keeps both steps."""
    operators_only(actor)
    with change(ticket, actor=actor) as fresh:
        other = fresh.merged_into
        move(fresh, "separate", actor=actor, kind="operator")
        fresh.merged_into = None
        log(fresh, actor, "separata da", other.number if other else "")
        ticket_mails.separated(fresh)
    return fresh


def _check_pair(ticket: Ticket, other: Ticket, actor) -> None:
    operators_only(actor)
    if ticket.pk == other.pk:
        raise ValidationError("Una richiesta non si collega a sé stessa.")


def link(*, ticket: Ticket, other: Ticket, actor) -> None:
    _check_pair(ticket, other, actor)
    if ticket.linked.filter(pk=other.pk).exists():
        return
    with change(ticket, actor=actor) as fresh:
        fresh.linked.add(other)
        log(fresh, actor, "collegata a", "", other.number)


def unlink(*, ticket: Ticket, other: Ticket, actor) -> None:
    _check_pair(ticket, other, actor)
    if not ticket.linked.filter(pk=other.pk).exists():
        return
    with change(ticket, actor=actor) as fresh:
        fresh.linked.remove(other)
        log(fresh, actor, "non più collegata a", other.number)
