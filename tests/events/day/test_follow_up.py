# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails after an event: to whom, when, once, and with what in them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import certificates, follow_up, presence
from events.actions import registration as actions
from events.models import Event, Place, Presence, Registration, Session
from migliorapa.core import outbox
from migliorapa.core.outbox.models import OutboxMail
from tests.factories.events import EventFactory, PlaceFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


def ended(days_ago, **more) -> Session:
    """Of an event that ended so many days ago, to the minute."""
    session = SessionFactory(past=True, **more)
    ends = timezone.now() - timedelta(days=days_ago)
    starts = ends - timedelta(hours=2)
    Session.objects.filter(pk=session.pk).update(
        day=timezone.localdate(starts), starts=starts, ends=ends
    )
    Event.objects.filter(pk=session.event_id).update(last_day=timezone.localdate(ends))
    session.refresh_from_db()
    return session


def there(session) -> Place:
    place = PlaceFactory(session=session)
    presence.mark_present(place, source=Presence.Source.CHECK_IN)
    return place


def willing(session, email, topics=("questionario",), **more) -> Registration:
    registration = RegistrationFactory(
        event=session.event, email=email, shares_contact=True, shared_topics=list(topics), **more
    )
    PlaceFactory(session=session, registration=registration)
    return registration


def mail_to(registration):
    return OutboxMail.objects.get(to=registration.email)


def test_who_was_there_is_thanked_once_with_certificate_and_questionnaire(mailoutbox):
    place, absent = there(ended(1.01)), PlaceFactory
    absent(session=place.session)
    certificates.issue_all()
    assert (follow_up.thank(), follow_up.thank()) == (1, 0)
    text = mail_to(place.registration).text
    assert "/eventi/attestato/" in text
    assert "/eventi/questionario/" in text
    outbox.deliver_due()
    assert [mail.to for mail in mailoutbox] == [[place.registration.email]]
    assert follow_up.thank() == 0


@pytest.mark.parametrize(("days", "mails"), [(0.98, 0), (1.01, 1), (9.9, 1), (10.1, 0)])
def test_thanks_come_a_day_after_and_never_too_late(days, mails):
    there(ended(days))
    assert follow_up.thank() == mails


def test_an_event_goes_on_until_its_last_session_ends():
    place = there(ended(1.5))
    SessionFactory(event=place.session.event)
    assert follow_up.thank() == 0


def test_a_cancelled_event_thanks_nobody():
    place = there(ended(1.5))
    Event.objects.filter(pk=place.session.event_id).update(status=Event.Status.CANCELLED)
    assert follow_up.thank() == 0


def test_who_agreed_on_a_topic_learns_of_the_others_and_of_nobody_else():
    session = ended(2.1, event=EventFactory(topics=["questionario", "campione"]))
    anna = willing(session, "anna@a.invalid", name="Anna Uno")
    bruno = willing(session, "bruno@b.invalid", name="Bruno Due")
    carla = willing(session, "carla@c.invalid", ["campione"], name="Carla Tre")
    silent = PlaceFactory(session=session).registration
    assert (follow_up.introduce(), follow_up.introduce()) == (2, 0)
    text = mail_to(anna).text
    for told in ("Bruno Due", bruno.administration_name, "bruno@b.invalid"):
        assert told in text
    for other in ("Carla", "carla@c.invalid", silent.email):
        assert other not in text
    assert not OutboxMail.objects.filter(to__in=[carla.email, silent.email]).exists()


def test_nobody_is_put_in_touch_before_two_days_or_without_a_place():
    early = ended(1.9)
    willing(early, "a@a.invalid")
    willing(early, "b@b.invalid")
    late = ended(2.1)
    willing(late, "c@c.invalid")
    gone = willing(late, "d@d.invalid")
    gone.places.update(status=Place.Status.CANCELLED)
    assert follow_up.introduce() == 0


def test_consent_taken_back_before_the_mail_leaves_keeps_the_name_out(mailoutbox):
    session = ended(2.1)
    anna = willing(session, "anna@a.invalid", name="Anna Uno")
    willing(session, "bruno@b.invalid", name="Bruno Due")
    carla = willing(session, "carla@c.invalid", name="Carla Tre")
    assert follow_up.introduce() == 3
    actions.withdraw_contact(registration=carla)
    assert follow_up.introduce() == 2
    outbox.deliver_due()
    assert {address for mail in mailoutbox for address in mail.to} == {
        *("anna@a.invalid", "bruno@b.invalid")
    }
    assert not any("Carla" in mail.body for mail in mailoutbox)
    assert anna.shares_contact


def test_a_mail_for_renewed_links_does_not_leave(mailoutbox):
    place = there(ended(1.1))
    follow_up.thank()
    actions.renew_links(registration=place.registration)
    outbox.deliver_due()
    assert mailoutbox == []


def test_looking_for_what_to_send_costs_the_same_for_two_and_for_six(django_assert_max_num_queries):
    for number in (2, 6):
        session = ended(2.1)
        for n in range(number):
            willing(session, f"p{session.pk}-{n}@a.invalid")
        with django_assert_max_num_queries(14):
            follow_up.introduce()
