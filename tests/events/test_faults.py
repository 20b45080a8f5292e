# SPDX-License-Identifier: AGPL-3.0-or-later
"""Faults known from other portals of events that no other test looks at.

Numbers are those of the table in docs/testing.md.
"""

import ast
import re
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from events import urls
from events.models import Event, Registration
from migliorapa.core.outbox.models import OutboxMail
from tests.events.registration.forms import address, filled_in
from tests.factories.events import EventFactory, PlaceFactory, SessionFactory

pytestmark = pytest.mark.django_db
HTTP_CLIENTS = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3"}
OF_AN_EVENT = [
    pattern.name
    for pattern in urls.urlpatterns
    if set(pattern.pattern.converters) == {"slug"} and pattern.name != "series"
]
OF_ALL = [pattern.name for pattern in urls.urlpatterns if not pattern.pattern.converters]


def content(response) -> str:
    return b"".join(response).decode(errors="replace")


@pytest.mark.parametrize("name", OF_AN_EVENT)
def test_row_6_a_draft_is_not_there_at_any_address_of_it(client, bari, name):
    event = SessionFactory(event=EventFactory(draft=True)).event
    for user in (None, bari):
        if user:
            client.force_login(user)
        response = client.get(reverse(f"events:{name}", args=[event.slug]))
        assert response.status_code == 404
        assert event.title not in content(response)


def test_row_7_nobody_reads_who_registered(client, bari, lecce):
    place = PlaceFactory(session=SessionFactory(), registration__name="Zaccaria Segreto")
    addresses = [reverse(f"events:{name}") for name in OF_ALL]
    addresses += [
        reverse(f"events:{name}", args=[place.session.event.slug]) for name in OF_AN_EVENT
    ]
    for user in (None, bari, lecce):
        if user:
            client.force_login(user)
        for public in addresses:
            text = content(client.get(public))
            assert "Zaccaria" not in text, public
            assert place.registration.email not in text, public


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("package", ["events", "helpdesk", "paths", "migliorapa"])
def test_row_11_the_portal_fetches_no_address_that_somebody_typed(package):
    files = list((Path(settings.BASE_DIR) / package).rglob("*.py"))
    assert files
    for file in files:
        found = {n for n in imported(file) for c in HTTP_CLIENTS if f"{n}.".startswith(f"{c}.")}
        assert not found, file


def test_row_13_a_name_brings_no_link_into_a_mail(client):
    session = SessionFactory()
    for name in ("Vincete su https://premi.invalid", '<a href="//premi.invalid">Giulia</a>'):
        client.post(address(session.event), filled_in(session, name=name))
    assert not OutboxMail.objects.exists()
    client.post(address(session.event), filled_in(session))
    assert OutboxMail.objects.count() == 1


def test_row_14_a_forged_host_is_in_no_mail(client):
    session = SessionFactory()
    client.post(
        address(session.event),
        filled_in(session),
        HTTP_X_FORWARDED_HOST="altrove.invalid",
        HTTP_FORWARDED="host=altrove.invalid",
    )
    mail = OutboxMail.objects.get(to="giulia@esempio.invalid")
    assert settings.SITE_URL in mail.text
    assert "altrove.invalid" not in mail.text + mail.html


def test_row_21_without_name_service_people_register(client, monkeypatch):
    def no_names(*args, **kwargs):
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_names)
    session = SessionFactory()
    response = client.post(address(session.event), filled_in(session))
    assert response.status_code == 302
    assert Registration.objects.get().places.get().session == session


def test_row_24_another_address_or_host_keeps_the_uid(client, settings):
    event = SessionFactory().event

    def uids() -> list[str]:
        page = client.get(reverse("events:event_ics", args=[event.slug])).text
        return re.findall(r"^UID:(\S+)", page.replace("\r\n ", ""), re.MULTILINE)

    before = uids()
    settings.SITE_URL = "https://nuovo.invalid"
    event.slug = "un-altro-indirizzo"
    Event.objects.filter(pk=event.pk).update(slug=event.slug, city="Lecce")
    assert len(before) == 1
    assert uids() == before


def test_the_table_of_faults_names_tests_that_exist():
    text = (Path(settings.BASE_DIR) / "docs" / "testing.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| (.+) \|$", text, re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 33))
    for _, cell in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)` `(test_\w+)`", cell)
        assert len(named) == len(cell.split("<br>"))
        for file, test in named:
            code = (Path(settings.BASE_DIR) / file).read_text(encoding="utf-8")
            assert f"\ndef {test}(" in code, test
