# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who registers, once, and when it counts."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.actions import publishing
from events.actions import registration as actions
from events.models import Event, Need, Place, Registration
from tests.events.registration.people import arrive, arrive_many, details, statuses, subjects
from tests.factories.events import EventFactory, QuestionFactory, SessionFactory

pytestmark = pytest.mark.django_db
GIULIA = "giulia@esempio.invalid"


def register(session, email=GIULIA, **more):
    return actions.register(event=session.event, sessions=[session], email=email, **details(**more))


def test_a_visitor_has_no_place_before_the_mail_says_so():
    session = SessionFactory(capacity=1)
    registration = register(session)
    assert statuses(session) == ["pending"]
    arrive(session, "altra@esempio.invalid")
    actions.confirm_email(registration=registration)
    assert registration.places.get().status == Place.Status.WAITING


def test_who_is_signed_in_has_the_place_at_once(bari):
    session = SessionFactory(capacity=1)
    registration = register(session, bari.email, user=bari)
    assert registration.confirmed
    assert registration.places.get().status == Place.Status.CONFIRMED
    assert subjects(bari.email) == ["Posto confermato"]


def test_confirming_twice_changes_nothing():
    session = SessionFactory(capacity=1)
    registration = register(session)
    actions.confirm_email(registration=registration)
    first = registration.places.get()
    actions.confirm_email(registration=registration)
    assert (first.number, first.revision) == (1, registration.places.get().revision)
    assert subjects(GIULIA) == ["Confermate la vostra iscrizione", "Posto confermato"]


@pytest.mark.parametrize(
    "spelling",
    ["GIULIA@esempio.invalid", "giulia+eventi@Esempio.invalid", " giulia@ESEMPIO.INVALID"],
)
def test_two_spellings_of_one_mailbox_are_one_registration(spelling):
    session = SessionFactory()
    arrive(session)
    register(session, spelling)
    assert Registration.objects.count() == 1
    assert Place.objects.count() == 1


def test_sending_the_form_twice_is_one_registration_and_one_mail():
    session = SessionFactory()
    register(session)
    register(session)
    assert Registration.objects.count() == Place.objects.count() == 1
    assert subjects(GIULIA) == ["Confermate la vostra iscrizione"]


def test_a_visitor_cannot_overwrite_a_confirmed_registration():
    session, other = (SessionFactory(event=event) for event in [EventFactory()] * 2)
    arrive(session)
    again = actions.register(
        event=session.event,
        sessions=[other],
        email=GIULIA,
        **details(name="Chi Altro", administration_name="Comune di Altrove"),
    )
    again.refresh_from_db()
    assert (again.name, again.administration_name) == ("Giulia Neri", "Comune di Collesereno")
    assert not other.places.exists()
    assert subjects(GIULIA)[-1] == "Siete già iscritti"


def test_the_owner_of_a_registration_hears_of_others_once_a_day():
    session = SessionFactory()
    arrive(session)
    for _ in range(3):
        register(session)
    assert subjects(GIULIA).count("Siete già iscritti") == 1


def test_a_profile_takes_over_what_the_same_address_did_as_a_visitor(bari):
    session = SessionFactory()
    arrive(session, bari.email)
    assert register(session, bari.email, user=bari).user == bari
    assert Place.objects.count() == 1


def test_a_profile_does_not_take_over_the_registration_of_a_similar_address(bari):
    session = SessionFactory()
    arrive(session, "bari+segreto@esempio.invalid")
    register(session, bari.email, user=bari, name="Anna Esposito")
    assert Registration.objects.get().user is None
    assert Registration.objects.get().name == "Giulia Neri"


def test_a_new_try_before_confirming_replaces_the_first_one():
    event = EventFactory()
    morning, lab = SessionFactory(event=event), SessionFactory(event=event, lab=True)
    register(morning)
    registration = register(lab, name="Giulia Bianchi")
    actions.confirm_email(registration=registration)
    registration.refresh_from_db()
    assert registration.name == "Giulia Bianchi"
    assert [place.session for place in registration.places.all()] == [lab]


def test_for_whom_a_confirmed_person_works_stays(bari):
    session = SessionFactory()
    register(session, bari.email, user=bari)
    register(session, bari.email, user=bari, administration_name="Un altro ente")
    assert Registration.objects.get().administration_name == "Comune di Collesereno"


def test_needs_reach_the_listening_only_when_the_person_is_certain():
    session = SessionFactory()
    first, second = (QuestionFactory(event=session.event, need=True) for _ in range(2))
    plain = QuestionFactory(event=session.event)
    registration = actions.register(
        event=session.event,
        sessions=[session],
        email=GIULIA,
        answers={first: "Pochi rispondono.", second: "Non so fare il campione.", plain: "In treno"},
        **details(),
    )
    assert not Need.objects.exists()
    actions.confirm_email(registration=registration)
    need = Need.objects.get()
    assert need.text == "Pochi rispondono.\n\nNon so fare il campione."
    assert (need.region_code, need.topics) == ("16", ["questionario"])


def test_nobody_registers_for_what_has_begun_or_is_cancelled():
    event = EventFactory()
    begun = SessionFactory(event=event, begun=True)
    cancelled = SessionFactory(event=event, is_cancelled=True)
    SessionFactory(event=event)
    for session, word in ((begun, "cominciata"), (cancelled, "annullata")):
        with pytest.raises(ValidationError, match=word):
            register(session)
    assert not Registration.objects.exists()


def test_a_session_of_another_event_cannot_be_chosen():
    session, elsewhere = SessionFactory(), SessionFactory()
    with pytest.raises(ValidationError, match="almeno una sessione"):
        actions.register(event=session.event, sessions=[elsewhere], email=GIULIA, **details())


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"status": Event.Status.CANCELLED}, "annullato"),
        ({"status": Event.Status.POSTPONED}, "rinviato"),
        ({"status": Event.Status.DRAFT}, "non serve"),
        ({"takes_registrations": False}, "non serve"),
        ({"registration_opens": timezone.now() + timedelta(hours=1)}, "non sono ancora"),
        ({"registration_closes": timezone.now() - timedelta(hours=1)}, "chiuse"),
    ],
)
def test_registration_follows_the_state_of_the_event(change, word):
    session = SessionFactory()
    Event.objects.filter(pk=session.event.pk).update(**change)
    with pytest.raises(ValidationError, match=word):
        register(session)


def test_an_event_cancelled_in_the_meantime_gives_no_place_at_confirmation():
    session = SessionFactory()
    registration = register(session)
    publishing.set_status(event=session.event, status=Event.Status.CANCELLED)
    with pytest.raises(ValidationError, match="annullato"):
        actions.confirm_email(registration=registration)
    assert statuses(session) == ["pending"]


def test_a_full_session_without_a_waiting_list_says_no():
    session = SessionFactory(capacity=1, has_waiting_list=False)
    arrive_many(session, 1)
    place = arrive(session)
    assert (place.status, place.number) == (Place.Status.CANCELLED, None)
    assert subjects(GIULIA)[-1] == "Non ci sono più posti"


def test_who_never_confirmed_is_forgotten_after_a_week():
    session = SessionFactory()
    kept, forgotten = register(session, "a@esempio.invalid"), register(session, "b@esempio.invalid")
    confirmed = arrive(session).registration
    old = timezone.now() - timedelta(days=8)
    Registration.objects.exclude(pk=kept.pk).update(created=old)
    assert actions.forget_unconfirmed() == 1
    assert set(Registration.objects.all()) == {kept, confirmed}
    with pytest.raises(ValidationError, match="iscrivetevi di nuovo"):
        actions.confirm_email(registration=forgotten)
