# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from events.models import Event, Place, Session
from migliorapa.core import moments
from migliorapa.core.outbox.models import OutboxMail
from tests.events.admin.forms import address, confirm, filled, save, words
from tests.factories.events import (
    EventFactory,
    PlaceFactory,
    QuestionFactory,
    SessionFactory,
    SpeakerFactory,
    in_days,
)

pytestmark = pytest.mark.django_db
NEW = {
    "title": "Seminario a Collesereno",
    "slug": "seminario-a-collesereno",
    "kind": "seminario",
    "takes_registrations": "on",
    "sessions-TOTAL_FORMS": "1",
    "sessions-INITIAL_FORMS": "0",
    "sessions-0-title": "Mattina",
    "sessions-0-kind": "plenaria",
    "sessions-0-has_waiting_list": "on",
    "questions-TOTAL_FORMS": "0",
    "questions-INITIAL_FORMS": "0",
    "asked_questions-TOTAL_FORMS": "0",
    "asked_questions-INITIAL_FORMS": "0",
}
OCTOBER = {
    "sessions-0-day": "2027-10-31",
    "sessions-0-opens": "02:30",
    "sessions-0-closes": "04:00",
}
ADD = "/redazione/events/event/add/"


def add(client, day="2027-05-04", opens="14:30", closes="16:00", **more):
    when = {"sessions-0-day": day, "sessions-0-opens": opens, "sessions-0-closes": closes}
    return client.post(ADD, NEW | when | more)


def errors(answer):
    return " ".join(str(each) for found in answer.context["errors"] for each in found)


def test_a_new_event_has_its_days_and_hours_of_rome(staff):
    assert add(staff).status_code == 302
    event = Event.objects.get()
    session = event.sessions.get()
    assert event.status == Event.Status.DRAFT
    assert event.first_day == date(2027, 5, 4)
    assert session.starts == moments.to_utc(date(2027, 5, 4), time(14, 30))
    assert (
        moments.in_words(session.starts, session.ends) == "martedì 4 maggio 2027, ore 14:30-16:00"
    )
    assert session.ics


def test_an_hour_that_clocks_skip_is_refused_with_its_reason(staff):
    answer = add(staff, day="2027-03-28", opens="02:30", closes="04:00")
    assert "comincia l'ora legale" in errors(answer)
    assert not Event.objects.exists()


def test_of_an_hour_that_comes_twice_the_editor_is_told_which_was_taken(staff):
    first = "Le ore 2:30 di domenica 31 ottobre 2027 vengono due volte"
    made = staff.post(ADD, NEW | OCTOBER, follow=True)
    assert f"Mattina. {first}" in words(made)
    assert "Abbiamo scelto la prima, con l'ora legale." in words(made)
    session = Session.objects.get()
    assert session.starts.hour == 0

    unchanged = save(staff, session.event)
    assert first not in words(staff.get(unchanged.url))
    moved = save(staff, session, day="2027-10-30", opens="23:00", closes="02:15")
    assert "Le ore 2:15 di domenica 31 ottobre" in words(staff.get(moved.url))


def test_an_end_after_midnight_is_of_the_next_day(staff):
    add(staff, opens="22:30", closes="00:30")
    session = Session.objects.get()
    assert session.ends - session.starts == timedelta(hours=2)


def test_an_end_before_its_start_is_refused(staff):
    assert "prima dell'inizio" in errors(add(staff, opens="16:00", closes="14:00"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slug": "archivio"}, "parte del calendario"),
        ({"steps": "S10\nS99"}, "S99"),
        ({"sessions-0-room_url": "ftp://stanza.invalid/x"}, "https://"),
        ({"sessions-0-opens": ""}, "a che ora comincia"),
        ({"title": "a\0b"}, "caratteri null"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(staff, changes, sentence):
    opens = changes.pop("sessions-0-opens", "14:30")
    answer = add(staff, opens=opens, **changes)
    assert sentence in errors(answer)
    assert not Event.objects.exists()


def test_saving_a_form_as_it_was_moves_and_tells_nothing(staff):
    session = SessionFactory(capacity=3)
    PlaceFactory(session=session)
    before = Session.objects.values().get()
    assert save(staff, session.event).status_code == 302
    assert Session.objects.values().get() == before
    assert not OutboxMail.objects.exists()


def test_a_new_hour_is_asked_about_before_it_is_told(staff):
    session = SessionFactory()
    PlaceFactory.create_batch(3, session=session)
    answer = save(staff, session.event, **{"sessions-0-opens": "11:15"})
    assert "Saranno avvisate 3 persone" in words(answer)
    assert "11:15-13:00" in words(answer)
    assert Session.objects.get().starts == session.starts
    assert not OutboxMail.objects.exists()
    assert confirm(staff, answer).status_code == 302
    assert Session.objects.get().starts > session.starts
    assert OutboxMail.objects.filter(key__startswith="events:changed:").count() == 3


def test_a_misprint_in_the_place_is_corrected_without_telling(staff):
    session = SessionFactory()
    PlaceFactory(session=session)
    answer = save(staff, session.event, venue="Sala consiliare grande")
    assert confirm(staff, answer, "no").status_code == 302
    assert Event.objects.get().venue == "Sala consiliare grande"
    assert not OutboxMail.objects.exists()


def test_a_better_title_asks_nothing(staff):
    session = SessionFactory()
    PlaceFactory(session=session)
    assert save(staff, session.event, title="Il titolo giusto").status_code == 302
    assert Event.objects.get().title == "Il titolo giusto"
    assert not OutboxMail.objects.exists()


def test_more_places_go_to_who_waits_once_confirmed(staff):
    session = SessionFactory(capacity=1, acceptance_hours=0)
    PlaceFactory(session=session)
    waiting = PlaceFactory(session=session, waiting=True)
    answer = save(staff, session.event, **{"sessions-0-capacity": "2"})
    assert "Una persona in lista d'attesa riceverà un posto" in words(answer)
    waiting.refresh_from_db()
    assert waiting.status == Place.Status.WAITING
    confirm(staff, answer)
    waiting.refresh_from_db()
    assert waiting.status == Place.Status.CONFIRMED


def test_a_session_with_people_is_not_taken_away(staff):
    session = SessionFactory()
    PlaceFactory(session=session)
    answer = save(staff, session.event, **{"sessions-0-DELETE": "on"})
    assert "segnatela come annullata" in words(answer)
    assert Session.objects.exists()


def test_the_session_has_its_own_form_with_speakers(staff):
    session, speaker = SessionFactory(), SpeakerFactory()
    answer = save(
        staff,
        session,
        **{
            "contributions-TOTAL_FORMS": "1",
            "contributions-0-speaker": str(speaker.pk),
            "contributions-0-role": "relatore",
            "contributions-0-position": "1",
            "summary": "Che cosa si **fa**.",
        },
    )
    assert answer.status_code == 302
    session.refresh_from_db()
    assert session.contributions.get().speaker == speaker
    assert "<strong>fa</strong>" in session.summary_html


def test_publishing_needs_a_session(staff):
    event = EventFactory(draft=True)
    answer = staff.post(reverse("admin:events_event_status", args=[event.pk, "pubblica"]))
    assert "almeno una sessione" in words(answer)
    SessionFactory(event=event)
    staff.post(reverse("admin:events_event_status", args=[event.pk, "pubblica"]))
    event.refresh_from_db()
    assert event.status == Event.Status.PUBLISHED


def test_cancelling_needs_a_reason_and_tells_everybody(staff):
    session = SessionFactory()
    PlaceFactory.create_batch(2, session=session)
    url = reverse("admin:events_event_status", args=[session.event.pk, "annulla"])
    assert "Saranno avvisate 2 persone" in words(staff.get(url))
    assert "Scrivete il motivo" in words(staff.post(url))
    assert not OutboxMail.objects.exists()
    staff.post(url, {"note": "La sala è allagata."})
    assert Event.objects.get().status == Event.Status.CANCELLED
    assert OutboxMail.objects.filter(text__contains="La sala è allagata.").count() == 2


def test_what_has_registrations_does_not_go_back_to_draft_nor_away(staff):
    session = SessionFactory()
    PlaceFactory(session=session)
    staff.post(reverse("admin:events_event_status", args=[session.event.pk, "bozza"]))
    staff.post(address(session.event, "delete"), {"post": "yes"})
    assert Event.objects.get().status == Event.Status.PUBLISHED


def test_a_draft_nobody_saw_can_be_deleted(staff):
    event = EventFactory(draft=True)
    SessionFactory(event=event)
    staff.post(address(event, "delete"), {"post": "yes"})
    assert not Event.objects.exists()


def test_an_event_is_copied_to_another_city_in_one_action(staff):
    event = EventFactory(title="Ascoltare gli utenti a Bari", slug="ascoltare-bari")
    winter = date(2027, 2, 9)
    morning = SessionFactory(event=event, day=winter)
    SessionFactory(event=event, lab=True, day=winter + timedelta(days=1))
    morning.contributions.create(speaker=SpeakerFactory(), title="Il questionario")
    QuestionFactory(event=event, need=True)
    PlaceFactory(session=morning)
    url = reverse("admin:events_event_duplicate", args=[event.pk])
    staff.post(url, {"city": "Catanzaro", "region_code": "18", "day": "2027-06-15"})
    copy = Event.objects.exclude(pk=event.pk).get()
    assert copy.title == "Ascoltare gli utenti a Catanzaro"
    assert copy.slug == "ascoltare-gli-utenti-a-catanzaro"
    assert (copy.status, copy.region_code, copy.venue) == (Event.Status.DRAFT, "18", "")
    first, second = copy.sessions.order_by("day")
    assert first.starts == moments.to_utc(date(2027, 6, 15), time(10))
    assert second.day == date(2027, 6, 16)
    assert second.capacity == 2
    assert first.contributions.get().title == "Il questionario"
    assert copy.questions.get().is_need
    assert not copy.registrations.exists()
    assert copy.uid != event.uid
    assert first.uid != morning.uid


def test_a_copy_of_a_copy_has_an_address_of_its_own(staff):
    event = SessionFactory(event__title="Laboratorio", event__city="Bari").event
    url = reverse("admin:events_event_duplicate", args=[event.pk])
    for _ in range(2):
        staff.post(url, {"city": "Lecce", "region_code": "16", "day": in_days(60).isoformat()})
    slugs = Event.objects.exclude(pk=event.pk).values_list("slug", flat=True)
    assert sorted(slugs) == ["laboratorio-lecce", "laboratorio-lecce-2"]


def test_a_colleagues_work_is_not_written_over(staff):
    event = SessionFactory().event
    form = filled(staff, event)
    save(staff, event, title="Della collega")
    answer = staff.post(address(event), form | {"title": "Mio"})
    assert "ha salvato questo testo" in words(answer)
    assert Event.objects.get().title == "Della collega"
