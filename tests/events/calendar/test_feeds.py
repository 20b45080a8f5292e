# SPDX-License-Identifier: AGPL-3.0-or-later
"""What programs read: calendars, Atom, open data."""

import csv
import io
import json
from datetime import UTC, date, datetime, time, timedelta

import feedparser
import icalendar
import pytest
from django.utils import timezone

from events.actions import publishing
from events.models import Event, Session
from migliorapa.core import moments
from tests.core.ical.readers import by_icalendar, by_khal
from tests.factories.events import EventFactory, PlaceFactory, SessionFactory, in_days

from .reading import appointment

FEED, ATOM = "/eventi/calendario.ics", "/eventi/atom.xml"
JSON, CSV = "/eventi/dati.json", "/eventi/dati.csv"


def calendar(response) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(response.content)


def entries(client, address=FEED) -> dict[str, icalendar.Event]:
    found = calendar(client.get(address)).walk("VEVENT")
    return {str(event["SUMMARY"]): event for event in found}


def change(event, **details):
    """As the staff do: the session moves, the event is brought in step."""
    session = event.sessions.get()
    for name, value in details.items():
        setattr(session, name, value)
    session.save()
    publishing.refresh(event)


def test_the_feed_holds_all_that_was_ever_announced_under_one_name(client):
    appointment("Passato", days=-5000, history=True)
    appointment("Futuro")
    appointment("Annullato", cancelled=True)
    appointment("Bozza", draft=True)
    assert set(entries(client)) == {"Passato", "Futuro", "[ANNULLATO] Annullato"}
    response = client.get(FEED)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert calendar(response)["X-WR-CALNAME"] == "MiglioraPA – appuntamenti"
    assert "Set-Cookie" not in response.headers


def test_the_feed_keeps_to_the_filters_of_the_list_and_says_so_in_its_name(client):
    appointment("A Bari", topics=["campione"])
    appointment("In rete", online=True, topics=["campione"])
    assert set(entries(client, f"{FEED}?regione=online")) == {"In rete"}
    assert set(entries(client, f"{FEED}?argomento=campione&posti=1")) == {"A Bari", "In rete"}
    name = calendar(client.get(f"{FEED}?regione=16&argomento=campione"))["X-WR-CALNAME"]
    assert name == "MiglioraPA – appuntamenti · Puglia · Campione"


def test_an_event_has_a_file_of_its_own_with_all_its_sessions(client):
    event = EventFactory(title="Giornata")
    SessionFactory(event=event, title="Mattina")
    SessionFactory(event=event, title="Pomeriggio", lab=True)
    appointment("Altro")
    address = f"{event.get_absolute_url()}evento.ics"
    assert set(entries(client, address)) == {"Giornata: Mattina", "Giornata: Pomeriggio"}
    assert calendar(client.get(address))["METHOD"] == "PUBLISH"


def test_a_change_moves_what_a_reader_already_has(client, tmp_path):
    event = appointment("Incontro", session={"day": date(2027, 3, 27)})
    before = entries(client)["Incontro"]
    seen = by_khal(client.get(FEED).text, tmp_path)
    change(event, starts=moments.to_utc(date(2027, 3, 28), time(15)), ends=None)
    after = entries(client)["Incontro"]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["LAST-MODIFIED"].dt >= before["LAST-MODIFIED"].dt
    assert after.start.astimezone(UTC) == datetime(2027, 3, 28, 13, tzinfo=UTC)
    assert {each.start for each in seen} == {datetime(2027, 3, 27, 9, tzinfo=UTC)}
    moved = by_khal(client.get(FEED).text, tmp_path)
    assert {each.start for each in moved} == {datetime(2027, 3, 28, 13, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("status", "told", "title"),
    [
        (Event.Status.CANCELLED, "CANCELLED", "[ANNULLATO] Incontro"),
        (Event.Status.POSTPONED, "TENTATIVE", "[RINVIATO] Incontro"),
    ],
)
def test_what_is_called_off_stays_in_the_feed_and_says_so(client, tmp_path, status, told, title):
    event = appointment("Incontro")
    before = entries(client)["Incontro"]
    publishing.set_status(event=event, status=status, note="La sala è chiusa.")
    after = entries(client)[title]
    assert (after["UID"], after["STATUS"]) == (before["UID"], told)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "La sala è chiusa." in after["DESCRIPTION"]
    text = client.get(FEED).text
    for reader in (by_icalendar, by_khal):
        assert {(each.status, each.title) for each in reader(text, tmp_path)} == {(told, title)}


def test_a_change_that_no_calendar_shows_keeps_the_sequence(client):
    event = appointment("Incontro")
    before = entries(client)["Incontro"]
    change(event, what_to_bring="Una penna")
    assert entries(client)["Incontro"]["SEQUENCE"] == before["SEQUENCE"]


@pytest.mark.parametrize("address", [FEED, ATOM, "{event}evento.ics"])
def test_an_unchanged_feed_answers_304_for_one_statement(
    client, address, django_assert_num_queries
):
    event = appointment("Incontro")
    address = address.format(event=event.get_absolute_url())
    first = client.get(address)
    for header in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        with django_assert_num_queries(1):
            again = client.get(address, headers=header)
        assert (again.status_code, again.content) == (304, b"")
    publishing.set_status(event=event, status=Event.Status.CANCELLED, note="")
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "ANNULLATO" in changed.text


def test_who_registers_does_not_change_the_feed(client):
    session = SessionFactory(capacity=5)
    tag = client.get(FEED).headers["ETag"]
    PlaceFactory(session=session)
    Session.objects.filter(pk=session.pk).update(last_number=9)
    assert client.get(FEED, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("many", [1, 1000])
def test_a_feed_of_any_size_asks_the_database_twice(client, many, django_assert_num_queries):
    event = appointment("Incontro")
    one = event.sessions.get()
    Session.objects.bulk_create(
        Session(event=event, title=f"Parte {number}", day=one.day, ics=one.ics)
        for number in range(many - 1)
    )
    with django_assert_num_queries(2):  # the stamp, the entries
        response = client.get(FEED)
    assert response.text.count("BEGIN:VEVENT") == many


def test_atom_tells_what_is_new_or_changed_the_latest_first(client):
    first = appointment("Primo")
    appointment("Secondo", online=True)
    appointment("Bozza", draft=True)
    publishing.set_status(event=first, status=Event.Status.CANCELLED, note="Neve.")
    feed = feedparser.parse(client.get(ATOM).content)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["[ANNULLATO] Primo", "Secondo"]
    assert feed.entries[0].id == f"urn:uuid:{first.uid}"
    assert feed.entries[0].link.endswith(first.get_absolute_url())
    assert "ore 10:00-13:00 · Bari" in feed.entries[0].summary
    assert feed.feed.updated_parsed >= feed.entries[1].updated_parsed


def test_atom_survives_what_xml_does_not_know(client):
    appointment(
        "Suono \x07, \x1b e \ufffe </title> & \u202efine \U0001f468", summary="\x08 " + "a" * 500
    )
    feed = feedparser.parse(client.get(ATOM).content)
    assert not feed.bozo
    assert "Suono" in feed.entries[0].title
    assert "\x07" not in feed.entries[0].title


@pytest.mark.parametrize(
    "title",
    [
        "Suono \x07 e \x1b",
        "a" * 250,
        "\u202eotnemicsa",
        "Uno;due,tre\\n",
        "\U0001f468" * 60,
        "BEGIN:X",
    ],
)
def test_no_title_breaks_the_calendar(client, tmp_path, title):
    appointment(title)
    text = client.get(FEED).text
    assert len(by_icalendar(text, tmp_path)) == 1
    assert by_icalendar(text, tmp_path) == by_khal(text, tmp_path)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_open_data_say_licence_source_and_the_facts_of_the_page(client, settings):
    event = appointment("Dati", topics=["campione"], partners=["Ente A", "Ente B"])
    appointment("Bozza", draft=True)
    data = client.get(JSON).json()
    assert data["licenza"]["nome"] == "CC BY 4.0"
    assert settings.OWNER_NAME in data["fonte"]
    (row,) = data["appuntamenti"]
    assert row["titolo"] == "Dati"
    assert row["inizio"] == event.starts.astimezone(moments.ROME).isoformat(timespec="seconds")
    assert row["regione"] == "Puglia"
    assert row["pagina"].endswith(event.get_absolute_url())
    table = list(csv.DictReader(io.StringIO(client.get(CSV).text.lstrip("\ufeff")), delimiter=";"))
    assert len(table) == 1
    assert table[0]["enti_partner"] == "Ente A|Ente B"
    assert table[0]["licenza"] == "CC BY 4.0"
    assert table[0]["online"] == "no"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_open_data_is_a_formula(client, start):
    appointment(f"{start}HYPERLINK(1)", partners=[f"{start}A1"])
    for row in csv.reader(io.StringIO(client.get(CSV).text.lstrip("\ufeff")), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_open_data_keep_to_the_filters(client):
    appointment("A Bari")
    appointment("In rete", online=True)
    rows = client.get(f"{JSON}?regione=online").json()["appuntamenti"]
    assert [row["titolo"] for row in rows] == ["In rete"]
    assert "A Bari" not in client.get(f"{CSV}?regione=online").text


def test_open_data_tell_proceedings_only_when_they_are_out(client):
    now = timezone.now()
    appointment(
        "Sotto embargo", days=-3, proceedings_published=now, proceedings_embargo=now + timedelta(1)
    )
    appointment("Fuori", days=-4, proceedings_published=now)
    rows = json.loads(client.get(JSON).text)["appuntamenti"]
    assert {row["titolo"]: row["atti_online"] for row in rows} == {
        "Sotto embargo": False,
        "Fuori": True,
    }


def test_every_feed_is_for_reading(client):
    for address in (FEED, ATOM, JSON, CSV):
        assert client.post(address).status_code == 405
        assert client.head(address).content == b""
        assert client.get(address).status_code == 200


def test_a_day_without_hours_is_a_whole_day(client):
    appointment("Infoday", session={"without_time": True})
    found = entries(client)["Infoday"]
    assert found.start == in_days(30)
    assert found["TRANSP"] == "TRANSPARENT"
