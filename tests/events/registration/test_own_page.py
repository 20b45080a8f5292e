# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's own page: what it shows, what it does, and to whom."""

import icalendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events import links
from events.actions import publishing
from events.actions import registration as actions
from events.models import Certificate, Event, Place, Registration
from migliorapa.core import links as signing
from tests.events.registration.people import arrive, arrive_many, details, lapse
from tests.factories.events import EventFactory, PlaceFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db
GIULIA = "giulia@esempio.invalid"


def page_of(registration) -> str:
    return links.path("registration", registration)


def words(client, address) -> str:
    return client.get(address).text.replace("&#x27;", "'")


def asked(session):
    return actions.register(event=session.event, sessions=[session], email=GIULIA, **details())


def test_the_link_of_the_mail_shows_and_only_the_button_confirms(client):
    session = SessionFactory()
    registration = asked(session)
    address = links.path("confirm", registration)
    page = words(client, address)
    assert session.title in page
    assert "Giulia Neri" in page
    registration.refresh_from_db()
    assert registration.confirmed is None
    response = client.post(address)
    assert response.url == page_of(registration)
    assert "Avete un posto." in words(client, response.url)
    assert client.get(address).url == page_of(registration)


def test_a_confirmation_that_comes_too_late_says_why(client):
    session = SessionFactory()
    registration = asked(session)
    publishing.set_status(event=session.event, status=Event.Status.CANCELLED)
    response = client.post(links.path("confirm", registration))
    assert response.status_code == 409
    assert "annullato" in response.text


@pytest.mark.parametrize("name", ["registration", "confirm", "own_calendar"])
@pytest.mark.parametrize(
    "token", ["x", "1.abc.zzz.yyy", "%00", "a" * 3000, "%F0%9F%98%80", "..%2F..", "1"]
)
def test_a_broken_link_says_how_to_go_on(client, name, token):
    address = reverse(f"events:{name}", args=["TOKEN"]).replace("TOKEN", token)
    response = client.get(address)
    assert response.status_code == 404
    if "%2F" not in token:
        assert "Questo collegamento non è più valido" in response.text


def test_a_link_serves_one_purpose(client):
    registration = RegistrationFactory()
    token = links.path("registration", registration).split("/")[-2]
    address = reverse("events:confirm", args=[token])
    assert client.get(address).status_code == 404
    other = signing.sign("events.registration", registration.pk, "un-altro")
    assert client.get(reverse("events:registration", args=[other])).status_code == 404


def test_new_links_make_the_old_ones_void(client):
    registration = RegistrationFactory()
    old = page_of(registration)
    fresh = actions.renew_links(registration=registration)
    assert client.get(old).status_code == 404
    assert client.get(page_of(fresh)).status_code == 200


@pytest.mark.parametrize("purpose", ["registration", "confirm"])
def test_a_personal_page_is_kept_and_indexed_by_nobody(client, purpose):
    session = SessionFactory()
    response = client.get(links.path(purpose, asked(session)))
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]


def test_the_turn_in_the_queue_is_told_in_words(client):
    session = SessionFactory(capacity=1)
    arrive_many(session, 2)
    place = arrive(session)
    page = words(client, page_of(place.registration))
    assert "In lista d'attesa" in page
    assert "prima di voi c'è una persona" in page


def test_an_offer_is_accepted_from_the_page(client):
    session = SessionFactory(capacity=1)
    first, second = arrive_many(session, 2)
    actions.cancel_places(registration=first.registration)
    address = page_of(second.registration)
    assert "Accettatelo entro" in words(client, address)
    response = client.post(address, {"do": "accept", "session": session.pk}, follow=True)
    assert "Il posto è vostro" in response.text
    second.refresh_from_db()
    assert second.status == Place.Status.CONFIRMED


def test_an_offer_that_lapsed_is_refused_with_a_sentence(client):
    session = SessionFactory(capacity=1)
    first, second = arrive_many(session, 2)
    actions.cancel_places(registration=first.registration)
    lapse(second)
    form = {"do": "accept", "session": session.pk}
    response = client.post(page_of(second.registration), form, follow=True)
    assert "Il tempo per accettare è scaduto" in response.text


def test_cancelling_asks_first_and_looking_changes_nothing(client):
    session = SessionFactory()
    place = arrive(session)
    address = page_of(place.registration)
    for question in (f"?annulla={session.pk}", "?annulla=tutto"):
        assert "Annullate il posto?" in words(client, address + question)
    place.refresh_from_db()
    assert place.status == Place.Status.CONFIRMED
    response = client.post(address, {"do": "cancel", "session": session.pk}, follow=True)
    assert "Il posto è annullato." in response.text
    again = client.post(address, {"do": "cancel", "session": session.pk}, follow=True)
    assert again.status_code == 200


def test_everything_is_given_up_at_once(client):
    event = EventFactory()
    place = PlaceFactory(session=SessionFactory(event=event))
    PlaceFactory(session=SessionFactory(event=event), registration=place.registration)
    address = page_of(place.registration)
    assert "Annullate tutti i posti?" in words(client, address + "?annulla=tutto")
    client.post(address, {"do": "cancel", "session": "tutto"})
    assert set(Place.objects.values_list("status", flat=True)) == {"cancelled"}


def test_who_gave_up_a_place_can_come_back(client):
    session = SessionFactory()
    place = arrive(session)
    actions.cancel_places(registration=place.registration)
    address = page_of(place.registration)
    assert "Potete iscrivervi anche a" in words(client, address)
    client.post(address, {"do": "add", "session": session.pk})
    place.refresh_from_db()
    assert (place.status, place.number) == (Place.Status.CONFIRMED, 2)


def test_the_sessions_of_others_are_out_of_reach(client):
    mine, theirs = PlaceFactory(), PlaceFactory()
    client.post(page_of(mine.registration), {"do": "cancel", "session": theirs.session.pk})
    theirs.refresh_from_db()
    assert theirs.status == Place.Status.CONFIRMED


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"do": "cancel"},
        {"do": "cancel", "session": "\0"},
        {"do": "drop table", "session": "1"},
        {"do": "accept", "session": "9" * 400},
        {"do": "confirmed", "session": "tutto"},
        {"do": "add", "session": "-1"},
    ],
)
def test_what_no_button_sends_changes_nothing(client, form):
    place = PlaceFactory()
    response = client.post(page_of(place.registration), form, follow=True)
    assert response.status_code == 200
    place.refresh_from_db()
    assert place.status == Place.Status.CONFIRMED


@pytest.mark.parametrize("value", ["%00", "9" * 5000, "abc", "-1", "%ff"])
def test_a_strange_question_shows_the_plain_page(client, value):
    place = PlaceFactory()
    assert "Annullate il posto?" not in words(
        client, f"{page_of(place.registration)}?annulla={value}"
    )


def test_the_consent_to_be_put_in_touch_is_taken_back(client):
    place = PlaceFactory()
    Registration.objects.update(shares_contact=True, shared_topics=["questionario"])
    address = page_of(place.registration)
    assert "Avete detto di sì" in words(client, address)
    client.post(address, {"do": "contact"})
    registration = Registration.objects.get()
    assert (registration.shares_contact, registration.shared_topics) == (False, [])


def test_the_calendar_file_holds_the_confirmed_sessions_and_no_address_of_people(client):
    event = EventFactory()
    place = PlaceFactory(session=SessionFactory(event=event, title="Mattina"))
    PlaceFactory(
        session=SessionFactory(event=event, title="Sera"),
        registration=place.registration,
        waiting=True,
    )
    address = links.path("registration", place.registration) + "calendario.ics"
    calendar = icalendar.Calendar.from_ical(client.get(address).content)
    (entry,) = calendar.walk("VEVENT")
    assert entry["SUMMARY"].endswith("Mattina")


def test_who_comes_in_person_has_a_code_for_the_entrance_and_who_waits_has_none(client):
    session = SessionFactory(capacity=1)
    confirmed, waiting = PlaceFactory(session=session), PlaceFactory(session=session, waiting=True)
    online = PlaceFactory(session=SessionFactory(online=True))
    assert "<svg" in words(client, page_of(confirmed.registration)).split("Il codice per")[1]
    for place in (waiting, online):
        assert "Il codice per l'ingresso" not in words(client, page_of(place.registration))
    token = links.check_in_address(confirmed).split("/")[-2]
    assert links.place_from("check_in", token) == confirmed
    assert links.place_from("join", token) is None


def test_a_certificate_is_linked_once_it_exists(client):
    place = PlaceFactory(session=SessionFactory(past=True))
    assert "attestato" not in words(client, page_of(place.registration))
    Certificate.objects.create(place=place, session=place.session)
    assert "L'attestato di partecipazione" in words(client, page_of(place.registration))


def test_feedback_is_asked_when_it_is_over(client):
    ahead, over = PlaceFactory(), PlaceFactory(session=SessionFactory(past=True))
    assert "Diteci com'è andata" not in words(client, page_of(ahead.registration))
    assert "Diteci com'è andata" in words(client, page_of(over.registration))


def test_the_page_asks_as_much_of_the_database_for_one_session_as_for_four(
    client, django_assert_max_num_queries
):
    for number in (1, 4):
        event = EventFactory()
        registration = RegistrationFactory(event=event)
        for _ in range(number):
            PlaceFactory(session=SessionFactory(event=event), registration=registration)
        with django_assert_max_num_queries(6):
            client.get(page_of(registration))


def test_the_profile_lists_ones_own_appointments_and_no_others(client, bari, lecce):
    place = PlaceFactory()
    Registration.objects.update(user=bari)
    address = page_of(place.registration)
    client.force_login(bari)
    page = client.get(reverse("accounts:profile")).text
    assert "I vostri appuntamenti" in page
    assert address.rsplit("/", 2)[0].rsplit(".", 2)[0] in page
    client.force_login(lecce)
    page = client.get(reverse("accounts:profile")).text
    assert place.session.event.title not in page
    assert "Non siete iscritti a nessun appuntamento" in page


def test_the_profile_asks_as_much_for_three_appointments_as_for_one(client, bari):
    client.force_login(bari)
    counts = []
    for number in (1, 2):
        for _ in range(number):
            PlaceFactory()
        Registration.objects.update(user=bari)
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("accounts:profile"))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_copy_of_ones_data_holds_the_registrations(bari, lecce):
    from migliorapa.accounts import personal_data

    place = PlaceFactory()
    Registration.objects.update(user=bari, access_needs="Sottotitoli")
    (mine,) = personal_data.collect(bari)["appuntamenti"]
    assert mine["appuntamento"] == place.session.event.title
    assert mine["esigenze"] == "Sottotitoli"
    assert mine["posti"][0]["stato"] == "Confermato"
    assert personal_data.collect(lecce)["appuntamenti"] == []
