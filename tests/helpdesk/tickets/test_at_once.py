# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two people do something to one request in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from helpdesk.actions import tickets
from helpdesk.models import Message, Ticket
from migliorapa.accounts.models import User
from migliorapa.core.outbox.models import OutboxMail
from tests.committed import held_up, outside
from tests.factories.accounts import UserFactory
from tests.factories.helpdesk import QueueFactory, forget_office, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(db):
    """A request, two operators and another queue, committed; gone afterwards."""

    def prepare():
        people = [UserFactory(operator=True, email=f"op{n}@esempio.invalid") for n in range(2)]
        return tickets.confirm_ticket(ticket=opened()), people, QueueFactory(slug="altra-coda")

    def clear(ticket, people, queue):
        Ticket.objects.filter(pk=ticket.pk).delete()
        forget_office()
        User.objects.filter(pk__in=[person.pk for person in people]).delete()
        OutboxMail.objects.filter(key__startswith="helpdesk:").delete()

    made = outside(prepare)
    yield made
    outside(partial(clear, *made))


@pytest.mark.parametrize("change", ["assignee", "queue"])
@pytest.mark.parametrize("verb", ["reply", "answer"])
def test_who_waits_for_a_request_finds_it_as_the_other_leaves_it(waiting, change, verb):
    """What is joined to a row that waits for its lock is still what it was before."""
    ticket, (first, second), queue = waiting
    by = {"reply": {}, "answer": {"actor": second}}[verb]
    write = partial(getattr(tickets, verb), ticket=ticket, text="Ecco.", **by)

    def hold():
        with ThreadPoolExecutor(1) as pool, tickets.change(ticket) as fresh:
            answer = held_up(write, pool)
            setattr(fresh, change, {"assignee": first, "queue": queue}[change])
        return answer.result()

    assert isinstance(outside(hold), Message)
    now = outside(partial(Ticket.objects.select_related("assignee", "queue").get, pk=ticket.pk))
    if change == "queue":
        assert now.queue == queue
    else:
        assert now.assignee == first
