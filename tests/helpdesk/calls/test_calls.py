# SPDX-License-Identifier: AGPL-3.0-or-later
"""Booking, cancelling, entering a call, and what it leaves in the request."""

import html
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from helpdesk import links, slots
from helpdesk.actions import calls, tickets
from helpdesk.models import Call, CallSlot, Closure, SlotPattern
from helpdesk.notifications import call_file
from helpdesk.offices import working
from migliorapa.accounts.models import User
from migliorapa.accounts.selectors import administration_of
from migliorapa.core import outbox
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.helpdesk import CallSlotFactory, OfficeFactory, opened

pytestmark = pytest.mark.django_db


def mails(call, key):
    return OutboxMail.objects.filter(key__startswith=f"helpdesk:call:{call.pk}:{key}")


def soon(minutes, operator, length=30):
    starts = timezone.now() + timedelta(minutes=minutes)
    return CallSlotFactory(
        operator=operator, starts=starts, ends=starts + timedelta(minutes=length)
    )


@pytest.fixture
def ticket(bari, operatrice):
    return opened(bari)


@pytest.fixture
def slot(operatrice):
    return CallSlotFactory(operator=operatrice)


@pytest.fixture
def without_notice(settings):
    settings.CALL_NOTICE_MINUTES = 0


def pattern(operator, starts=time(9), ends=time(11), weekday=0):
    return SlotPattern.objects.create(
        operator=operator, weekday=weekday, starts=starts, ends=ends, minutes=30
    )


def test_slots_come_from_the_week_and_skip_holidays_and_closures(operatrice):
    office = OfficeFactory()
    Closure.objects.create(
        office=office, first_day=date(2031, 3, 10), last_day=date(2031, 3, 10), reason="corso"
    )
    pattern(operatrice)
    first, last = date(2031, 3, 3), date(2031, 4, 14)  # Easter Monday is 14 April 2031
    made = calls.publish_slots(operator=operatrice, first=first, last=last, office=office)
    days = {timezone.localdate(slot.starts) for slot in CallSlot.objects.all()}
    assert made == 4 * len(days)
    assert days == {date(2031, 3, day) for day in (3, 17, 24, 31)} | {date(2031, 4, 7)}
    assert calls.publish_slots(operator=operatrice, first=first, last=last, office=office) == 0


def test_no_slot_falls_in_the_hour_that_the_clocks_skip(operatrice):
    night = date(2026, 3, 29)
    early = pattern(operatrice, time(1, 30), time(4), weekday=6)
    laid = slots.laid_out([early], night, night, working(OfficeFactory()))
    assert [starts for _, starts, _ in laid] == [
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    ]


def test_the_database_forbids_two_slots_of_an_operator_at_once(slot):
    with pytest.raises(IntegrityError), transaction.atomic():
        CallSlotFactory(operator=slot.operator, starts=slot.starts, ends=slot.ends)


def test_a_booking_tells_both_sides_with_a_calendar_file(ticket, slot, bari):
    call = calls.book(ticket=ticket, slot=slot, actor=bari)
    told = mails(call, "booked")
    assert {mail.to for mail in told} == {bari.email, slot.operator.email}
    read = icalendar.Calendar.from_ical(call_file.for_person(call))
    event = read.walk("VEVENT")[0]
    assert event["DTSTART"].dt == slot.starts
    assert "meet" not in str(read.to_ical())
    assert slot not in CallSlot.objects.free()


def test_a_subject_with_new_lines_cannot_write_into_the_calendar_file(bari, slot):
    ticket = opened(bari, subject="Uno\r\nATTENDEE:mailto:altro@x.it")
    call = calls.book(ticket=ticket, slot=slot, actor=bari)
    event = icalendar.Calendar.from_ical(call_file.for_person(call)).walk("VEVENT")[0]
    assert "ATTENDEE:mailto" in event["SUMMARY"]
    assert not isinstance(event["ATTENDEE"], list)


def test_a_slot_is_booked_once_and_the_second_reads_why(ticket, slot, bari, lecce):
    calls.book(ticket=ticket, slot=slot, actor=bari)
    with pytest.raises(ValidationError, match="appena preso"):
        calls.book(ticket=opened(lecce), slot=slot, actor=lecce)
    assert Call.objects.count() == 1


def test_one_call_a_request_and_three_a_body(bari, operatrice):
    body = administration_of(bari)
    mine = [opened(bari, administration=body) for _ in range(4)]
    claimed = tickets.confirm_ticket(ticket=opened(administration=body))
    calls.book(ticket=claimed, slot=CallSlotFactory(operator=operatrice))
    for ticket in mine[:3]:
        calls.book(ticket=ticket, slot=CallSlotFactory(operator=operatrice), actor=bari)
    with pytest.raises(ValidationError, match="c'è già una chiamata"):
        calls.book(ticket=mine[0], slot=CallSlotFactory(operator=operatrice), actor=bari)
    with pytest.raises(ValidationError, match="già 3 chiamate"):
        calls.book(ticket=mine[3], slot=CallSlotFactory(operator=operatrice), actor=bari)


def test_past_withdrawn_and_foreign_slots_are_refused(ticket, bari, lecce, operatrice):
    with pytest.raises(ValidationError, match="non c'è più"):
        calls.book(ticket=ticket, slot=soon(-60, operatrice), actor=bari)
    gone = CallSlotFactory(operator=operatrice, is_withdrawn=True)
    with pytest.raises(ValidationError, match="non c'è più"):
        calls.book(ticket=ticket, slot=gone, actor=bari)
    with pytest.raises(PermissionDenied):
        calls.book(ticket=ticket, slot=CallSlotFactory(operator=operatrice), actor=lecce)


@pytest.mark.parametrize("left", [{"is_active": False}, {"role": "referente"}])
def test_hours_of_an_operator_who_left_are_not_offered(client, ticket, slot, bari, left):
    client.force_login(bari)
    address = f"{ticket.get_absolute_url()}chiamata/"
    assert f'value="{slot.pk}"' in client.get(address).text
    User.objects.filter(pk=slot.operator_id).update(**left)
    assert f'value="{slot.pk}"' not in client.get(address).text
    refused = client.post(address, {"slot": slot.pk})
    assert (refused.status_code, Call.objects.count()) == (422, 0)
    assert "non c'è più" in html.unescape(refused.text)


def test_either_side_cancels_and_the_slot_is_free_again(ticket, slot, bari, operatrice):
    call = calls.book(ticket=ticket, slot=slot, actor=bari)
    for _ in range(2):
        calls.cancel(call=call, actor=bari)
    assert mails(call, "cancelled").count() == 2
    assert slot in CallSlot.objects.free()
    again = calls.book(ticket=ticket, slot=slot, actor=bari)
    calls.cancel(call=again, actor=operatrice, reason="riunione")
    assert "riunione" in mails(again, "cancelled").first().text


def test_an_absence_cancels_what_was_booked_and_offers_no_more(ticket, slot, bari, operatrice):
    call = calls.book(ticket=ticket, slot=slot, actor=bari)
    day = timezone.localdate(slot.starts)
    calls.withdraw_slots(
        operator=operatrice, first=day, last=day, actor=operatrice, reason="malattia"
    )
    call.refresh_from_db()
    assert call.is_cancelled
    assert not CallSlot.objects.free().exists()
    assert "malattia" in mails(call, "cancelled").first().text


def test_what_was_said_becomes_a_message_of_the_request(ticket, bari, operatrice, without_notice):
    call = calls.book(ticket=ticket, slot=soon(1, operatrice), actor=bari)
    with pytest.raises(ValidationError, match="non è ancora cominciata"):
        calls.write_outcome(call=call, actor=operatrice, text="Servono 335 risposte.")
    CallSlot.objects.filter(pk=call.slot_id).update(
        starts=timezone.now() - timedelta(minutes=40), ends=timezone.now() - timedelta(minutes=10)
    )
    message = calls.write_outcome(call=call, actor=operatrice, text="Servono 335 risposte.")
    assert (message.kind, message.ticket) == ("call", ticket)
    assert message in ticket.messages.for_requester()


def test_a_reminder_leaves_once_and_only_for_a_call_that_stands(
    ticket, bari, operatrice, mailoutbox, without_notice
):
    call = calls.book(ticket=ticket, slot=soon(50, operatrice), actor=bari)
    Call.objects.update(booked=timezone.now() - timedelta(days=3))
    for _ in range(2):
        calls.remind()
    assert mails(call, "remind:ora").count() == 2
    calls.cancel(call=call, actor=bari)
    outbox.deliver_due()
    assert not [mail for mail in mailoutbox if "promemoria" in mail.subject]


def test_the_page_offers_times_books_and_gives_the_room_only_in_its_window(
    client, ticket, bari, operatrice, settings, without_notice
):
    client.force_login(bari)
    address = f"{ticket.get_absolute_url()}chiamata/"
    assert "non ci sono orari liberi" in client.get(address).text
    near = soon(10, operatrice)
    assert f'value="{near.pk}"' in client.get(address).text
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"slot": near.pk})["Location"] == address
    page = client.get(address).text
    assert "Entrate nella chiamata" in page
    assert "meet." not in page
    entered = client.post(f"{address}stanza/")
    assert entered["Location"] == settings.CALL_ROOM_URL.format(room=Call.objects.get().room)
    CallSlot.objects.update(
        starts=timezone.now() + timedelta(hours=3), ends=timezone.now() + timedelta(hours=4)
    )
    assert client.post(f"{address}stanza/").status_code == 404
    assert client.get(f"{address}stanza/").status_code == 405


def test_a_visitor_books_by_the_signed_link(client, operatrice):
    ticket = tickets.confirm_ticket(ticket=opened())
    address = f"{links.path_of(ticket)}chiamata/"
    slot = CallSlotFactory(operator=operatrice)
    client.post(address, {"slot": slot.pk})
    assert Call.objects.get().ticket == ticket


@pytest.mark.parametrize("page", ["chiamata/", "chiamata.ics"])
def test_lecce_gets_404_on_the_call_of_bari(client, ticket, slot, bari, lecce, page):
    calls.book(ticket=ticket, slot=slot, actor=bari)
    address = f"{ticket.get_absolute_url()}{page}"
    client.force_login(bari)
    assert client.get(address).status_code == 200
    client.force_login(lecce)
    assert client.get(address).status_code == 404
    assert client.post(f"{ticket.get_absolute_url()}chiamata/stanza/").status_code == 404


@pytest.mark.parametrize("slot", ["abc", "-1", "0", str(10**20), "\0", ""])
def test_a_slot_that_is_none_is_refused_in_words(client, ticket, bari, operatrice, slot):
    CallSlotFactory(operator=operatrice)
    client.force_login(bari)
    response = client.post(f"{ticket.get_absolute_url()}chiamata/", {"slot": slot})
    assert response.status_code == 422
    assert "Qualcosa da correggere" in response.text
    assert not Call.objects.exists()


def test_operators_publish_and_withdraw_from_their_page(client, operatrice, bari):
    client.force_login(bari)
    assert client.get("/aiuto/operatori/chiamate/").status_code == 404
    client.force_login(operatrice)
    period = {"first": "2031-03-03", "last": "2031-03-31", "do": "publish"}
    refused = client.post("/aiuto/operatori/chiamate/", period)
    assert "Non avete ancora turni" in refused.text
    pattern(operatrice)
    done = client.post("/aiuto/operatori/chiamate/", period, follow=True)
    assert "Orari pubblicati: 20" in done.text
    gone = client.post("/aiuto/operatori/chiamate/", period | {"do": "withdraw"}, follow=True)
    assert "Orari ritirati: 20" in gone.text
