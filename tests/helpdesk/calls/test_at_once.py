# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many people choose the same half hour in the same moment."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from helpdesk.actions import calls, tickets
from helpdesk.models import Call, CallSlot, Ticket
from migliorapa.accounts.models import Administration, User
from migliorapa.core.outbox.models import OutboxMail
from tests.committed import at_once, outside
from tests.factories.accounts import AdministrationFactory, MembershipFactory, UserFactory
from tests.factories.helpdesk import CallSlotFactory, opened

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
        CallSlot.objects.filter(pk=slot.pk).delete()
        User.objects.filter(pk=slot.operator_id).delete()
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
