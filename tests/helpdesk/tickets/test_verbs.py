# SPDX-License-Identifier: AGPL-3.0-or-later
"""What happens to a request, verb by verb."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from helpdesk.actions import tickets
from helpdesk.models import Attachment, Message, Ticket
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import QueueFactory, opened

pytestmark = pytest.mark.django_db


def keys():
    return set(OutboxMail.objects.values_list("key", flat=True))


def history(ticket):
    return list(ticket.changes.values_list("field", "before", "after"))


def test_a_request_is_opened_with_a_promise_and_two_mails(bari, operatrice):
    ticket = opened(bari)
    assert ticket.state == "new"
    assert ticket.first_answer_due < ticket.solution_due
    assert ticket.next_due == ticket.first_answer_due
    assert {f"helpdesk:opened:{ticket.pk}", f"helpdesk:new:{ticket.pk}:{operatrice.pk}"} <= keys()


def test_the_same_form_twice_is_one_request(bari):
    first, second = (opened(bari, form_key="una") for _ in range(2))
    assert first == second
    assert Message.objects.count() == 1


def test_a_visitor_is_heard_only_after_confirming(operatrice):
    ticket = opened()
    assert (ticket.state, ticket.next_due) == ("unconfirmed", None)
    assert keys() == {f"helpdesk:confirm:{ticket.pk}"}
    for _ in range(2):
        ticket = tickets.confirm_ticket(ticket=ticket)
    assert ticket.state == "new"
    assert ticket.next_due is not None
    assert f"helpdesk:new:{ticket.pk}:{operatrice.pk}" in keys()


def test_the_clock_stands_still_while_the_requester_has_the_word(bari, operatrice):
    ticket = opened(bari)
    tickets.ask_back(ticket=ticket, text="Quanti utenti avete?", actor=operatrice)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.next_due) == ("waiting", None)
    tickets.reply(ticket=ticket, text="2.600.", actor=bari)
    ticket.refresh_from_db()
    assert ticket.state == "open"
    assert ticket.next_due == ticket.solution_due
    assert ticket.pauses.get().until is not None


def test_who_answers_first_has_it_in_charge_and_the_history_says_so(bari, operatrice):
    ticket = opened(bari)
    tickets.answer(ticket=ticket, text="Servono 335 risposte.", actor=operatrice)
    ticket.refresh_from_db()
    assert ticket.assignee == operatrice
    assert ticket.first_answered is not None
    assert history(ticket) == [
        ("in carico a", "nessuno", str(operatrice)),
        ("stato", "Da prendere in carico", "In lavorazione"),
    ]


def test_an_answer_over_something_unread_is_not_sent(bari, operatrice):
    ticket = opened(bari)
    tickets.reply(ticket=ticket, text="Dimenticavo: sono 3.000.", actor=bari)
    with pytest.raises(tickets.Overtaken):
        tickets.answer(ticket=ticket, text="335", actor=operatrice, revision=ticket.revision)
    assert Message.objects.count() == 2
    fresh = Ticket.objects.get()
    tickets.answer(ticket=fresh, text="341", actor=operatrice, revision=fresh.revision)
    assert Message.objects.count() == 3


def test_a_note_leaves_no_mail_and_is_not_for_the_requester(bari, operatrice):
    ticket = opened(bari)
    before = keys()
    tickets.note(ticket=ticket, text="Chiede spesso.", actor=operatrice)
    assert keys() == before
    assert "Chiede spesso." not in [m.body for m in ticket.messages.for_requester()]


def test_a_solved_request_is_closed_by_who_asked_and_reopened_within_thirty_days(bari, operatrice):
    ticket = opened(bari)
    tickets.solve(ticket=ticket, text="335 risposte.", actor=operatrice)
    assert tickets.close(ticket=ticket, actor=bari).state == "closed"
    Ticket.objects.update(closed=timezone.now() - timedelta(days=31))
    with pytest.raises(ValidationError, match="Apritene una nuova"):
        tickets.reopen(ticket=ticket, text="Non basta.", actor=bari)
    Ticket.objects.update(closed=timezone.now() - timedelta(days=29))
    tickets.reopen(ticket=ticket, text="Non basta.", actor=bari)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.closed, ticket.solved) == ("open", None, None)
    assert ticket.next_due is not None


def test_what_nobody_has_in_charge_is_to_take_when_it_comes_back(bari, operatrice):
    ticket = opened(bari)
    tickets.close(ticket=ticket, actor=bari)
    tickets.reply(ticket=ticket, text="Anzi, ci serve ancora.", actor=bari)
    assert Ticket.objects.get(pk=ticket.pk).state == "new"
    assert Ticket.objects.to_take().get() == ticket
    tickets.take(ticket=ticket, actor=operatrice)
    assert Ticket.objects.get(pk=ticket.pk).state == "open"
    tickets.close(ticket=ticket, actor=bari)
    tickets.reply(ticket=ticket, text="Di nuovo.", actor=bari)
    now = Ticket.objects.get(pk=ticket.pk)
    assert (now.state, now.assignee, now.next_due is None) == ("open", operatrice, False)


def test_another_administration_can_neither_see_nor_write(bari, lecce, operatrice):
    ticket = opened(bari, visibility="everybody")
    assert not Ticket.objects.visible_to(lecce).exists()
    with pytest.raises(PermissionDenied):
        tickets.reply(ticket=ticket, text="Anch'io.", actor=lecce)
    for verb in (tickets.answer, tickets.note, tickets.solve):
        with pytest.raises(PermissionDenied):
            verb(ticket=ticket, text="Sì.", actor=bari)
    assert Message.objects.count() == 1


def test_moving_to_another_queue_moves_the_promise(bari, operatrice):
    ticket = opened(bari)
    slow = QueueFactory(slug="lenta", label="Lenta", first_answer_minutes=60 * 70)
    moved = tickets.move_to_queue(ticket=ticket, queue=slow, actor=operatrice)
    assert moved.first_answer_due > ticket.first_answer_due
    assert ("coda", "Coda di prova", "Lenta") in history(ticket)


def test_a_refused_file_leaves_neither_request_nor_file(bari, settings):
    trap = SimpleUploadedFile("modulo.pdf", b"MZ\x90\x00 programma", "application/pdf")
    with pytest.raises(ValidationError):
        opened(bari, uploads=[trap])
    assert not Ticket.objects.exists()
    assert not Attachment.objects.exists()


def test_an_empty_text_is_refused_in_words(bari):
    with pytest.raises(ValidationError, match="Scrivete un testo"):
        opened(bari, text="   ")
    assert not Ticket.objects.exists()
