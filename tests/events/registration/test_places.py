# SPDX-License-Identifier: AGPL-3.0-or-later
"""The queue: who moves up, when, and who is kept back."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.actions import publishing, seats
from events.actions import registration as actions
from events.models import Event, Place
from events.selectors import availability
from tests.events.registration.people import (
    arrive,
    arrive_many,
    lapse,
    mails_to,
    statuses,
    subjects,
)
from tests.factories.events import EventFactory, PlaceFactory, SessionFactory, in_days

pytestmark = pytest.mark.django_db
GIULIA = "giulia@esempio.invalid"


def fresh(place) -> Place:
    place.refresh_from_db()
    return place


def test_a_place_given_up_is_offered_to_the_first_in_the_queue():
    session = SessionFactory(capacity=2)
    first, *_ = arrive_many(session, 4)
    actions.cancel_places(registration=first.registration)
    assert statuses(session) == ["cancelled", "confirmed", "offered", "waiting"]


def test_an_offer_holds_its_place_against_newcomers():
    session = SessionFactory(capacity=1)
    first, second = arrive_many(session, 2)
    actions.cancel_places(registration=first.registration)
    assert arrive(session).status == Place.Status.WAITING
    assert fresh(second).status == Place.Status.OFFERED


def test_an_offer_accepted_is_a_place_and_accepting_twice_is_one_mail():
    session = SessionFactory(capacity=1)
    first, second = arrive_many(session, 2)
    actions.cancel_places(registration=first.registration)
    for _ in range(2):
        actions.accept_offer(registration=second.registration, session=session)
    assert fresh(second).status == Place.Status.CONFIRMED
    assert subjects(second.registration.email).count("Posto confermato") == 1


def test_an_offer_accepted_too_late_is_refused_and_goes_on():
    session = SessionFactory(capacity=1)
    first, second, third = arrive_many(session, 3)
    actions.cancel_places(registration=first.registration)
    lapse(second)
    with pytest.raises(ValidationError, match="scaduto"):
        actions.accept_offer(registration=second.registration, session=session)
    assert actions.expire_offers() == 1
    assert fresh(second).status == Place.Status.EXPIRED
    assert fresh(third).status == Place.Status.OFFERED
    with pytest.raises(ValidationError, match="non è più offerto"):
        actions.accept_offer(registration=second.registration, session=session)


def test_an_offer_declined_goes_to_the_next():
    session = SessionFactory(capacity=1)
    first, second, third = arrive_many(session, 3)
    actions.cancel_places(registration=first.registration)
    actions.decline_offer(registration=second.registration, session=session)
    assert fresh(second).status == Place.Status.CANCELLED
    assert fresh(third).status == Place.Status.OFFERED


def test_nobody_takes_the_offer_made_to_another():
    session = SessionFactory(capacity=1)
    first, second, third = arrive_many(session, 3)
    actions.cancel_places(registration=first.registration)
    with pytest.raises(ValidationError, match="non è più offerto"):
        actions.accept_offer(registration=third.registration, session=session)
    assert fresh(second).status == Place.Status.OFFERED


def test_cancelling_twice_frees_one_place():
    session = SessionFactory(capacity=2)
    first, *_ = arrive_many(session, 5)
    assert actions.cancel_places(registration=first.registration) == 1
    assert actions.cancel_places(registration=first.registration) == 0
    assert statuses(session).count("offered") == 1
    assert subjects(first.registration.email).count("Posto annullato") == 1


def test_who_registers_again_goes_to_the_end():
    session = SessionFactory(capacity=1)
    first, _second, _third = arrive_many(session, 3)
    actions.cancel_places(registration=first.registration)
    actions.add_sessions(registration=first.registration, sessions=[session])
    assert fresh(first).number == 4
    assert statuses(session) == ["offered", "waiting", "waiting"]


def test_only_the_sessions_named_are_given_up():
    event = EventFactory()
    morning, lab = SessionFactory(event=event), SessionFactory(event=event, lab=True)
    registration = arrive(morning).registration
    actions.add_sessions(registration=registration, sessions=[lab])
    actions.cancel_places(registration=registration, sessions=[lab])
    assert (statuses(morning), statuses(lab)) == (["confirmed"], ["cancelled"])


def test_a_place_in_what_has_begun_is_not_given_up():
    event = EventFactory()
    begun, later = SessionFactory(event=event, begun=True), SessionFactory(event=event)
    place = PlaceFactory(session=begun)
    other = PlaceFactory(session=later, registration=place.registration)
    with pytest.raises(ValidationError, match="già cominciata"):
        actions.cancel_places(registration=place.registration, sessions=[begun])
    assert actions.cancel_places(registration=place.registration) == 1
    assert (fresh(place).status, fresh(other).status) == ("confirmed", "cancelled")


def test_one_administration_does_not_fill_a_lab():
    session = SessionFactory(lab=True, capacity=4, per_administration=2)
    for n in range(3):
        arrive(session, f"bari{n}@esempio.invalid", administration_name="Comune di Bari")
    assert statuses(session) == ["confirmed", "confirmed", "waiting"]
    assert arrive(session, administration_name="Comune di Lecce").status == "confirmed"


def test_two_spellings_of_one_administration_share_its_cap():
    session = SessionFactory(lab=True, capacity=4, per_administration=1)
    arrive(session, "a@esempio.invalid", administration_name="Comune di Nardò")
    assert arrive(session, administration_name="COMUNE  di nardo").status == "waiting"


def test_who_waits_behind_a_capped_administration_is_not_kept_back_by_it():
    session = SessionFactory(lab=True, capacity=3, per_administration=2)
    bari = [
        arrive(session, f"bari{n}@esempio.invalid", administration_name="Comune di Bari")
        for n in range(3)
    ]
    lecce = [
        arrive(session, f"lecce{n}@esempio.invalid", administration_name="Comune di Lecce")
        for n in range(2)
    ]
    assert [fresh(place).status for place in (*bari, *lecce)] == [
        *("confirmed", "confirmed", "waiting"),
        *("confirmed", "waiting"),
    ]
    actions.cancel_places(registration=lecce[0].registration)
    assert fresh(bari[2]).status == "waiting"
    assert fresh(lecce[1]).status == "offered"
    actions.cancel_places(registration=bari[0].registration)
    assert fresh(bari[2]).status == "offered"


def test_places_free_for_others_are_told_as_free():
    session = SessionFactory(lab=True, capacity=3, per_administration=1)
    for n in range(2):
        arrive(session, f"bari{n}@esempio.invalid", administration_name="Comune di Bari")
    assert str(availability([session])[session.pk]) == "2 posti liberi"


def test_more_places_go_to_who_waits_and_fewer_send_nobody_away():
    session = SessionFactory(capacity=2, acceptance_hours=0)
    arrive_many(session, 5)
    actions.change_capacity(session=session, capacity=4)
    assert statuses(session) == ["confirmed"] * 4 + ["waiting"]
    session = actions.change_capacity(session=session, capacity=1)
    assert statuses(session).count("confirmed") == 4
    assert str(availability([session])[session.pk]).startswith("al completo")


def test_the_deadline_of_an_offer_leaves_time_before_the_start():
    tomorrow = SessionFactory(capacity=1, day=in_days(1), at=time(12))
    first, second = arrive_many(tomorrow, 2)
    actions.cancel_places(registration=first.registration)
    second = fresh(second)
    assert second.offered_until <= tomorrow.starts - seats.LAST_OFFER_BEFORE_START


def test_a_place_that_frees_itself_at_the_last_moment_is_given_without_asking():
    starts = timezone.now() + timedelta(hours=2, minutes=30)
    session = SessionFactory(capacity=1, starts=starts, ends=None)
    first, second = arrive_many(session, 2)
    actions.cancel_places(registration=first.registration)
    assert fresh(second).status == Place.Status.CONFIRMED


def test_the_queue_moves_also_after_the_registrations_are_closed():
    session = SessionFactory(capacity=1)
    first, second = arrive_many(session, 2)
    Event.objects.filter(pk=session.event.pk).update(
        registration_closes=timezone.now() - timedelta(hours=1)
    )
    actions.cancel_places(registration=first.registration)
    assert fresh(second).status == Place.Status.OFFERED
    actions.accept_offer(registration=second.registration, session=session)
    assert fresh(second).status == Place.Status.CONFIRMED


@pytest.mark.parametrize("status", [Event.Status.CANCELLED, Event.Status.POSTPONED])
def test_nobody_is_offered_a_place_in_what_does_not_take_place(status):
    session = SessionFactory(capacity=1)
    first, second = arrive_many(session, 2)
    publishing.set_status(event=session.event, status=status)
    actions.cancel_places(registration=first.registration)
    assert fresh(second).status == Place.Status.WAITING


def test_offers_of_a_cancelled_event_do_not_lapse_into_mails():
    session = SessionFactory(capacity=1)
    first, second = arrive_many(session, 2)
    actions.cancel_places(registration=first.registration)
    lapse(second)
    publishing.set_status(event=session.event, status=Event.Status.CANCELLED)
    before = mails_to(second.registration.email).count()
    assert actions.expire_offers() == 0
    assert mails_to(second.registration.email).count() == before


def test_the_sweep_gives_places_freed_by_any_other_way():
    session = SessionFactory(capacity=2, acceptance_hours=0)
    first, *_ = arrive_many(session, 4)
    first.registration.delete()
    assert actions.refill_all() == 1
    assert statuses(session) == ["confirmed", "confirmed", "waiting"]
    assert actions.refill_all() == 0


def test_a_registration_costs_the_same_whoever_is_there():
    session = SessionFactory(capacity=1)
    counts = []
    for people in (1, 10):
        arrive_many(session, people)
        with CaptureQueriesContext(connection) as seen:
            arrive(session, f"nuova{people}@esempio.invalid")
        counts.append(len(seen))
    assert counts[0] == counts[1]
