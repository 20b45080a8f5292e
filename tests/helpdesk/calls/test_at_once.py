# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many people choose the same half hour in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from helpdesk.actions import calls, tickets
from helpdesk.models import Call, CallSlot, SlotPattern, Ticket
from migliorapa.accounts.models import Administration, User
from migliorapa.core.outbox.models import OutboxMail
from tests.committed import at_once, held_up, outside
from tests.factories.accounts import AdministrationFactory, MembershipFactory, UserFactory
from tests.factories.helpdesk import CallSlotFactory, forget_office, opened

pytestmark = pytest.mark.django_db
PEOPLE = 6


@pytest.fixture
def wanted(db):
    """A slot and the requests that want it, committed; gone afterwards."""

    def prepare():
        operator = UserFactory(operator=True, email="turno@esempio.invalid")
        slot = CallSlotFactory(operator=operator)
        return slot, [tickets.confirm_ticket(ticket=opened()) for _ in range(PEOPLE)]

    def clear(slot, asked):
        Ticket.objects.filter(pk__in=[ticket.pk for ticket in asked]).delete()
        CallSlot.objects.filter(operator=slot.operator).delete()
        User.objects.filter(pk=slot.operator_id).delete()
        forget_office()
        OutboxMail.objects.filter(key__startswith="helpdesk:").delete()

    made = outside(prepare)
    yield made
    outside(partial(clear, *made))


def test_of_many_who_choose_one_slot_at_once_one_has_it_and_the_others_read_why(wanted):
    slot, asked = wanted
    answers = at_once(*(partial(calls.book, ticket=ticket, slot=slot) for ticket in asked))
    booked = [answer for answer in answers if isinstance(answer, Call)]
    refused = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert (len(booked), len(refused)) == (1, PEOPLE - 1)
    assert all("appena preso" in refusal.messages[0] for refusal in refused)
    assert outside(Call.objects.filter(slot=slot).count) == 1


@pytest.fixture
def busy_body(db):
    """A slot and a request for each of many colleagues, committed; gone afterwards."""

    def prepare():
        operator = UserFactory(operator=True, email="turno@esempio.invalid")
        body = AdministrationFactory(ipa_code="c_tanti")
        rows = []
        for number in range(PEOPLE):
            person = UserFactory(email=f"collega-{number}@esempio.invalid")
            MembershipFactory(user=person, administration=body, approved=True)
            ticket = opened(person, administration=body)
            rows.append((CallSlotFactory(operator=operator), ticket, person))
        return operator, body, rows

    def clear(operator, body, rows):
        Ticket.objects.filter(pk__in=[ticket.pk for _, ticket, _ in rows]).delete()
        CallSlot.objects.filter(operator=operator).delete()
        people = [operator.pk, *(person.pk for *_, person in rows)]
        User.objects.filter(pk__in=people).delete()
        Administration.objects.filter(pk=body.pk).delete()
        forget_office()
        OutboxMail.objects.filter(key__startswith="helpdesk:").delete()

    made = outside(prepare)
    yield made[2]
    outside(partial(clear, *made))


def test_of_many_colleagues_who_book_at_once_three_have_a_call(busy_body):
    answers = at_once(
        *(
            partial(calls.book, ticket=ticket, slot=slot, actor=person)
            for slot, ticket, person in busy_body
        )
    )
    booked = [answer for answer in answers if isinstance(answer, Call)]
    refused = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert (len(booked), len(refused)) == (3, PEOPLE - 3)
    assert all("già 3 chiamate" in refusal.messages[0] for refusal in refused)


def test_the_same_choice_sent_twice_is_one_call(wanted):
    slot, (ticket, *_) = wanted
    answers = at_once(*[partial(calls.book, ticket=ticket, slot=slot)] * 3)
    assert all(isinstance(answer, Call) for answer in answers), answers
    assert len({call.pk for call in answers}) == 1
    assert outside(OutboxMail.objects.filter(key__startswith="helpdesk:call:").count) == 2


def _held_up(ticket, verb):
    """What a verb gives that finds the request locked, and leaves its call free while it waits."""

    def hold():
        with ThreadPoolExecutor(1) as pool, tickets.change(ticket):
            answer = held_up(verb, pool)
            Call.objects.select_for_update(nowait=True).get(ticket=ticket)
        return answer.result()

    return outside(hold)


@pytest.mark.parametrize("verb", ["cancel", "withdraw"])
def test_who_takes_a_call_away_waits_for_its_request_with_empty_hands(wanted, verb):
    """Closing locks the request, then its calls: the other way round each waits for the other."""
    slot, (ticket, *_) = wanted
    call = outside(partial(calls.book, ticket=ticket, slot=slot))
    if verb == "cancel":
        _held_up(ticket, partial(calls.cancel, call=call))
    else:
        day = timezone.localdate(slot.starts)
        who = {"operator": slot.operator, "actor": slot.operator}
        _held_up(ticket, partial(calls.withdraw_slots, first=day, last=day, **who))
    assert outside(Call.objects.filter(pk=call.pk, is_cancelled=True).exists)


def test_hours_published_twice_at_once_are_there_once(wanted):
    slot, _ = wanted
    day = timezone.localdate() + timedelta(days=14)
    shift = {"operator": slot.operator, "starts": "10:00", "ends": "12:00"}
    outside(lambda: [SlotPattern.objects.create(weekday=number, **shift) for number in range(7)])
    period = {"operator": slot.operator, "first": day, "last": day + timedelta(days=7)}
    made = at_once(*[partial(calls.publish_slots, **period)] * 4)
    assert sorted(made)[:3] == [0, 0, 0]
    assert max(made) > 0
