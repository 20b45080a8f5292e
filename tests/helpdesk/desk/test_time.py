# SPDX-License-Identifier: AGPL-3.0-or-later
"""What time does: late requests are told once, settled ones close, old ones lose their names."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.utils import timezone

from helpdesk import links
from helpdesk.actions import deadlines, retention, tickets
from helpdesk.models import Attachment, Faq, Message, Ticket, TicketChange
from migliorapa.accounts import personal_data
from migliorapa.core import files
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import FaqFactory, TicketFactory, opened

from .pages import page_of, told

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def mails(prefix):
    return OutboxMail.objects.filter(key__startswith=f"helpdesk:{prefix}")


def test_a_missed_promise_is_told_once_to_every_operator(operatrice, giulia, bari):
    ticket = opened(bari)
    tickets.assign(ticket=ticket, assignee=giulia, actor=operatrice)
    revision = Ticket.objects.get().revision
    Ticket.objects.update(next_due=timezone.now() - DAY)
    for _ in range(3):
        deadlines.escalate_late()
    assert {mail.to for mail in mails(f"late:{ticket.pk}")} == {operatrice.email, giulia.email}
    assert mails("late").count() == 2
    ticket = Ticket.objects.get()
    assert ticket.escalated is not None
    assert ticket.revision == revision  # who is writing an answer is not stopped
    assert TicketChange.objects.filter(field="in ritardo", after="prima risposta").count() == 1


def test_a_second_promise_missed_is_told_again_and_paused_ones_never(operatrice):
    TicketFactory(waiting=True, next_due=None)
    ticket = TicketFactory(next_due=timezone.now() - DAY)
    deadlines.escalate_late()
    Ticket.objects.filter(pk=ticket.pk).update(escalated=timezone.now() - 3 * DAY)
    deadlines.escalate_late()
    assert mails("late").count() == 1  # the same promise: its mail has left already
    Ticket.objects.filter(pk=ticket.pk).update(
        escalated=timezone.now() - 3 * DAY, next_due=timezone.now() - timedelta(hours=1)
    )
    deadlines.escalate_late()
    assert mails("late").count() == 2


def test_what_is_solved_closes_after_fourteen_days(bari, operatrice):
    old, recent = opened(bari), opened(bari)
    for ticket in (old, recent):
        tickets.solve(ticket=ticket, text="Fatto.", actor=operatrice)
    Ticket.objects.filter(pk=old.pk).update(solved=timezone.now() - 15 * DAY)
    assert deadlines.close_settled() == "1 chiuse"
    assert Ticket.objects.get(pk=old.pk).state == "closed"
    assert Ticket.objects.get(pk=recent.pk).state == "solved"
    assert mails("closed").count() == 1


@pytest.fixture
def finished(bari, comune_di_bari, operatrice, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ticket = opened(
        bari,
        subject="Campione del Comune di Bari, chiede Anna Esposito",
        text="Sono Anna Esposito, 080 5551234, anna.esposito@comune.bari.it. Quante risposte?",
        administration=comune_di_bari,
        uploads=[SimpleUploadedFile("elenco.txt", b"Nomi e cognomi.", "text/plain")],
    )
    tickets.answer(ticket=ticket, text="Gentile Anna Esposito, ne servono 335.", actor=operatrice)
    tickets.close(ticket=ticket, actor=bari)
    return ticket


def everything(ticket) -> str:
    row = Ticket.objects.get(pk=ticket.pk)
    parts = [row.subject, row.requester_name, row.requester_email, str(row.search)]
    for message in row.messages.all():
        parts += [message.body, message.body_html, message.author_name]
    for change in row.changes.all():
        parts += [change.actor_name, change.before, change.after]
    return " ".join(parts).lower()


def test_after_two_years_a_finished_request_has_nobody_s_name(
    finished, bari, settings, django_capture_on_commit_callbacks
):
    faq = FaqFactory(answer="Ne servono 335, dice Anna Esposito.")
    stored = Attachment.objects.get().stored
    Ticket.objects.update(closed=timezone.now() - 729 * DAY)
    assert retention.anonymise_old() == "0 rese anonime"
    link = links._signed("ticket", finished)
    Ticket.objects.update(closed=timezone.now() - 731 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        assert retention.anonymise_old() == "1 rese anonime"
    text = everything(finished)
    for gone in ("anna", "esposito", "bari@", "5551234", "marta", "leone"):
        assert gone not in text
    for kept in ("quante risposte", "ne servono 335"):
        assert kept in text
    row = Ticket.objects.get()
    assert (row.requester, row.is_anonymised, row.administration.ipa_code) == (None, True, "c_a662")
    assert not files.exists(stored)
    assert not Attachment.objects.exists()
    assert not Ticket.objects.visible_to(bari).exists()
    assert links.ticket_from("ticket", link) is None
    assert Faq.objects.get(pk=faq.pk).answer == "Ne servono 335, dice Anna Esposito."
    assert retention.anonymise_old() == "0 rese anonime"


def test_an_anonymous_request_is_read_and_changes_no_more(finished, operatrice, client):
    retention.anonymise(finished.pk)
    client.force_login(operatrice)
    text = told(client.get(page_of(finished)))
    assert "resa anonima: si legge, non cambia più" in text
    assert "Chi ha chiesto · richiesta" in text
    assert "Prendete in carico" not in text
    with pytest.raises(ValidationError, match="resa anonima"):
        tickets.note(ticket=finished, text="Nota.", actor=operatrice)
    assert Message.objects.count() == 2


def test_unfinished_requests_are_never_made_anonymous_by_age():
    TicketFactory(open=True, updated=timezone.now() - 900 * DAY)
    TicketFactory(state="spam", updated=timezone.now() - 900 * DAY)
    retention.anonymise_old()
    assert list(Ticket.objects.filter(is_anonymised=True).values_list("state")) == [("spam",)]


def test_who_deletes_their_account_leaves_threads_without_names(finished, bari, operatrice):
    going_on = opened(bari, text="Sono Anna Esposito: e per la mensa?")
    tickets.ask_back(ticket=going_on, text="Quanti bambini?", actor=operatrice)
    bari.delete()
    assert set(Ticket.objects.values_list("state", "is_anonymised")) == {("closed", True)}
    for ticket in (finished, going_on):
        assert "esposito" not in everything(ticket)
    assert not Ticket.objects.exclude(next_due=None).exists()
    assert Ticket.objects.filter(messages__body__contains="e per la mensa?").exists()


def test_people_get_their_requests_with_their_data_and_never_the_notes(finished, bari, operatrice):
    tickets.note(ticket=finished, text="Nota segreta.", actor=operatrice)
    text = json.dumps(personal_data.collect(bari), cls=DjangoJSONEncoder, ensure_ascii=False)
    assert "Quante risposte?" in text
    assert "elenco.txt" in text
    assert "Nota segreta." not in text


def test_colleagues_get_what_they_wrote_and_not_what_others_did(finished, bari, comune_di_bari):
    from tests.factories.accounts import MembershipFactory, UserFactory

    colleague = UserFactory(email="collega@esempio.invalid", name="Ugo Neri")
    MembershipFactory(user=colleague, administration=comune_di_bari, approved=True)
    Ticket.objects.update(visibility="everybody")
    tickets.reply(ticket=finished, text="Aggiungo: siamo 3.000.", actor=colleague)
    text = json.dumps(personal_data.collect(colleague), cls=DjangoJSONEncoder, ensure_ascii=False)
    assert "siamo 3.000" in text
    assert "Quante risposte?" not in text


def test_how_long_answers_took_is_kept_in_working_time(bari, operatrice):
    ticket = opened(bari)
    monday = timezone.now().replace(year=2031, month=3, day=3, hour=8, minute=30)  # 9:30 in Rome
    Ticket.objects.update(clock_started=monday - 3 * DAY)  # Friday
    tickets.solve(ticket=ticket, text="Fatto.", actor=operatrice)
    row = Ticket.objects.get()
    assert (row.answered_minutes, row.answered_on_time) == (0, True)  # it was started in 2031
    Ticket.objects.update(clock_started=timezone.now() - 60 * DAY)
    tickets.reopen(ticket=ticket, text="Ancora una cosa.", actor=bari)
    assert Ticket.objects.get().solved_minutes is None
    tickets.solve(ticket=ticket, text="Fatto davvero.", actor=operatrice)
    row = Ticket.objects.get()
    assert row.solved_on_time is False
    assert row.solved_minutes > 60 * 21


def test_the_desk_of_another_reader_stays_closed(finished, lecce):
    client = Client()
    client.force_login(lecce)
    assert client.get(page_of(finished)).status_code == 404
