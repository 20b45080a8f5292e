# SPDX-License-Identifier: AGPL-3.0-or-later
"""A week, a day and an hour before; once each, and never for what is off."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail as sent_mail
from django.utils import timezone

from events import mail_checks
from events.actions import publishing
from events.actions import registration as actions
from events.actions.reminders import send_reminders
from events.models import Event, Place
from migliorapa.core import outbox
from migliorapa.core.moments import ROME
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.events import PlaceFactory, SessionFactory, in_days

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=60)


def place_in(session, **more):
    return PlaceFactory(session=session, changed=LONG_AGO, **more)


def kinds():
    keys = OutboxMail.objects.filter(key__startswith="events:remind:").order_by("pk")
    return [key.split(":")[2] for key in keys.values_list("key", flat=True)]


def starting_in(**lead):
    starts = timezone.now() + timedelta(**lead)
    return SessionFactory(starts=starts, day=timezone.localdate(starts), ends=None)


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ({"days": 8}, []),
        ({"days": 6, "hours": 23}, ["week"]),
        ({"days": 3}, []),
        ({"hours": 23}, ["day"]),
        ({"hours": 11}, []),
        ({"minutes": 55}, ["hour"]),
        ({"minutes": 25}, []),
    ],
)
def test_a_reminder_leaves_in_its_window_and_never_late(lead, expected):
    place_in(starting_in(**lead))
    send_reminders()
    assert kinds() == expected


def test_each_reminder_is_sent_once():
    place_in(starting_in(hours=23))
    assert [send_reminders() for _ in range(3)] == [1, 0, 0]


def test_without_a_time_people_are_reminded_the_morning_before():
    session = SessionFactory(without_time=True, day=in_days(10))
    place_in(session)
    eve = session.day - timedelta(days=1)
    at = [datetime.combine(eve, time(hour), ROME) for hour in (8, 9, 10)]
    assert [send_reminders(moment) for moment in at] == [0, 1, 0]
    assert "orario da definire" in OutboxMail.objects.get().text


def test_whoever_got_the_place_later_has_just_had_all_of_it():
    PlaceFactory(session=starting_in(hours=23), changed=timezone.now())
    assert send_reminders() == 0


@pytest.mark.parametrize("status", ["pending", "waiting", "offered", "cancelled"])
def test_only_who_has_the_place_is_reminded(status):
    place_in(starting_in(hours=23), **{status: True})
    assert send_reminders() == 0


@pytest.mark.parametrize("status", [Event.Status.POSTPONED, Event.Status.CANCELLED])
def test_what_does_not_take_place_has_no_reminder(status):
    place_in(starting_in(hours=23))
    Event.objects.update(status=status)
    assert send_reminders() == 0


def test_an_event_cancelled_while_the_reminder_is_in_the_queue_sends_none():
    session = starting_in(hours=23)
    place = place_in(session)
    send_reminders()
    publishing.set_status(event=session.event, status=Event.Status.CANCELLED)
    outbox.deliver_due()
    left = [mail.subject for mail in sent_mail.outbox if mail.to == [place.registration.email]]
    assert len(left) == 1
    assert "Annullato" in left[0]


def test_a_place_given_up_while_the_reminder_is_in_the_queue_sends_none():
    place = place_in(starting_in(hours=23))
    send_reminders()
    actions.cancel_places(registration=place.registration)
    outbox.deliver_due()
    assert ["Posto annullato" in mail.subject for mail in sent_mail.outbox] == [True]


def test_a_worker_that_slept_sends_no_stale_reminder():
    session = starting_in(minutes=55)
    place = place_in(session)
    send_reminders()
    argument = OutboxMail.objects.get(key__startswith="events:remind").argument
    assert mail_checks.reminder_holds(argument)
    late = session.starts - timedelta(minutes=20)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: late)
        assert not mail_checks.reminder_holds(argument)
    assert place.status == Place.Status.CONFIRMED


def test_an_event_that_moves_is_reminded_of_its_new_day():
    session = starting_in(hours=23)
    place_in(session)
    send_reminders()
    session.starts += timedelta(days=7)
    session.save()
    publishing.refresh(session.event)
    assert send_reminders(session.starts - timedelta(hours=23)) == 1
    assert kinds() == ["day", "day"]


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
def test_the_reminder_without_a_time_is_at_nine_of_rome_also_when_clocks_change(day):
    session = SessionFactory(without_time=True, day=datetime.fromisoformat(day).date())
    opens, _ = mail_checks.reminder_window(session, "day")
    assert (opens.astimezone(ROME).hour, opens.date()) == (9, session.day - timedelta(days=1))
