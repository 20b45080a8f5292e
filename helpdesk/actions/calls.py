# SPDX-License-Identifier: AGPL-3.0-or-later
"""Calls: slots published by operators, booked inside a request, and what came of them.

The database forbids overlapping slots and double booking; here that becomes a sentence.
"""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from .. import notifications
from ..models import Call, CallSlot, Message, Office, SlotPattern, Ticket
from ..offices import working
from ..slots import laid_out
from . import tickets

MOST_DAYS = 92
OPEN_CALLS_OF_A_BODY = 3


def _operators_only(actor) -> None:
    if not (actor.is_operator or actor.is_staff):
        raise PermissionDenied


@transaction.atomic
def publish_slots(*, operator, first: date, last: date, office: Office | None = None) -> int:
    """From the operator's patterns; days already published stay as they are."""
    _operators_only(operator)
    if last < first:
        raise ValidationError("L'ultimo giorno viene prima del primo.")
    if (last - first).days > MOST_DAYS:
        raise ValidationError(f"Pubblicate al massimo {MOST_DAYS} giorni per volta.")
    office = office or Office.objects.order_by("pk").first()
    patterns = SlotPattern.objects.filter(operator=operator, is_active=True)
    if not patterns:
        raise ValidationError("Non avete ancora turni: chiedete alla redazione di inserirli.")
    taken = CallSlot.objects.filter(operator=operator, is_withdrawn=False)
    made, now = 0, timezone.now()
    for _, starts, ends in laid_out(patterns, first, last, working(office)):
        if starts > now and not taken.filter(starts__lt=ends, ends__gt=starts).exists():
            CallSlot.objects.create(operator=operator, starts=starts, ends=ends)
            made += 1
    return made


@transaction.atomic
def withdraw_slots(*, operator, first: date, last: date, actor, reason: str = "") -> int:
    """An absence: free slots go away, booked calls are cancelled and whoever booked is told."""
    _operators_only(actor)
    rows = CallSlot.objects.select_for_update().filter(
        operator=operator, is_withdrawn=False, starts__gt=timezone.now()
    )
    rows = rows.filter(starts__date__gte=first, starts__date__lte=last).order_by("pk")
    gone = 0
    for slot in rows:
        for call in slot.calls.filter(is_cancelled=False).select_related("ticket"):
            _cancel(call, by=str(actor), reason=reason or "l'operatore è assente")
        slot.is_withdrawn = True
        slot.save(update_fields=["is_withdrawn"])
        gone += 1
    return gone


def _check_may_book(ticket: Ticket) -> None:
    if ticket.state not in Ticket.UNFINISHED:
        raise ValidationError("La richiesta è conclusa: riapritela per prenotare una chiamata.")
    open_calls = Call.objects.filter(is_cancelled=False, slot__ends__gt=timezone.now())
    if open_calls.filter(ticket=ticket).exists():
        raise ValidationError("Per questa richiesta c'è già una chiamata prenotata.")
    if ticket.administration_id:
        body = open_calls.filter(ticket__administration=ticket.administration_id)
        if body.count() >= OPEN_CALLS_OF_A_BODY:
            raise ValidationError(
                f"La vostra amministrazione ha già {OPEN_CALLS_OF_A_BODY} chiamate prenotate: "
                "aspettate che se ne tenga una."
            )


def book(*, ticket: Ticket, slot: CallSlot, actor=None) -> Call:
    """By the requester or a colleague who sees the request."""
    try:
        with tickets.change(ticket, actor=actor) as fresh:
            tickets.party_of(fresh, actor)
            _check_may_book(fresh)
            chosen = CallSlot.objects.select_for_update().get(pk=slot.pk)
            if chosen.is_withdrawn or chosen.starts <= timezone.now():
                raise ValidationError("Questo orario non c'è più: sceglietene un altro.")
            call = Call.objects.create(slot=chosen, ticket=fresh)
            tickets.log(fresh, actor, "chiamata", "", timezone.localtime(chosen.starts))
            notifications.call_booked(call)
            return call
    except IntegrityError:
        raise ValidationError("Qualcuno l'ha appena presa: scegliete un altro orario.")


def _cancel(call: Call, *, by: str, reason: str) -> Call:
    call.is_cancelled, call.cancelled_by, call.reason = True, by[:150], reason.strip()[:300]
    call.sequence += 1
    call.save()
    tickets.log(call.ticket, None, "chiamata annullata", timezone.localtime(call.slot.starts), by)
    notifications.call_cancelled(call)
    return call


@transaction.atomic
def cancel(*, call: Call, actor=None, reason: str = "") -> Call:
    """By either side; doing it twice changes nothing."""
    tickets.party_of(call.ticket, actor)
    rows = Call.objects.select_for_update(of=("self",)).select_related("slot", "ticket")
    call = rows.get(pk=call.pk)
    if call.is_cancelled:
        return call
    if call.slot.ends <= timezone.now():
        raise ValidationError("La chiamata si è già tenuta: scrivetene l'esito.")
    return _cancel(call, by=str(actor or call.ticket.requester_name), reason=reason)


@transaction.atomic
def write_outcome(*, call: Call, actor, text: str) -> Message:
    """What was said becomes a message of the request: a call yields knowledge too."""
    _operators_only(actor)
    rows = Call.objects.select_for_update(of=("self",)).select_related("slot", "ticket")
    call = rows.get(pk=call.pk)
    if call.is_cancelled:
        raise ValidationError("La chiamata è annullata: non c'è un esito da scrivere.")
    if call.slot.starts > timezone.now():
        raise ValidationError("La chiamata non è ancora cominciata.")
    message = tickets.call_outcome(ticket=call.ticket, text=text, actor=actor)
    call.outcome_written = timezone.now()
    call.save(update_fields=["outcome_written"])
    return message


def remind() -> str:
    """Scheduled: a day and an hour before; each mail once."""
    ahead = Call.objects.filter(is_cancelled=False, slot__starts__gt=timezone.now())
    soon = ahead.filter(slot__starts__lte=timezone.now() + notifications.CALL_LEADS["giorno"])
    return (
        f"{sum(notifications.remind_call(call) for call in soon.select_related('slot', 'ticket'))}"
    )
