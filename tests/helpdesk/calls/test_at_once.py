# SPDX-License-Identifier: AGPL-3.0-or-later
"""Many people choose the same half hour in the same moment."""

from functools import partial

import pytest
from django.core.exceptions import ValidationError

from helpdesk.actions import calls, tickets
from helpdesk.models import Call, CallSlot, Ticket
from migliorapa.accounts.models import User
from migliorapa.core.outbox.models import OutboxMail
from tests.committed import at_once, outside
from tests.factories.accounts import UserFactory
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
    assert all("appena presa" in refusal.messages[0] for refusal in refused)
    assert outside(Call.objects.filter(slot=slot).count) == 1
