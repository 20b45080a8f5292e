# SPDX-License-Identifier: AGPL-3.0-or-later
"""After the retention nothing in the database tells who was there; the counts do."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from events import head_counts, notifications
from events.actions import certificates, follow_up, presence, retention
from events.actions import registration as actions
from events.models import (
    Certificate,
    Event,
    Figure,
    Need,
    Place,
    Presence,
    PresenceChange,
    Registration,
    Session,
    StaffMessage,
)
from migliorapa.core import outbox
from migliorapa.core.outbox.models import OutboxMail
from tests.events.registration.people import details
from tests.factories.events import (
    EventFactory,
    PlaceFactory,
    QuestionFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Zelinda Unicorni-Città", "zelinda.unicorni@esempio.invalid"


def tables_that_tell(*needles) -> list[str]:
    """Every table of the database with a row in which one of the words is found."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            for needle in needles:
                cursor.execute(
                    f"SELECT 1 FROM {quoted} AS r WHERE r::text ILIKE %s LIMIT 1", [f"%{needle}%"]
                )
                if cursor.fetchone():
                    found.append(f"{table}: {needle}")
    return found


def grow_old(event, days=None):
    days = settings.EVENT_RETENTION_DAYS + 1 if days is None else days
    Event.objects.filter(pk=event.pk).update(last_day=timezone.localdate() - timedelta(days=days))


@pytest.fixture
def lived(redazione):
    """An event somebody went through from the registration to the certificate."""
    session = SessionFactory()
    question = QuestionFactory(event=session.event, need=True)
    registration = actions.register(
        event=session.event,
        sessions=[session],
        email=EMAIL,
        answers={question: "Non sappiamo come scegliere il campione"},
        **details(name=NAME, access_needs="Sottotitoli", shares_contact=True),
    )
    actions.confirm_email(registration=registration)
    place = registration.places.get()
    message = StaffMessage.objects.create(event=session.event, subject="Sala", body="Aula 2")
    notifications.message(message)
    for row, kind in ((registration, Registration), (session.event, Event)):
        LogEntry.objects.create(
            user=redazione,
            content_type=ContentType.objects.get_for_model(kind),
            object_id=str(row.pk),
            object_repr=str(row)[:200],
            action_flag=CHANGE,
            change_message=[{"changed": {"name": "iscrizione", "object": NAME}}],
        )
    ends = timezone.now() - timedelta(days=2.5)
    Session.objects.update(
        day=timezone.localdate(ends), starts=ends - timedelta(hours=2), ends=ends
    )
    Event.objects.update(last_day=timezone.localdate(ends))
    there = presence.mark_present(place, source=Presence.Source.CHECK_IN, actor=redazione)
    presence.correct(there, actor=redazione, reason="Uscita prima", minutes=60)
    certificates.issue_all()
    follow_up.thank()
    outbox.deliver_due(limit=2)
    return session.event


def test_nothing_personal_is_left_anywhere_in_the_database(lived):
    words = (NAME, "Zelinda", EMAIL)
    assert len(tables_that_tell(*words)) > 3
    grow_old(lived)
    assert retention.forget() == 1
    assert tables_that_tell(*words) == []
    assert not PresenceChange.objects.exists()


def test_what_is_of_nobody_stays(client, lived):
    code = Certificate.objects.get().code
    grow_old(lived)
    retention.forget()
    need = Need.objects.get()
    assert (need.registration, need.region_code) == (None, "16")
    assert "campione" in need.text
    assert "È valido" in client.get(f"/eventi/attestati/{code}/").text
    figure = Figure.objects.get()
    assert (figure.region_code, figure.administration_type) == ("16", "comune")
    assert (figure.channel, figure.registered, figure.present) == ("presenza", 1, 1)


def test_forgetting_again_changes_nothing(lived):
    grow_old(lived)
    retention.forget()
    before = list(Figure.objects.values())
    assert retention.forget() == 0
    assert retention.forget_event(lived.pk) == 0
    assert list(Figure.objects.values()) == before


def test_mails_that_left_are_not_told_anew(lived):
    closed = OutboxMail.objects.exclude(status=OutboxMail.Status.QUEUED).count()
    assert closed == 2
    grow_old(lived)
    retention.forget()
    assert OutboxMail.objects.filter(key__startswith="events:").count() == closed
    assert not OutboxMail.objects.exclude(text="").exists()


@pytest.mark.parametrize(("days", "gone"), [(180, 0), (181, 1)])
def test_people_are_kept_as_long_as_the_privacy_page_says(client, days, gone):
    place = PlaceFactory(session=SessionFactory(past=True))
    grow_old(place.session.event, days)
    assert retention.forget() == gone
    assert "Passati 180 giorni" in client.get("/privacy/").text


def test_other_events_of_the_same_person_are_untouched():
    old, new = SessionFactory(past=True), SessionFactory()
    for session in (old, new):
        registration = RegistrationFactory(event=session.event, email=EMAIL)
        place = PlaceFactory(session=session, registration=registration)
        notifications.placed(place)
    grow_old(old.event)
    assert retention.forget() == 1
    assert Registration.objects.get().event == new.event
    assert OutboxMail.objects.get(to=EMAIL).key == f"events:place:{place.pk}:{place.revision}"


def test_who_was_counted_and_who_was_not():
    session = SessionFactory(past=True)
    came, _, walked_in = (PlaceFactory(session=session) for _ in range(3))
    PlaceFactory(session=session, waiting=True)
    PlaceFactory(session=session, pending=True)
    Place.objects.filter(pk=walked_in.pk).update(status=Place.Status.CANCELLED)
    for place in (came, walked_in):
        presence.mark_present(place, source=Presence.Source.CHECK_IN)
    count = head_counts.counts([session])[session.pk, "16", "comune", "presenza"]
    assert (count.registered, count.present) == (3, 2)


@pytest.mark.parametrize(
    ("event", "source", "channel"),
    [
        ({"is_online": True, "city": ""}, None, "online"),
        ({"is_online": True, "city": "Bari"}, Presence.Source.JOIN, "online"),
        ({"is_online": True, "city": "Bari"}, Presence.Source.CHECK_IN, "presenza"),
        ({"is_online": False, "city": "Bari"}, None, "presenza"),
    ],
)
def test_the_channel_of_a_meeting_held_both_ways_is_told_by_the_presence(event, source, channel):
    session = Session(event=EventFactory.build(**event))
    assert head_counts.channel_of(session, source) == channel
