# SPDX-License-Identifier: AGPL-3.0-or-later
"""The calendar of the original project, exactly as the sources tell it."""

from datetime import date

import pytest
from django.utils import timezone

from events import loading
from events.models import Event, Series
from migliorapa.core import moments

pytestmark = pytest.mark.django_db
ROADSHOW = (
    "Per una PA di qualità: ascolto, trasparenza, valutazione. "
    "L'integrazione della Customer Satisfaction nel ciclo delle performance"
)


def hours(session):
    local = [timezone.localtime(at, moments.ROME) for at in (session.starts, session.ends) if at]
    return "-".join(f"{at:%H:%M}" for at in local)


def test_the_roadshow_of_2012_stopped_in_four_cities_on_four_tuesdays():
    stops = Series.objects.get(slug="roadshow-2012").events.order_by("first_day")
    assert [(event.first_day, event.city, event.region) for event in stops] == [
        (date(2012, 2, 28), "Napoli", "Campania"),
        (date(2012, 3, 13), "Bari", "Puglia"),
        (date(2012, 3, 20), "Palermo", "Sicilia"),
        (date(2012, 3, 27), "Lamezia Terme", "Calabria"),
    ]
    assert {moments.WEEKDAYS[event.first_day.weekday()] for event in stops} == {"martedì"}
    assert {event.title for event in stops} == {ROADSHOW}
    assert all(event.proceedings_declared and event.is_history for event in stops)


def test_each_stop_had_a_seminar_and_a_lab_whose_times_nobody_wrote_down():
    for event in Series.objects.get(slug="roadshow-2012").events.all():
        assert [session.kind for session in event.sessions.all()] == ["plenaria", "laboratorio"]
        assert [session.starts for session in event.sessions.all()] == [None, None]


def test_the_webinars_of_2013_have_times_only_where_the_source_gives_them():
    webinars = Series.objects.get(slug="webinar-2013").events.order_by("first_day")
    assert [(event.first_day, hours(event.sessions.get())) for event in webinars] == [
        (date(2013, 6, 10), ""),
        (date(2013, 7, 4), "14:30-16:00"),
        (date(2013, 7, 11), "12:30-14:00"),
        (date(2013, 7, 16), "12:30-14:00"),
    ]
    assert not any(event.proceedings_declared or event.city for event in webinars)


def test_every_event_of_the_past_names_its_source_and_takes_nobody():
    history = Event.objects.filter(is_history=True)
    assert history.count() == 10
    assert all(event.sources and not event.takes_registrations for event in history)


def test_loading_again_changes_nothing_not_even_what_calendars_see():
    before = list(Event.objects.order_by("pk").values_list("sequence", "modified"))
    assert not loading.load().changed
    assert list(Event.objects.order_by("pk").values_list("sequence", "modified")) == before


def test_what_staff_corrected_stays():
    Event.objects.filter(city="Bari").update(venue="Sala consiliare")
    Event.objects.filter(city="Napoli").update(summary="Testo della redazione.")
    loading.load()
    assert Event.objects.get(city="Bari", is_history=True).venue == "Sala consiliare"
    assert Event.objects.get(city="Napoli").summary == "Testo della redazione."
