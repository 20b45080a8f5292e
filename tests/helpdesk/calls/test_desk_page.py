# SPDX-License-Identifier: AGPL-3.0-or-later
"""The operators' page of calls: booked ones first, then free hours day by day."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from helpdesk.actions import calls
from helpdesk.desk import calls as page
from helpdesk.models import Call, CallSlot
from tests.factories.accounts import UserFactory
from tests.factories.helpdesk import CallSlotFactory, TicketFactory
from tests.helpdesk.desk.pages import told

pytestmark = pytest.mark.django_db
CALLS = "/aiuto/operatori/chiamate/"
MONDAY = datetime(2031, 3, 3, 8, tzinfo=UTC)  # 9:00 in Rome


@pytest.fixture
def desk(client, operatrice, monkeypatch):
    """Marta Leone at her page, on Monday 3 March 2031 at 9:00."""
    monkeypatch.setattr(timezone, "now", lambda: MONDAY)
    client.force_login(operatrice)
    return client


def at(hours, operator):
    starts = MONDAY + timedelta(hours=hours)
    return CallSlotFactory(operator=operator, starts=starts, ends=starts + timedelta(minutes=30))


def booked(hours, operator, **fields):
    fields = {"subject": "Quante risposte?", "administration_name": "Comune di Prova"} | fields
    ticket = TicketFactory(visitor=True, open=True, **fields)
    return Call.objects.create(slot=at(hours, operator), ticket=ticket)


def between(text, first, last):
    return text[text.index(first) : text.index(last)]


def test_booked_calls_come_first_with_day_hour_person_and_request(desk, operatrice):
    free = at(2, operatrice)
    today, after = booked(1, operatrice), booked(24 * 3, operatrice)
    response = desk.get(CALLS)
    first = between(told(response), "Prenotate", "Orari liberi")
    assert (
        f"Oggi, lunedì 3 marzo 2031 10:00–10:30 con Marta Leone {today.ticket.number}: "
        "Quante risposte? Ada Neri, Comune di Prova (dichiarata) Entrate o annullate" in first
    )
    assert "Giovedì 6 marzo 2031 10:00" not in first
    assert "Giovedì 6 marzo 2031 9:00–9:30 con Marta Leone" in first
    assert "11:00" not in first
    assert "Esiti da scrivere" not in told(response)
    for call in (today, after):
        assert f'href="/aiuto/operatori/{call.ticket.public_id}/"' in response.text
    assert free in CallSlot.objects.free()


def test_free_hours_are_stretches_of_each_operator_day_by_day(desk, operatrice):
    giulia = UserFactory(name="Giulia Verdi", operator=True)
    for hours in (1, 1.5, 2.5, 25):
        at(hours, operatrice)
    at(1.5, giulia)
    booked(2, operatrice)
    at(26, operatrice).delete()
    CallSlotFactory(operator=giulia, starts=MONDAY + timedelta(hours=3), is_withdrawn=True)
    free = between(told(desk.get(CALLS)), "Orari liberi", "I vostri turni")
    assert free == (
        "Orari liberi Oggi, lunedì 3 marzo 2031 10:00–11:00 Marta Leone, 2 chiamate "
        "10:30–11:00 Giulia Verdi, una chiamata 11:30–12:00 Marta Leone, una chiamata "
        "Domani, martedì 4 marzo 2031 10:00–10:30 Marta Leone, una chiamata "
    )


def test_days_far_ahead_wait_behind_a_summary(desk, operatrice):
    for day in range(1, 13):
        at(24 * day, operatrice)
    response = desk.get(CALLS)
    assert "Anche i giorni dopo (2)" in told(response)
    near = between(response.text, "Orari liberi", "<summary>Anche")
    assert near.count("<dt>") == page.NEAR_DAYS == 10


def test_what_was_said_in_days_past_waits_to_be_written_and_then_is_gone(desk, operatrice):
    past, forgotten = booked(-24, operatrice), booked(-24 * 15, operatrice)
    text = told(desk.get(CALLS))
    waiting = between(text, "Esiti da scrivere", "Orari liberi")
    assert "Domenica 2 marzo 2031, 9:00–9:30 con Marta Leone" in waiting
    assert past.ticket.number in waiting
    assert "Entrate o annullate" not in waiting
    assert f"{forgotten.ticket.number}:" not in text
    calls.write_outcome(call=past, actor=operatrice, text="Servono 335 risposte.")
    assert "Esiti da scrivere" not in told(desk.get(CALLS))


def test_a_call_going_on_can_be_entered_and_told_and_then_only_read(desk, operatrice, monkeypatch):
    call = booked(1, operatrice)
    monkeypatch.setattr(timezone, "now", lambda: MONDAY + timedelta(minutes=70))
    assert "Entrate o annullate la chiamata" in told(desk.get(CALLS))
    assert f"/chiamate/{call.pk}/esito/" in desk.get(CALLS).text
    calls.write_outcome(call=call, actor=operatrice, text="Servono 335 risposte.")
    text = told(desk.get(CALLS))
    assert "L'esito è scritto nella richiesta." in text
    assert "Scrivete l'esito" not in text


def test_a_cancelled_call_is_not_listed_and_its_hour_is_free(desk, operatrice):
    call = booked(1, operatrice)
    calls.cancel(call=call, actor=operatrice, reason="riunione")
    text = told(desk.get(CALLS))
    assert "Nessuna chiamata prenotata" in text
    assert "10:00–10:30 Marta Leone, una chiamata" in text


def test_without_hours_the_page_says_where_they_come_from(desk):
    assert "Nessun orario libero. Pubblicateli qui sotto" in told(desk.get(CALLS))


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_asks_the_same_however_many_calls_and_slots(
    desk, operatrice, n, django_assert_max_num_queries
):
    for number in range(n):
        booked(1 + number, operatrice)
        booked(-24 * (1 + number), operatrice)
        at(100 + number, operatrice)
    desk.get(CALLS)
    with django_assert_max_num_queries(5):  # two of them of who is signed in, one of their shifts
        assert told(desk.get(CALLS)).count("una chiamata") == n
