# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests that wait for who asked: reminded, then solved, never in silence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from helpdesk.actions import calls, deadlines, tickets
from helpdesk.models import Message, Ticket, TicketChange
from migliorapa.core.moments import day_in_words
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import CallSlotFactory, opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def days(settings):
    settings.TICKET_REMIND_DAYS, settings.TICKET_SETTLE_DAYS = 7, 21


@pytest.fixture
def ticket(bari, operatrice):
    found = opened(bari)
    tickets.ask_back(ticket=found, text="Quanti utenti avete?", actor=operatrice)
    return found


def after(days):
    """All that happened so far is so much older."""
    for rows in (Message.objects, TicketChange.objects):
        for row in rows.all():
            row.created -= timedelta(days=days)
            row.save(update_fields=["created"])


def mails(kind):
    return list(OutboxMail.objects.filter(key__startswith=f"helpdesk:{kind}:").order_by("pk"))


def passes():
    deadlines.remind_waiting()
    deadlines.settle_waiting()


def state(ticket):
    return Ticket.objects.get(pk=ticket.pk).state


def test_a_reminder_leaves_once_and_repeats_the_question(ticket, bari):
    after(6)
    passes()
    assert mails("waiting") == []
    after(1)
    for _ in range(2):
        passes()
    [mail] = mails("waiting")
    assert mail.to == bari.email
    assert "Quanti utenti avete?" in mail.text
    until = timezone.localdate() + timedelta(days=14)
    assert f"entro {day_in_words(until)}, la segniamo come risolta" in mail.text
    change = ticket.changes.get(field="promemoria")
    assert (change.actor_name, change.after) == ("", "dopo 7 giorni")


def test_after_the_reminder_and_more_days_it_is_solved_told_and_reopened_by_writing(ticket, bari):
    after(7)
    passes()
    after(13)
    passes()
    assert state(ticket) == "waiting"
    after(1)
    for _ in range(2):
        passes()
    assert state(ticket) == "solved"
    [mail] = mails("unanswered")
    assert ticket.get_absolute_url() in mail.text
    last = ticket.changes.last()
    assert (last.field, last.after, last.actor_name) == ("stato", "Risolta", "")
    tickets.reply(ticket=ticket, text="Eccoci: 2.600.", actor=bari)
    assert state(ticket) == "open"


def test_nobody_is_taken_for_satisfied_without_a_reminder_in_time(ticket):
    after(60)
    passes()
    assert state(ticket) == "waiting"
    after(13)
    passes()
    assert state(ticket) == "waiting"
    after(1)
    passes()
    assert state(ticket) == "solved"


def test_another_question_starts_the_days_again(ticket, operatrice):
    after(7)
    passes()
    tickets.ask_back(ticket=ticket, text="E quanti sportelli?", actor=operatrice)
    after(14)
    passes()
    assert state(ticket) == "waiting"
    assert len(mails("waiting")) == 2


def test_who_has_a_call_ahead_is_left_in_peace(ticket, bari, operatrice):
    calls.book(ticket=ticket, slot=CallSlotFactory(operator=operatrice), actor=bari)
    after(30)
    passes()
    assert mails("waiting") == []
    assert timezone.now() < ticket.calls.get().slot.starts


def test_what_is_so_already_leaves_no_trace(ticket, bari, operatrice):
    fresh = Ticket.objects.get(pk=ticket.pk)
    before = fresh.revision, fresh.changes.count(), OutboxMail.objects.count()
    tickets.set_priority(ticket=fresh, priority=fresh.priority, actor=operatrice)
    tickets.move_to_queue(ticket=fresh, queue=fresh.queue, actor=operatrice)
    tickets.assign(ticket=fresh, assignee=operatrice, actor=operatrice)
    tickets.set_visibility(ticket=fresh, visibility=fresh.visibility, colleagues=[], actor=bari)
    after_all = Ticket.objects.get(pk=ticket.pk)
    assert (after_all.revision, after_all.changes.count(), OutboxMail.objects.count()) == before


@pytest.mark.parametrize("how", ["waiting", "solved"])
def test_an_unwanted_request_is_put_aside_also_later(ticket, operatrice, how):
    if how == "solved":
        tickets.solve(ticket=ticket, text="Fatto.", actor=operatrice)
    assert tickets.mark_spam(ticket=ticket, actor=operatrice).state == "spam"
    back = tickets.unmark_spam(ticket=ticket, actor=operatrice)
    assert back.state == "new"
