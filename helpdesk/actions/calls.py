# SPDX-License-Identifier: AGPL-3.0-or-later
"""Calls: slots published by operators, booked inside a request, and what came of them.

The database forbids overlapping slots and double booking; here that becomes a sentence.
"""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from migliorapa.accounts.models import Administration, User
from migliorapa.core import moments

from ..models import Call, CallSlot, Message, Office, SlotPattern, Ticket
from ..models.call import earliest_start
from ..notifications import call_mails
from ..offices import working
from ..slots import laid_out
from . import tickets
from .call_endings import end
from .guards import operators_only
from .history import log

MOST_DAYS = 92
OPEN_CALLS_OF_A_BODY = 3


@transaction.atomic
def publish_slots(*, operator, first: date, last: date, office: Office | None = None) -> int:
    """From the operator's patterns; days already published stay as they are."""
    operators_only(operator)
    _check_period(first, last)
    if (last - first).days > MOST_DAYS:
        raise ValidationError(f"Pubblicate al massimo {MOST_DAYS} giorni per volta.")
    office = office or Office.objects.order_by("pk").first()
    patterns = SlotPattern.objects.filter(operator=operator, is_active=True)
    if not patterns:
        raise ValidationError("Non avete ancora turni: scrivetene uno, poi pubblicate gli orari.")
    list(User.objects.select_for_update(no_key=True).filter(pk=operator.pk))
    taken = CallSlot.objects.filter(operator=operator, is_withdrawn=False)
    made, now = 0, timezone.now()
    for _, starts, ends in laid_out(patterns, first, last, working(office)):
        if starts > now and not taken.filter(starts__lt=ends, ends__gt=starts).exists():
            CallSlot.objects.create(operator=operator, starts=starts, ends=ends)
            made += 1
    return made


class WouldFall(ValidationError):
    """Calls that nobody has yet agreed to give up."""


def _check_period(first: date, last: date) -> None:
    if last < first:
        raise ValidationError("L'ultimo giorno viene prima del primo.")


def _to_withdraw(operator, first: date, last: date):
    rows = CallSlot.objects.filter(operator=operator, is_withdrawn=False, starts__gt=timezone.now())
    return rows.filter(starts__date__gte=first, starts__date__lte=last).order_by("pk")


def would_fall(*, operator, first: date, last: date) -> list[Call]:
    """Booked calls that an absence would cancel."""
    rows = Call.objects.filter(is_cancelled=False, slot__in=_to_withdraw(operator, first, last))
    return list(rows.select_related("slot", "ticket").order_by("slot__starts"))


def _lock_requests(keys: Iterable[int]) -> None:
    """Before their calls and slots, as every other verb does: nobody waits for each other."""
    rows = Ticket.objects.select_for_update().filter(pk__in=set(keys)).order_by("pk")
    list(rows.values("pk"))


@transaction.atomic
def withdraw_slots(
    *,
    operator,
    first: date,
    last: date,
    actor,
    reason: str = "",
    agreed: Iterable[int] | None = None,
) -> int:
    """An absence: free slots go away, booked calls are cancelled and whoever booked is told.

    `agreed`: keys of the calls that may fall; WouldFall when there are others.
    """
    operators_only(actor)
    _check_period(first, last)
    period = {"operator": operator, "first": first, "last": last}
    _lock_requests(call.ticket_id for call in would_fall(**period))
    rows = list(_to_withdraw(**period).select_for_update())
    falling = {call.pk for call in would_fall(**period)}
    if agreed is not None and falling - set(agreed):
        raise WouldFall("Tra questi orari ci sono chiamate prenotate: leggete quali.")
    gone = 0
    for slot in rows:
        for call in slot.calls.filter(is_cancelled=False).select_related("ticket"):
            end(call, by=str(actor), reason=reason or "l'operatore è assente")
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
    if Ticket.objects.of_members().filter(pk=ticket.pk).exists():
        _check_body(ticket.administration_id, open_calls)


def _check_body(administration, open_calls) -> None:
    """Locked, so that of bookings made at once each counts those before it."""
    list(Administration.objects.select_for_update(no_key=True).filter(pk=administration))
    theirs = Ticket.objects.of_members().filter(administration=administration)
    if open_calls.filter(ticket__in=theirs).count() >= OPEN_CALLS_OF_A_BODY:
        raise ValidationError(
            f"La vostra amministrazione ha già {OPEN_CALLS_OF_A_BODY} chiamate prenotate: "
            "aspettate che se ne tenga una."
        )


def book(*, ticket: Ticket, slot: CallSlot, actor=None) -> Call:
    """By the requester or a colleague who sees the request; doing it twice changes nothing."""
    try:
        with tickets.change(ticket, actor=actor) as fresh:
            tickets.party_of(fresh, actor)
            if call := fresh.calls.filter(slot=slot, is_cancelled=False).first():
                raise tickets.Unchanged
            _check_may_book(fresh)
            rows = CallSlot.objects.select_for_update(of=("self",)).select_related("operator")
            chosen = rows.get(pk=slot.pk)
            is_gone = chosen.is_withdrawn or not chosen.operator.is_operator
            if is_gone or chosen.starts <= timezone.now():
                raise ValidationError("Questo orario non c'è più: sceglietene un altro.")
            if chosen.starts < earliest_start():
                raise ValidationError(
                    "Per questo orario è troppo tardi: l'operatore deve saperlo almeno "
                    f"{settings.CALL_NOTICE_MINUTES} minuti prima. Sceglietene un altro."
                )
            call = Call.objects.create(slot=chosen, ticket=fresh)
            log(fresh, actor, "chiamata", "", moments.in_words(chosen.starts))
            call_mails.booked(call)
        return call
    except IntegrityError:
        raise ValidationError("Qualcuno ha appena preso questo orario: sceglietene un altro.")


@transaction.atomic
def cancel(*, call: Call, actor=None, reason: str = "") -> Call:
    """By either side; doing it twice changes nothing."""
    tickets.party_of(call.ticket, actor)
    _lock_requests([call.ticket_id])
    rows = Call.objects.select_for_update(of=("self",)).select_related("slot", "ticket")
    call = rows.get(pk=call.pk)
    if call.is_cancelled:
        return call
    if call.slot.ends <= timezone.now():
        raise ValidationError("La chiamata si è già tenuta: scrivetene l'esito.")
    return end(call, by=str(actor or call.ticket.requester_name), reason=reason)


@transaction.atomic
def write_outcome(*, call: Call, actor, text: str) -> Message:
    """What was said becomes a message of the request: a call yields knowledge too."""
    operators_only(actor)
    _lock_requests([call.ticket_id])
    rows = Call.objects.select_for_update(of=("self",)).select_related("slot", "ticket")
    call = rows.get(pk=call.pk)
    if call.is_cancelled:
        raise ValidationError("La chiamata è annullata: non c'è un esito da scrivere.")
    if call.outcome_written:
        raise ValidationError("L'esito di questa chiamata è già scritto nella richiesta.")
    if call.slot.starts > timezone.now():
        raise ValidationError("La chiamata non è ancora cominciata.")
    message = tickets.call_outcome(ticket=call.ticket, text=text, actor=actor)
    call.outcome_written = timezone.now()
    call.save(update_fields=["outcome_written"])
    return message


def remind() -> str:
    """Scheduled: a day and an hour before; each mail once."""
    ahead = Call.objects.filter(is_cancelled=False, slot__starts__gt=timezone.now())
    soon = ahead.filter(slot__starts__lte=timezone.now() + call_mails.LEADS["giorno"])
    return f"{sum(call_mails.remind(call) for call in soon.select_related('slot', 'ticket'))}"
