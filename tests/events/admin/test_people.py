# SPDX-License-Identifier: AGPL-3.0-or-later
import io

import openpyxl
import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from events.models import Place, Registration, Session, StaffMessage
from migliorapa.core.outbox.models import OutboxMail
from tests.events.admin.forms import words
from tests.factories.events import (
    PlaceFactory,
    QuestionFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(capacity=1, acceptance_hours=0)


def registered(session, name, **more):
    registration = RegistrationFactory(event=session.event, name=name)
    return PlaceFactory(session=session, registration=registration, **more)


def at(name, row):
    return reverse(f"admin:events_{name}", args=[row.pk])


def test_people_are_found_without_their_accents(staff, session):
    registered(session, "Niccolò Pà")
    registered(session, "Giulia Neri", waiting=True)
    page = words(staff.get(at("event_people", session.event), {"q": "nicco pa"}))
    assert "Niccolò Pà" in page
    assert "Giulia Neri" not in page
    page = words(staff.get(at("event_people", session.event), {"stato": "waiting"}))
    assert "Niccolò Pà" not in page
    everywhere = words(staff.get("/redazione/events/registration/?q=niccolo"))
    assert "Niccolò Pà" in everywhere
    assert "Giulia Neri" not in everywhere


def test_only_the_session_asked_for_is_listed(staff, session):
    other = SessionFactory(event=session.event, lab=True)
    registered(session, "Anna Verdi")
    registered(other, "Ugo Bianchi")
    page = words(staff.get(at("event_people", session.event), {"sessione": other.pk}))
    assert "Ugo Bianchi" in page
    assert "Anna Verdi" not in page


def test_a_spreadsheet_never_runs_what_people_wrote(staff, session):
    question = QuestionFactory(event=session.event, text="=1+1")
    place = registered(session, "=CMD()")
    place.registration.answers.create(question=question, text="@SUM(A1)")
    text = staff.get(at("event_people", session.event), {"formato": "csv"}).content.decode()
    assert "'=CMD()" in text
    assert "'@SUM(A1)" in text
    answer = staff.get(at("event_people", session.event), {"formato": "xlsx"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert rows[0][-1] == "'=1+1"
    assert rows[1][1] == "'=CMD()"


@pytest.mark.parametrize(
    "query", ["q=%FF", "sessione=x", "stato=x", "formato=exe", "q=" + "a" * 3000]
)
def test_an_odd_filter_is_a_clean_page(staff, session, query):
    registered(session, "Anna Verdi")
    assert staff.get(f"{at('event_people', session.event)}?{query}").status_code == 200


def test_a_place_given_back_by_staff_goes_to_who_waits(staff, session):
    place, waiting = registered(session, "Anna"), registered(session, "Ugo", waiting=True)
    staff.post(at("place_cancel", place))
    waiting.refresh_from_db()
    assert waiting.status == Place.Status.CONFIRMED
    assert LogEntry.objects.filter(change_message__contains="Posto annullato").exists()


def test_a_place_by_hand_needs_a_reason_and_room(staff, session):
    registered(session, "Anna")
    first = registered(session, "Ugo", waiting=True)
    chosen = registered(session, "Eva", waiting=True)
    give = at("place_give", chosen)
    assert "Scrivete il motivo" in words(staff.post(give, follow=True))
    assert "tutti dati" in words(staff.post(give, {"reason": "Relatrice"}, follow=True))
    chosen.refresh_from_db()
    assert chosen.status == Place.Status.WAITING
    staff.post(give, {"reason": "Relatrice", "one_more": "on"})
    chosen.refresh_from_db()
    first.refresh_from_db()
    assert (chosen.status, first.status) == (Place.Status.CONFIRMED, Place.Status.WAITING)
    assert Session.objects.get().capacity == 2
    log = LogEntry.objects.get(object_id=str(chosen.registration_id))
    assert "Relatrice" in log.change_message
    assert OutboxMail.objects.filter(to=chosen.registration.email).count() == 1


def test_renewed_links_make_the_old_ones_void(staff, session):
    registration = registered(session, "Anna").registration
    staff.post(at("registration_renew", registration))
    assert Registration.objects.get().nonce != registration.nonce


def message(session, **more):
    facts = {"session": "", "audience": "confirmed", "subject": "Parcheggio", "body": "È chiuso."}
    return facts | more


def test_a_message_is_counted_before_it_leaves_and_leaves_once(staff, session):
    registered(session, "Anna")
    registered(session, "Ugo", waiting=True)
    url = at("event_message", session.event)
    assert "Lo riceverà una persona" in words(staff.post(url, message(session) | {"count": ""}))
    assert not OutboxMail.objects.exists()
    staff.post(url, message(session) | {"send": ""})
    assert "È chiuso." in OutboxMail.objects.get().text
    sent = StaffMessage.objects.get()
    assert (sent.recipients, sent.sent_by.email) == (1, "redazione@esempio.invalid")
    again = staff.post(url, message(session) | {"send": ""})
    assert "già inviato" in words(again)
    assert OutboxMail.objects.count() == 1
    staff.post(url, message(session, audience="all") | {"send": ""})
    assert OutboxMail.objects.count() == 3


def test_a_message_to_nobody_is_not_kept(staff, session):
    url = at("event_message", session.event)
    assert "nessuno a cui inviarlo" in words(staff.post(url, message(session) | {"send": ""}))
    assert not StaffMessage.objects.exists()


def test_the_list_costs_the_same_for_three_people(staff, session, django_assert_max_num_queries):
    for number in range(3):
        registered(session, f"Persona {number}")
    with django_assert_max_num_queries(12):
        staff.get(at("event_people", session.event))
