# SPDX-License-Identifier: AGPL-3.0-or-later
"""The personal link: when it opens, where it leads, what it writes and what it never shows."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from events import joining, links
from events.actions import publishing
from events.actions import registration as actions
from events.models import Event, Place, Presence, Session
from migliorapa.core import moments
from tests.events.day.clock import at, words
from tests.factories.events import (
    ROOM,
    EventFactory,
    PlaceFactory,
    RegistrationFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


def online(**more) -> Place:
    return PlaceFactory(session=SessionFactory(online=True, **more))


def link(place) -> str:
    return links.path("join", place)


def test_before_the_window_the_page_tells_when_and_leads_nowhere(client):
    place = online()
    opens = place.session.starts - timedelta(minutes=15)
    with at(opens - timedelta(hours=1, minutes=1)):
        page = client.get(link(place))
        refused = client.post(link(place))
    assert "Mancano un'ora e un minuto" in words(page)
    assert f"Potete entrare da {moments.in_words(opens)}" in words(page)
    assert "Entrate nella stanza" not in page.text
    assert refused.status_code == 409
    assert not Presence.objects.exists()


@pytest.mark.parametrize(
    ("from_start", "state"),
    [
        (timedelta(minutes=-15, microseconds=-1), "early"),
        (timedelta(minutes=-15), "open"),
        (timedelta(hours=3, microseconds=-1), "open"),
        (timedelta(hours=3), "over"),
    ],
)
def test_the_window_is_closed_before_its_first_and_from_its_last_moment(from_start, state):
    place = online()
    assert joining.state_of(place, place.session.starts + from_start) == state


@pytest.mark.parametrize(("hours", "state"), [(5.99, "open"), (6, "over")])
def test_a_meeting_without_an_end_stays_open_six_hours(hours, state):
    place = online(ends=None)
    assert joining.state_of(place, place.session.starts + timedelta(hours=hours)) == state


def test_a_day_without_a_time_is_open_from_midnight_to_midnight_of_rome_also_when_clocks_change():
    short = Session(day=date(2027, 3, 28), event=Event())
    long = Session(day=date(2026, 10, 25), event=Event())
    assert joining.window(short) == (
        datetime(2027, 3, 27, 23, tzinfo=UTC),
        datetime(2027, 3, 28, 22, tzinfo=UTC),
    )
    assert joining.window(long) == (
        datetime(2026, 10, 24, 22, tzinfo=UTC),
        datetime(2026, 10, 25, 23, tzinfo=UTC),
    )


def test_the_quarter_of_an_hour_before_three_is_real_time_on_the_night_the_clocks_jump():
    starts = moments.to_utc(date(2027, 3, 28), time(3))
    session = Session(day=date(2027, 3, 28), starts=starts, room_opens_minutes=15, event=Event())
    opens, _ = joining.window(session)
    assert moments.in_words(opens) == "domenica 28 marzo 2027, ore 1:45"


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (timedelta(seconds=1), "Manca un minuto"),
        (timedelta(seconds=61), "Mancano 2 minuti"),
        (timedelta(hours=1), "Manca un'ora"),
        (timedelta(hours=2, minutes=5), "Mancano 2 ore e 5 minuti"),
        (timedelta(days=1), "Manca un giorno"),
        (timedelta(days=3, hours=4, minutes=10), "Mancano 3 giorni e 4 ore"),
    ],
)
def test_the_countdown_in_words(left, told):
    now = datetime(2026, 11, 1, tzinfo=UTC)
    assert str(joining.Countdown(now + left, now)) == told


def test_in_the_window_looking_writes_nothing_and_the_button_leads_to_the_room(client):
    place = online()
    with at(place.session.starts):
        page = client.get(link(place))
        assert "Entrate nella stanza" in page.text
        assert not Presence.objects.exists()
        response = client.post(link(place))
    assert (response.status_code, response["Location"]) == (303, ROOM)
    presence = Presence.objects.get(place=place)
    assert presence.source == Presence.Source.JOIN
    assert presence.first_seen == place.session.starts
    assert presence.minutes is None


def test_the_room_is_in_no_page_and_no_header_but_the_redirect(client):
    place = online()
    secret = ROOM.removeprefix("https://").split("/")[0]
    for moment in (timezone.now(), place.session.starts, place.session.ends):
        with at(moment):
            page = client.get(link(place))
        assert secret not in page.text + str(page.headers)


def test_a_form_of_the_page_may_be_answered_by_another_site_and_by_this_page_alone(client):
    page = client.get(link(online()))
    assert "form-action 'self' https: http:" in page["Content-Security-Policy"]
    assert "form-action 'self';" in client.get("/eventi/")["Content-Security-Policy"] + ";"


def test_the_page_is_kept_and_indexed_by_nobody(client):
    page = client.get(link(online()))
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "same-origin"
    assert "noindex" in page["X-Robots-Tag"]


def test_the_same_link_follows_the_room(client):
    place = online()
    Session.objects.update(room_url="https://altra.invalid/stanza")
    with at(place.session.starts):
        assert client.post(link(place))["Location"] == "https://altra.invalid/stanza"


@pytest.mark.parametrize(
    "room", ["", "javascript:alert(1)", "//altrove.invalid", "ftp://x.invalid"]
)
def test_a_room_that_is_not_there_or_is_no_web_address_is_not_ready(client, room):
    place = online()
    Session.objects.update(room_url=room)
    with at(place.session.starts):
        response = client.post(link(place))
    assert response.status_code == 409
    assert "La stanza non è ancora pronta" in response.text
    assert not Presence.objects.exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"status": Place.Status.CANCELLED}, "Non avete un posto confermato"),
        ({"status": Place.Status.WAITING}, "Non avete un posto confermato"),
        (
            {"status": Place.Status.OFFERED, "offered_until": timezone.now()},
            "Prima accettate il posto",
        ),
    ],
)
def test_who_has_no_place_stays_out(client, change, told):
    place = online()
    Place.objects.update(**change)
    with at(place.session.starts):
        response = client.post(link(place))
    assert response.status_code == 409
    assert told in response.text
    assert not Presence.objects.exists()


@pytest.mark.parametrize(
    ("status", "told"),
    [(Event.Status.CANCELLED, "L'incontro è annullato"), (Event.Status.POSTPONED, "è rinviato")],
)
def test_what_does_not_take_place_has_no_door(client, status, told):
    place = online()
    publishing.set_status(event=place.session.event, status=status, note="Sala allagata")
    with at(place.session.starts):
        page = client.get(link(place))
    assert told in words(page)
    assert "Motivo: Sala allagata" in page.text
    assert "Entrate nella stanza" not in page.text


def test_a_forwarded_link_is_void_once_the_links_are_renewed(client):
    place = online()
    old = link(place)
    registration = actions.renew_links(registration=place.registration)
    with at(place.session.starts):
        refused = client.post(old)
        place.registration = registration
        entered = client.post(link(place))
    assert refused.status_code == 404
    assert "Questo collegamento non è più valido" in refused.text
    assert entered.status_code == 303


def test_entering_again_is_one_presence_that_keeps_its_beginning(client):
    place = online()
    starts = place.session.starts
    for minutes in (0, 30):
        with at(starts + timedelta(minutes=minutes)):
            client.post(link(place))
    presence = Presence.objects.get()
    assert (presence.first_seen, presence.last_seen) == (starts, starts + timedelta(minutes=30))


def test_the_recording_is_announced_before_the_door(client):
    session = SessionFactory(online=True, event=EventFactory(online=True, recorded=True))
    place = PlaceFactory(session=session)
    with at(session.starts):
        assert "L'incontro è registrato." in words(client.get(link(place)))


def test_a_seminar_in_a_hall_has_no_room(client):
    place = PlaceFactory()
    with at(place.session.starts):
        assert "si tiene in presenza" in client.get(link(place)).text


@pytest.mark.parametrize("token", ["x", "%00", "a" * 3000, "1.abc.zzz.yyy", "%F0%9F%98%80"])
def test_a_broken_link_says_how_to_go_on(client, token):
    response = client.get(f"/eventi/partecipa/{token}/")
    assert response.status_code == 404
    assert "Questo collegamento non è più valido" in response.text


def test_other_methods_are_refused(client):
    assert client.put(link(online())).status_code == 405


def test_the_page_costs_one_statement(client, django_assert_num_queries):
    address = link(online())
    with django_assert_num_queries(1):
        client.get(address)


def test_the_own_page_and_the_calendar_file_are_one_click_away(client):
    RegistrationFactory()  # so that a place and its registration have different numbers
    place = online()
    assert place.pk != place.registration_id
    page = client.get(link(place)).text
    own_page = links.path("registration", place.registration)
    for address in (own_page, f"{own_page}calendario.ics", f"{own_page}?annulla="):
        assert f'href="{address}' in page
        assert client.get(address).status_code == 200
