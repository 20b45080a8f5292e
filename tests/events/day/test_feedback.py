# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheet after a meeting: anonymous, once, and told together only."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events import feedback_results, links
from events.actions import afterwards as actions
from events.actions import publishing
from events.feedback_aspects import ASPECTS
from events.models import Event, Feedback, Need, Place
from tests.events.day.clock import words
from tests.factories.events import EventFactory, PlaceFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db
FULL = {name: (8, 6) for name in ASPECTS}


@pytest.fixture
def registration():
    return PlaceFactory(session=SessionFactory(past=True)).registration


def address(registration) -> str:
    return links.path("feedback", registration)


def sheets(event, number, ratings=None, overall=8):
    for _ in range(number):
        registration = RegistrationFactory(event=event)
        PlaceFactory(session=event.sessions.first(), registration=registration)
        actions.give_feedback(registration=registration, overall=overall, ratings=ratings or FULL)


def test_a_sheet_is_kept_without_a_tie_to_its_author(client, registration):
    form = {"do": "sheet", "overall": "9", "comment": "Più esempi"}
    form |= {"importance_argomenti": "10", "satisfaction_argomenti": "7"}
    page = client.post(address(registration), form, follow=True)
    assert "abbiamo ricevuto il questionario" in page.text
    sheet = Feedback.objects.get()
    assert (sheet.overall, sheet.comment, sheet.day) == (9, "Più esempi", timezone.localdate())
    (rating,) = sheet.ratings.all()
    assert (rating.aspect, rating.importance, rating.satisfaction) == ("argomenti", 10, 7)
    related = {field.related_model.__name__ for field in Feedback._meta.fields if field.is_relation}
    assert related == {"Event"}


def test_the_own_page_asks_for_the_sheet_and_then_for_what_is_needed(client, registration):
    own_page = links.path("registration", registration)
    assert "Diteci com'è andata" in words(client.get(own_page))
    client.post(address(registration), {"do": "sheet", "overall": "9"})
    page = words(client.get(own_page))
    assert "Diteci com'è andata" not in page
    assert f'href="{address(registration)}#bisogno"' in page


def test_one_answers_once(client, registration):
    client.post(address(registration), {"do": "sheet", "overall": "9"})
    page = client.post(address(registration), {"do": "sheet", "overall": "1"})
    assert page.status_code == 409
    assert "Avete già risposto" in words(page)
    assert Feedback.objects.get().overall == 9


def test_half_of_an_aspect_is_asked_for_beside_its_field(client, registration):
    page = client.post(
        address(registration), {"do": "sheet", "overall": "8", "importance_domande": "9"}
    )
    assert page.status_code == 422
    assert 'href="#id_satisfaction_domande"' in page.text
    assert 'id="id_satisfaction_domande_error"' in page.text
    assert 'aria-describedby="id_satisfaction_domande_error"' in page.text
    assert '<option value="9" selected>' in page.text
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("mark", ["", "0", "11", "-1", "8.5", "x", "9" * 400, "\x00", "²"])
def test_marks_out_of_the_scale_are_refused_with_a_sentence(client, registration, mark):
    page = client.post(address(registration), {"do": "sheet", "overall": mark})
    assert page.status_code == 422
    assert "Qualcosa da correggere" in page.text
    assert not Feedback.objects.exists()


def test_the_sheet_opens_when_the_last_session_is_over(client):
    event = EventFactory()
    first = PlaceFactory(session=SessionFactory(event=event, past=True))
    second = PlaceFactory(session=SessionFactory(event=event), registration=first.registration)
    page = client.post(address(first.registration), {"do": "sheet", "overall": "9"})
    assert page.status_code == 409
    assert "si apre quando l'incontro è finito" in words(page)
    Place.objects.filter(pk=second.pk).update(status=Place.Status.CANCELLED)
    assert "Com'è andata?" in words(client.get(address(first.registration)))


def test_a_cancelled_event_and_who_had_no_place_have_no_sheet(client, registration):
    publishing.set_status(event=registration.event, status=Event.Status.CANCELLED)
    assert "annullato" in client.get(address(registration)).text
    waiting = PlaceFactory(session=SessionFactory(past=True), waiting=True).registration
    assert "per chi aveva un posto" in client.get(address(waiting)).text
    with pytest.raises(ValidationError):
        actions.give_feedback(registration=waiting, overall=5, ratings={})


def test_who_had_a_place_tells_what_they_need_now(client, registration):
    form = {"do": "need", "bisogno-text": "Un modello di lettera"}
    for _ in range(2):
        page = client.post(address(registration), form, follow=True)
    assert "legge che cosa vi serve" in page.text
    need = Need.objects.get()
    assert (need.source, need.text) == (Need.Source.AFTERWARDS, "Un modello di lettera")
    assert (need.registration, need.region_code) == (registration, "16")
    assert need.topics == ["questionario"]
    assert not Feedback.objects.exists()


def test_an_empty_need_and_a_sixth_one_are_refused(client, registration):
    page = client.post(address(registration), {"do": "need", "bisogno-text": " "})
    assert page.status_code == 422
    assert "Scrivete che cosa vi serve" in page.text
    for number in range(5):
        actions.tell_need(registration=registration, text=f"Bisogno {number}")
    page = client.post(address(registration), {"do": "need", "bisogno-text": "Un altro"})
    assert page.status_code == 409
    assert Need.objects.count() == 5


def test_results_are_for_the_staff_until_they_are_made_public(client, bari, redazione):
    event = SessionFactory(past=True).event
    sheets(event, 5)
    page = f"{event.get_absolute_url()}questionario/"
    client.force_login(bari)
    assert client.get(page).status_code == 404
    Event.objects.update(feedback_public=True)
    assert "è il voto medio di 5 persone" in words(client.get(page))
    Event.objects.update(feedback_public=False)
    client.force_login(redazione)
    assert "è il voto medio di 5 persone" in words(client.get(page))


def test_fewer_than_five_sheets_are_told_to_nobody(client):
    event = SessionFactory(past=True).event
    sheets(event, 4)
    Event.objects.update(feedback_public=True)
    page = words(client.get(f"{event.get_absolute_url()}questionario/"))
    assert "Le risposte sono meno di 5" in page
    assert "voto medio" not in page


def test_comments_are_read_by_the_staff_alone(client, redazione):
    event = SessionFactory(past=True).event
    sheets(event, 5)
    Feedback.objects.update(comment="La signora Rossi era bravissima")
    Event.objects.update(feedback_public=True)
    page = f"{event.get_absolute_url()}questionario/"
    assert "Rossi" not in client.get(page).text
    client.force_login(redazione)
    assert "Rossi" in client.get(page).text


def test_means_and_advice_follow_from_the_marks():
    event = SessionFactory(past=True).event
    ratings = {"argomenti": (9, 9), "relatori": (9, 3), "materiali": (3, 9), "domande": (3, 3)}
    sheets(event, 3, ratings, overall=7)
    sheets(event, 2, {"argomenti": (4, 9)}, overall=10)
    results = feedback_results.Results(event)
    assert results.overall == pytest.approx(8.2)
    assert results.bands == [("da 1 a 5", 0), ("6 o 7", 3), ("da 8 a 10", 2)]
    found = {each.label: each for each in results.aspects}
    assert found["Argomenti trattati"].importance == pytest.approx(7)
    assert found["Argomenti trattati"].answers == 5
    assert [each.advice for each in results.aspects] == [
        *("Mantenere", "Migliorare per primi", "Già abbastanza", "Migliorare dopo")
    ]


def test_the_map_keeps_the_ends_of_the_scale_inside_its_frame():
    assert (feedback_results.on_map(1), feedback_results.on_map(10)) == (40, 360)


def test_results_cost_the_same_for_five_sheets_and_for_ten(client, django_assert_max_num_queries):
    event = SessionFactory(past=True).event
    Event.objects.update(feedback_public=True)
    for _ in range(2):
        sheets(event, 5)
        with django_assert_max_num_queries(4):
            client.get(f"{event.get_absolute_url()}questionario/")
