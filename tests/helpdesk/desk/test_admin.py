# SPDX-License-Identifier: AGPL-3.0-or-later
"""Offices, targets and canned answers, as staff write them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from helpdesk.actions import clocks
from helpdesk.models import CannedAnswer, Closure, Office, Queue, Ticket, TicketChange
from helpdesk.sla.lines import from_lines, to_lines
from helpdesk.sla.office import OfficeError
from tests.factories.helpdesk import CannedAnswerFactory, TicketFactory, opened

from .pages import told

pytestmark = pytest.mark.django_db
ADMIN = "/redazione/helpdesk"


@pytest.fixture
def staff(client, redazione):
    client.force_login(redazione)
    return client


def office_form(office, **more):
    return {
        "name": office.name,
        "slug": office.slug,
        "hours": "lunedì 9:00-13:00",
        "patron_saint_day": "",
        "patron_saint_month": "",
        "closures-TOTAL_FORMS": "0",
        "closures-INITIAL_FORMS": "0",
    } | more


def test_hours_are_written_a_day_a_line_and_read_back():
    text = "lunedì 9:00-13:00, 14:30-17:30\nsabato 20:00-24:00"
    kept = from_lines("Lunedi 9.00 - 13:00,14:30–17:30\n\nSABATO: 20:00-24:00")
    assert kept == {"0": [["09:00", "13:00"], ["14:30", "17:30"]], "5": [["20:00", "24:00"]]}
    assert to_lines(kept) == text
    assert from_lines("") == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("lunedi", "non comincia con un giorno"),
        ("feriale 9:00-13:00", "non comincia con un giorno"),
        ("lunedì mattina", "gli orari non si leggono"),
        ("lunedì 9:00-13:00,", "gli orari non si leggono"),
        ("lunedì 9:00-25:00", "non esiste"),
        ("lunedì 13:00-9:00", "finisce prima di cominciare"),
        ("lunedì 9:00-13:00, 12:00-15:00", "si sovrappone"),
        ("lunedì 9:00-13:00\nlunedì 14:00-15:00", "una riga sola"),
    ],
)
def test_hours_that_make_no_sense_are_refused_with_a_sentence(staff, text, sentence):
    with pytest.raises(OfficeError, match=sentence):
        from_lines(text)
    office = Office.objects.create(slug="uno", name="Uno", intervals={})
    response = staff.post(f"{ADMIN}/office/{office.pk}/change/", office_form(office, hours=text))
    assert response.status_code == 200
    assert sentence in told(response)


def test_new_hours_move_the_promises_and_the_history_says_so(staff, bari, redazione):
    ticket = opened(bari)
    office, before = ticket.queue.office, ticket.next_due
    form = office_form(office, hours="venerdì 9:00-10:00")
    response = staff.post(f"{ADMIN}/office/{office.pk}/change/", form, follow=True)
    assert "Una promessa si è spostata" in told(response)
    after = Ticket.objects.get()
    assert after.next_due > before
    assert timezone.localtime(after.next_due).strftime("%A %H:%M") == "Friday 10:00"
    line = TicketChange.objects.get(field="scadenza (orario dell'ufficio)")
    assert (line.actor, line.after) == (
        redazione,
        timezone.localtime(after.next_due).strftime("%d/%m/%Y %H:%M"),
    )


def test_a_closure_moves_the_promises_too(staff, bari):
    ticket = opened(bari)
    day = timezone.localdate(ticket.first_answer_due)
    form = office_form(ticket.queue.office, hours=to_lines(ticket.queue.office.intervals)) | {
        "closures-TOTAL_FORMS": "1",
        "closures-0-first_day": day.isoformat(),
        "closures-0-last_day": day.isoformat(),
        "closures-0-reason": "trasloco",
    }
    staff.post(f"{ADMIN}/office/{ticket.queue.office_id}/change/", form)
    assert Closure.objects.get().first_day == day
    assert timezone.localdate(Ticket.objects.get().first_answer_due) > day


def test_a_closure_after_the_first_answer_moves_the_solution_and_the_history_says_so(bari):
    ticket = opened(bari)
    office, day = ticket.queue.office, timezone.localdate(ticket.solution_due)
    assert timezone.localdate(ticket.first_answer_due) < day
    Closure.objects.create(office=office, first_day=day, last_day=day)
    assert clocks.recompute_office(office, reason="chiusura") == 1
    after = Ticket.objects.get()
    assert after.first_answer_due == ticket.first_answer_due
    assert timezone.localdate(after.solution_due) > day
    line = TicketChange.objects.get(field="scadenza (chiusura)")
    assert line.after == timezone.localtime(after.solution_due).strftime("%d/%m/%Y %H:%M")


def test_a_closure_that_ends_before_it_begins_and_half_a_patron_saint_are_refused(staff):
    office = Office.objects.create(slug="uno", name="Uno", intervals={})
    form = office_form(office, patron_saint_day="30", patron_saint_month="2") | {
        "closures-TOTAL_FORMS": "1",
        "closures-0-first_day": "2031-08-20",
        "closures-0-last_day": "2031-08-10",
    }
    text = told(staff.post(f"{ADMIN}/office/{office.pk}/change/", form))
    assert "La chiusura finisce prima di cominciare." in text
    assert "La data del santo patrono non esiste." in text
    half = office_form(office, patron_saint_day="30")
    text = told(staff.post(f"{ADMIN}/office/{office.pk}/change/", half))
    assert "sia il giorno sia il mese" in text


def test_shorter_targets_of_a_queue_move_the_promises(staff, bari):
    ticket = opened(bari)
    queue = ticket.queue
    form = {
        "label": queue.label,
        "slug": queue.slug,
        "office": queue.office_id,
        "first_answer_minutes": "60",
        "solution_minutes": "120",
        "position": "0",
        "is_active": "on",
    }
    response = staff.post(f"{ADMIN}/queue/{queue.pk}/change/", form, follow=True)
    assert "Una promessa si è spostata" in told(response)
    assert Ticket.objects.get().first_answer_due < ticket.first_answer_due
    assert "1 ora lavorativa" in told(staff.get(f"{ADMIN}/queue/"))


def test_what_is_used_cannot_be_deleted(staff, bari):
    ticket = opened(bari)
    queue = ticket.queue
    for kind, pk in (("queue", queue.pk), ("office", queue.office_id), ("ticket", ticket.pk)):
        assert staff.post(f"{ADMIN}/{kind}/{pk}/delete/", {"post": "yes"}).status_code == 403
    assert Queue.objects.filter(pk=queue.pk).exists()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("Gentile {{ cognome }}", "non esistono: cognome"),
        ("Gentile {{ nome", "scritto a metà"),
        ("Gentile {{ nome }", "scritto a metà"),
    ],
)
def test_placeholders_of_a_canned_answer_are_checked(staff, body, sentence):
    canned = CannedAnswerFactory()
    form = {"title": canned.title, "slug": canned.slug, "is_active": "on", "body": body}
    response = staff.post(f"{ADMIN}/cannedanswer/{canned.pk}/change/", form)
    assert sentence in told(response)
    form["body"] = "Gentile {{nome}}, perché no?"
    assert staff.post(f"{ADMIN}/cannedanswer/{canned.pk}/change/", form).status_code == 302
    assert canned.history.count() == 2
    assert list(CannedAnswer.objects.found_by("PERCHE gentile")) == [canned]


def test_requests_are_looked_at_in_the_admin_and_answered_at_the_desk(staff):
    ticket = TicketFactory(subject="Una richiesta")
    assert "Una richiesta" in told(staff.get(f"{ADMIN}/ticket/"))
    page = staff.get(f"{ADMIN}/ticket/{ticket.pk}/change/")
    assert f"/aiuto/operatori/{ticket.public_id}/" in page.content.decode()
    assert staff.post(f"{ADMIN}/ticket/{ticket.pk}/change/", {}).status_code == 403


def test_operators_do_not_enter_the_admin(client, operatrice):
    client.force_login(operatrice)
    refused = client.get(f"{ADMIN}/queue/")
    assert (refused.status_code, refused.url) == (302, f"/redazione/login/?next={ADMIN}/queue/")


def test_the_promise_crosses_holidays_and_the_change_of_the_clocks(staff):
    office = Office.objects.create(
        slug="pasqua", name="Pasqua", intervals={str(day): [["09:00", "13:00"]] for day in range(6)}
    )
    queue = Queue.objects.create(
        slug="pasqua", label="Pasqua", office=office, first_answer_minutes=300
    )
    Closure.objects.create(
        office=office, first_day=date(2031, 4, 15), last_day=date(2031, 4, 15), reason="trasloco"
    )
    ticket = TicketFactory(
        queue=queue, clock_started=datetime(2031, 4, 12, 7, tzinfo=UTC), state="new"
    )  # Saturday 12 April, 9:00 in Rome; Easter Monday is the 14th
    form = office_form(office, hours=to_lines(office.intervals)) | {
        "closures-TOTAL_FORMS": "0",
        "closures-INITIAL_FORMS": "0",
    }
    staff.post(f"{ADMIN}/office/{office.pk}/change/", form)
    staff.logout()
    ticket.refresh_from_db()
    assert ticket.first_answer_due == datetime(2031, 4, 16, 8, tzinfo=UTC)
