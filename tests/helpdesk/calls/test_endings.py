# SPDX-License-Identifier: AGPL-3.0-or-later
"""Calls whose request ends, and the ways into a call for each side."""

import base64
from datetime import timedelta

import icalendar
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from helpdesk import links
from helpdesk.actions import calls, merging, retention, tickets
from helpdesk.models import Call, CallSlot, Ticket
from migliorapa.accounts.models import User
from migliorapa.core import moments
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import CallSlotFactory, opened
from tests.helpdesk.desk.pages import page_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket(bari, operatrice):
    return opened(bari)


@pytest.fixture
def call(ticket, bari, operatrice):
    return calls.book(ticket=ticket, slot=CallSlotFactory(operator=operatrice), actor=bari)


@pytest.fixture
def visit(operatrice):
    """A visitor's confirmed request with a call."""
    found = tickets.confirm_ticket(ticket=opened())
    return found, calls.book(ticket=found, slot=CallSlotFactory(operator=operatrice))


def mails(call, key):
    return OutboxMail.objects.filter(key__startswith=f"helpdesk:call:{call.pk}:{key}")


def going_on(call):
    now = timezone.now()
    CallSlot.objects.filter(pk=call.slot_id).update(
        starts=now - timedelta(minutes=10), ends=now + timedelta(minutes=20)
    )


def entry(mail):
    calendar = icalendar.Calendar.from_ical(base64.b64decode(mail.attachments[0]["content"]))
    return calendar.walk("VEVENT")[0]


@pytest.mark.parametrize("how", ["close", "system", "spam", "person"])
def test_a_request_that_ends_frees_the_hour_and_tells_both(ticket, call, bari, operatrice, how):
    if how == "close":
        tickets.close(ticket=ticket, actor=bari)
    elif how == "system":
        old = timezone.now() - timedelta(days=15)
        Ticket.objects.update(state="solved", solved=old)
        tickets.close(ticket=ticket, kind="system")
    elif how == "spam":
        tickets.mark_spam(ticket=ticket, actor=operatrice)
    else:
        retention.forget_person(bari)
    call.refresh_from_db()
    assert call.is_cancelled
    assert call.slot in CallSlot.objects.free()
    assert {mail.to for mail in mails(call, "cancelled")} == {
        "bari@esempio.invalid",
        operatrice.email,
    }


def test_the_history_says_who_cancelled_and_when_the_call_was(ticket, call, operatrice):
    calls.cancel(call=call, actor=operatrice)
    when = moments.in_words(call.slot.starts)
    wanted = [("chiamata", "Anna Esposito", when), ("chiamata annullata", "Marta Leone", when)]
    assert list(ticket.changes.values_list("field", "actor_name", "after")) == wanted


def test_a_call_that_has_begun_stays_and_its_outcome_is_written_after_the_end(
    ticket, call, bari, operatrice
):
    going_on(call)
    tickets.close(ticket=ticket, actor=bari)
    call.refresh_from_db()
    assert not call.is_cancelled
    calls.write_outcome(call=call, actor=operatrice, text="Servono 335 risposte.")
    ticket.refresh_from_db()
    assert ticket.state == "closed"
    assert ticket.messages.get(kind="call").body == "Servono 335 risposte."


def test_merging_moves_the_call_of_the_same_person(ticket, call, bari, operatrice):
    kept = opened(bari, subject="La stessa cosa")
    merging.merge(ticket=ticket, into=kept, actor=operatrice)
    call.refresh_from_db()
    assert (call.ticket, call.is_cancelled) == (kept, False)
    assert not mails(call, "cancelled").exists()
    assert ticket.changes.filter(field="chiamata spostata", after=kept.number).exists()


def test_each_side_receives_the_address_where_it_enters(visit, operatrice):
    ticket, call = visit
    theirs = mails(call, "booked").get(to="ada@esempio.invalid")
    ours = mails(call, "booked").get(to=operatrice.email)
    assert links.call_of(ticket) in theirs.text
    assert entry(theirs)["URL"] == links.call_of(ticket)
    assert f"{page_of(ticket)}#chiamata" in ours.text
    assert entry(ours)["URL"].endswith(f"{page_of(ticket)}#chiamata")
    secret = links.path_of(ticket).rstrip("/").rpartition("/")[2]
    assert secret not in str(entry(ours).to_ical()) + ours.text


def test_a_visitor_downloads_the_file_by_the_link_and_an_operator_one_without_it(
    client, visit, operatrice
):
    ticket, _call = visit
    page = client.get(f"{links.path_of(ticket)}chiamata/")
    address = f"{links.path_of(ticket)}chiamata.ics"
    assert f'href="{address}"' in page.text
    unfolded = client.get(address).text.replace("\r\n ", "")
    assert links.call_of(ticket) in unfolded
    client.force_login(operatrice)
    unfolded = client.get(f"{ticket.get_absolute_url()}chiamata.ics").text.replace("\r\n ", "")
    assert "/aiuto/richiesta/" not in unfolded
    assert operatrice.email in unfolded


def test_an_operator_enters_cancels_and_tells_from_the_page_of_the_request(
    client, ticket, call, operatrice, settings
):
    client.force_login(operatrice)
    page = client.get(page_of(ticket))
    when = moments.in_words(call.slot.starts, call.slot.ends)
    assert f"Chiamata {when.capitalize()} , con Marta Leone" in told(page)
    assert "Entrate nella chiamata" not in page.text
    going_on(call)
    page = client.get(page_of(ticket))
    room = f"{ticket.get_absolute_url()}chiamata/stanza/"
    assert f'action="{room}"' in page.text
    assert f"/operatori/chiamate/{call.pk}/esito/" in page.text
    assert client.post(room)["Location"] == settings.CALL_ROOM_URL.format(room=call.room)
    data = {"do": "cancel_call", "call": call.pk, "reason": "riunione"}
    client.post(page_of(ticket), data)
    call.refresh_from_db()
    assert (call.is_cancelled, call.reason) == (True, "riunione")
    assert 'id="chiamata"' not in client.get(page_of(ticket)).text


@pytest.mark.parametrize("wrong", ["", "0", "abc", "\0", "9" * 30])
def test_only_a_call_of_the_request_is_cancelled_from_its_page(
    client, ticket, lecce, operatrice, wrong
):
    other = calls.book(ticket=opened(lecce), slot=CallSlotFactory(operator=operatrice), actor=lecce)
    client.force_login(operatrice)
    for key in (wrong, other.pk):
        response = client.post(page_of(ticket), {"do": "cancel_call", "call": key}, follow=True)
        assert "alert-danger" in response.text
    assert not Call.objects.get().is_cancelled


def test_a_call_of_an_operator_who_left_is_told_to_the_others(call, bari, operatrice, redazione):
    User.objects.filter(pk=operatrice.pk).update(is_active=False)
    calls.cancel(call=Call.objects.get(), actor=bari)
    assert {mail.to for mail in mails(call, "cancelled")} == {bari.email, redazione.email}


def test_a_finished_request_offers_no_hour(client, ticket, bari, operatrice):
    slot = CallSlotFactory(operator=operatrice)
    client.force_login(bari)
    address = f"{ticket.get_absolute_url()}chiamata/"
    assert f'value="{slot.pk}"' in client.get(address).text
    tickets.close(ticket=ticket, actor=bari)
    text = told(client.get(address))
    assert "La richiesta è conclusa" in text
    assert "Prenotate" not in text.split("La richiesta è conclusa")[1]


def test_an_hour_just_taken_is_said_to_be_taken(client, ticket, bari, lecce, operatrice):
    slot = CallSlotFactory(operator=operatrice)
    calls.book(ticket=opened(lecce), slot=slot, actor=lecce)
    client.force_login(bari)
    response = client.post(f"{ticket.get_absolute_url()}chiamata/", {"slot": slot.pk})
    assert response.status_code == 422
    assert "Qualcuno ha appena preso questo orario" in told(response)


def test_a_call_is_booked_with_the_notice_that_is_set(client, ticket, bari, operatrice, settings):
    settings.CALL_NOTICE_MINUTES = 60
    soon, later = (
        CallSlotFactory(
            operator=operatrice,
            starts=timezone.now() + timedelta(minutes=minutes),
            ends=timezone.now() + timedelta(minutes=minutes + 20),
        )
        for minutes in (30, 70)
    )
    client.force_login(bari)
    page = client.get(f"{ticket.get_absolute_url()}chiamata/").text
    assert f'value="{soon.pk}"' not in page
    assert f'value="{later.pk}"' in page
    with pytest.raises(ValidationError, match="almeno 60 minuti prima"):
        calls.book(ticket=ticket, slot=soon, actor=bari)
    calls.book(ticket=ticket, slot=later, actor=bari)


def test_nobody_reads_that_they_are_rung_up(client, ticket, call, bari):
    client.force_login(bari)
    text = told(client.get(ticket.get_absolute_url()))
    assert "Videochiamata con Marta Leone" in text
    assert "Vi chiama" not in text
