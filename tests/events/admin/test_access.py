# SPDX-License-Identifier: AGPL-3.0-or-later
"""Staff of the project do everything here; nobody else sees a name."""

import pytest
from django.contrib.auth.models import Group, Permission

from events import links
from events.models import Certificate, Need, Place, Presence, Registration, Session
from tests.events.admin.forms import words
from tests.factories.events import PlaceFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db
SECRET = "Zaccaria Segreto"
READ = [
    *("event/", "event/{event}/change/", "event/add/", "event/mese/", "event/cifre/"),
    *("event/{event}/iscritti/", "event/{event}/messaggio/", "event/{event}/copia/"),
    *("event/{event}/iscritti/?formato=csv", "event/{event}/stato/annulla/"),
    *("session/", "session/{session}/change/", "session/{session}/ingresso/"),
    *("session/{session}/elenco/", "session/{session}/presenze/", "session/ingresso/{token}/"),
    *("session/presenze/{presence}/correggi/", "registration/", "registration/{person}/scheda/"),
    *("need/", "need/ascolto/", "need/add/", "need/{need}/change/", "series/", "speaker/"),
    *("labgroup/", "labgroup/add/", "experience/", "experience/add/", "staffmessage/"),
    *("certificate/", "certificate/{certificate}/change/", "certificate/{certificate}/revoca/"),
]
WRITE = [
    *("event/{event}/stato/annulla/", "event/{event}/copia/", "event/{event}/messaggio/"),
    *("session/posti/{place}/presente/", "session/posti/{place}/assente/"),
    *("session/{session}/presenze/", "session/presenze/{presence}/correggi/"),
    *("registration/posti/{place}/annulla/", "registration/posti/{place}/dai/"),
    *("registration/{person}/collegamenti/", "need/riprendi/bisogni/{need}/"),
    "certificate/{certificate}/revoca/",
]
TYPED = {
    "note": "motivo",
    "city": "Lecce",
    "day": "2027-05-04",
    "reason": "motivo",
    "kind": "help-request",
    "subject": "a",
    "body": "b",
    "audience": "all",
    "send": "",
}


@pytest.fixture
def rows():
    session = SessionFactory(begun=True)
    person = RegistrationFactory(event=session.event, name=SECRET)
    place = PlaceFactory(session=session, registration=person)
    presence = Presence.objects.create(place=place, source=Presence.Source.CHECK_IN)
    return {
        "event": session.event.pk,
        "session": session.pk,
        "person": person.pk,
        "place": place.pk,
        "presence": presence.pk,
        "need": Need.objects.create(event=session.event, text="Serve un modello.").pk,
        "certificate": Certificate.objects.create(session=session, place=place).pk,
        "token": links.check_in_address(place).rstrip("/").rpartition("/")[2],
    }


def address(page, rows):
    return "/redazione/events/" + page.format(**rows)


def kept():
    """All that a write here would change."""
    tables = (Place, Presence, Need, Certificate, Session, Registration)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.mark.parametrize("page", READ)
def test_staff_of_the_project_reach_every_page(staff, rows, page):
    answer = staff.get(address(page, rows))
    assert answer.status_code == 200
    if "csv" not in page:
        assert "MiglioraPA" in words(answer)


@pytest.mark.parametrize("who", ["bari", "operatrice", "nobody"])
@pytest.mark.parametrize("page", READ)
def test_nobody_else_reads(client, request, rows, who, page):
    if who != "nobody":
        client.force_login(request.getfixturevalue(who))
    answer = client.get(address(page, rows))
    assert answer.status_code in (302, 403)
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("who", ["bari", "operatrice", "nobody"])
@pytest.mark.parametrize("page", WRITE)
def test_nobody_else_writes(client, request, rows, who, page):
    if who != "nobody":
        client.force_login(request.getfixturevalue(who))
    before = kept()
    assert client.post(address(page, rows), TYPED).status_code in (302, 403)
    assert kept() == before


@pytest.mark.parametrize("page", WRITE)
def test_who_may_only_look_changes_nothing(client, redazione, rows, page):
    group = Group.objects.get(name="Redazione")
    group.permissions.remove(
        *Permission.objects.filter(content_type__app_label="events").exclude(
            codename__startswith="view_"
        )
    )
    client.force_login(redazione)
    before = kept()
    assert client.post(address(page, rows), TYPED).status_code == 403
    assert kept() == before


@pytest.mark.parametrize(
    "page",
    [
        *("session/posti/{place}/presente/", "registration/posti/{place}/dai/"),
        *("registration/{person}/collegamenti/", "need/riprendi/bisogni/{need}/"),
    ],
)
def test_looking_never_writes(staff, rows, page):
    before = kept()
    assert staff.get(address(page, rows)).status_code == 405
    assert kept() == before


@pytest.mark.parametrize("page", [page for page in READ + WRITE if "{" in page])
@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_a_row_that_does_not_exist_is_no_accident(staff, rows, page, number):
    nothing = dict.fromkeys(rows, number)
    assert staff.get(address(page, nothing)).status_code in (302, 404, 405)
    assert staff.post(address(page, nothing), TYPED).status_code in (302, 403, 404, 405)


def test_a_post_without_its_token_is_refused(redazione, rows):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(redazione)
    before = kept()
    for page in WRITE:
        assert client.post(address(page, rows), TYPED).status_code == 403, page
    assert kept() == before
