# SPDX-License-Identifier: AGPL-3.0-or-later
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Certificate, Experience, LabGroup, Presence, Series, Speaker
from tests.events.admin.forms import save, words
from tests.factories.events import (
    EventFactory,
    PlaceFactory,
    SeriesFactory,
    SessionFactory,
    in_days,
)

pytestmark = pytest.mark.django_db
MONTH = "/redazione/events/event/mese/{}/{}/"


def of_month(staff, day):
    return words(staff.get(MONTH.format(day.year, day.month)))


def test_the_month_says_who_comes_and_what_is_missing(staff):
    day = in_days(3)
    session = SessionFactory(online=True, room_url="", day=day, capacity=20)
    PlaceFactory.create_batch(2, session=session)
    PlaceFactory(session=session, waiting=True)
    page = of_month(staff, day)
    assert "2 di 20 1 0" in page
    assert "Manca la stanza online" in page
    late = SessionFactory(event__venue="", without_time=True, day=day)
    page = of_month(staff, day)
    assert "Orario da definire" in page
    assert "Manca la sede" in page
    assert late.title in page


def test_proceedings_are_missed_after_thirty_days(staff):
    session = SessionFactory(day=in_days(-40))
    assert "Atti non pubblicati" in of_month(staff, session.day)
    session.event.proceedings_published = timezone.now()
    session.event.save()
    assert "Atti non pubblicati" not in of_month(staff, session.day)


def test_drafts_and_cancelled_sessions_miss_nothing(staff):
    day = in_days(2)
    SessionFactory(event=EventFactory(draft=True, venue=""), day=day, without_time=True)
    SessionFactory(day=day, without_time=True, is_cancelled=True)
    page = of_month(staff, day)
    assert "Orario da definire" not in page
    assert page.count("niente") == 2


@pytest.mark.parametrize("month", [(2026, 0), (2026, 13), (0, 5), (99999, 1), (9999, 12), (1, 1)])
def test_a_month_that_does_not_exist_is_not_found(staff, month):
    assert staff.get(MONTH.format(*month)).status_code == 404


def test_a_month_costs_the_same_for_three_sessions(staff, django_assert_max_num_queries):
    day = in_days(3)
    for session in SessionFactory.create_batch(3, day=day):
        PlaceFactory(session=session)
    with django_assert_max_num_queries(6):
        staff.get(MONTH.format(day.year, day.month))


def test_minutes_are_public_only_while_approved(staff, redazione):
    session = SessionFactory(lab=True)
    staff.post(
        "/redazione/events/labgroup/add/",
        {
            "session": session.pk,
            "theme": "Il campione",
            "position": "0",
            "minutes": "Il **campione** è piccolo.",
        },
    )
    group = LabGroup.objects.get()
    assert group.approved is None
    url, chosen = "/redazione/events/labgroup/", {"_selected_action": [group.pk]}
    staff.post(url, chosen | {"action": "approve"})
    group.refresh_from_db()
    assert group.approved_by == redazione
    assert "<strong>campione</strong>" in group.minutes_html
    save(staff, group, minutes="Altro testo.")
    group.refresh_from_db()
    assert group.approved is None
    staff.post(url, chosen | {"action": "approve"})
    staff.post(url, chosen | {"action": "withdraw"})
    group.refresh_from_db()
    assert group.approved is None


def test_empty_minutes_are_not_approved(staff):
    group = LabGroup.objects.create(session=SessionFactory(lab=True), theme="Il campione")
    chosen = {"_selected_action": [group.pk], "action": "approve"}
    page = staff.post("/redazione/events/labgroup/", chosen, follow=True)
    assert "Il verbale è vuoto" in words(page)


def test_an_experience_is_published_with_the_name_of_who_told_it(staff):
    session = SessionFactory(lab=True)
    url = "/redazione/events/experience/add/"
    facts = {"session": session.pk, "title": "La mensa", "body": "Testo.", "position": "0"}
    page = words(staff.post(url, facts | {"is_published": "on"}))
    assert "quale amministrazione" in page
    staff.post(url, facts | {"is_published": "on", "administration_name": "Comune di Collesereno"})
    assert Experience.objects.get().is_published


def test_series_and_speakers_are_written_in_the_admin(staff):
    series = SeriesFactory()
    save(staff, series, body="Una **serie**.")
    assert "<strong>serie</strong>" in Series.objects.get(pk=series.pk).body_html
    staff.post("/redazione/events/speaker/add/", {"name": "Elsa Rossi"})
    assert Speaker.objects.filter(name="Elsa Rossi").exists()


def test_a_certificate_is_revoked_with_its_reason(staff):
    place = PlaceFactory(session=SessionFactory(past=True))
    Presence.objects.create(place=place, source=Presence.Source.CHECK_IN)
    certificate = Certificate.objects.create(session=place.session, place=place)
    url = reverse("admin:events_certificate_revoke", args=[certificate.pk])
    staff.post(url, {"reason": ""})
    assert Certificate.objects.get().revoked is None
    staff.post(url, {"reason": "Emesso per errore"})
    assert Certificate.objects.get().revoked_reason == "Emesso per errore"
    assert timezone.now() - Certificate.objects.get().revoked < timedelta(minutes=5)
    assert "È già revocato" in words(staff.get(url))
