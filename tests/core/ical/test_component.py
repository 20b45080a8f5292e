# SPDX-License-Identifier: AGPL-3.0-or-later
"""The lines of one event."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from migliorapa.core.ical import vevent

from .entries import CREATED, START, entry


def lines(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_the_whole_of_a_full_entry():
    full = entry(
        sequence=3,
        modified=datetime(2026, 9, 20, 10, 5, 7, tzinfo=UTC),
        end=datetime(2026, 10, 7, 11, 0, tzinfo=UTC),
        summary="Roadshow, tappa di Bari",
        description="Programma:\r\nore 9:30; saluti",
        location="Sala consiliare, via Roma 1",
        url="https://portale.example/eventi/bari/",
        categories=("Seminario", "Puglia, Basilicata"),
        organizer=('Ufficio "Qualità"', "eventi@portale.example"),
        attendee=("Anna Bianchi", "anna@comune.example"),
        alarm_minutes=60,
    )
    assert vevent(full) == (
        "BEGIN:VEVENT\r\n"
        "UID:3f0c@miglioraPA.example\r\n"
        "SEQUENCE:3\r\n"
        "DTSTAMP:20260920T100507Z\r\n"
        "CREATED:20260901T080000Z\r\n"
        "LAST-MODIFIED:20260920T100507Z\r\n"
        "DTSTART;TZID=Europe/Rome:20261007T093000\r\n"
        "DTEND;TZID=Europe/Rome:20261007T130000\r\n"
        "STATUS:CONFIRMED\r\n"
        "SUMMARY:Roadshow\\, tappa di Bari\r\n"
        "DESCRIPTION:Programma:\\nore 9:30\\; saluti\r\n"
        "LOCATION:Sala consiliare\\, via Roma 1\r\n"
        "URL:https://portale.example/eventi/bari/\r\n"
        "CATEGORIES:Seminario,Puglia\\, Basilicata\r\n"
        "ORGANIZER;CN=\"Ufficio 'Qualità'\":mailto:eventi@portale.example\r\n"
        'ATTENDEE;CN="Anna Bianchi";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALS\r\n'
        " E:mailto:anna@comune.example\r\n"
        "BEGIN:VALARM\r\n"
        "ACTION:DISPLAY\r\n"
        "DESCRIPTION:Roadshow\\, tappa di Bari\r\n"
        "TRIGGER:-PT60M\r\n"
        "END:VALARM\r\n"
        "END:VEVENT\r\n"
    )


def test_an_unknown_end_is_not_written():
    assert "DTEND" not in vevent(entry())


def test_a_day_without_a_time_ends_the_day_after_and_keeps_nobody_busy():
    text = vevent(entry(day=date(2026, 12, 30), last_day=date(2026, 12, 31), alarm_minutes=60))
    assert "DTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert "TRANSP:TRANSPARENT" in text
    assert "VALARM" not in text


@pytest.mark.parametrize(
    ("utc", "written"),
    [
        ("2026-10-24T23:59", "DTSTART;TZID=Europe/Rome:20261025T015900"),
        ("2026-10-25T00:30", "DTSTART:20261025T003000Z"),
        ("2026-10-25T01:30", "DTSTART:20261025T013000Z"),
        ("2026-10-25T02:00", "DTSTART;TZID=Europe/Rome:20261025T030000"),
        ("2027-03-28T00:59", "DTSTART;TZID=Europe/Rome:20270328T015900"),
        ("2027-03-28T01:00", "DTSTART;TZID=Europe/Rome:20270328T030000"),
        ("2037-12-31T22:59", "DTSTART;TZID=Europe/Rome:20371231T235900"),
        ("2037-12-31T23:00", "DTSTART:20371231T230000Z"),
    ],
)
def test_the_hours_that_a_zone_cannot_tell_are_written_in_utc(utc, written):
    start = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert written in lines(vevent(entry(start=start)))


def test_start_and_end_are_written_in_the_same_way():
    start = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
    text = vevent(entry(start=start, end=start + timedelta(minutes=90)))
    assert "DTSTART:20261024T230000Z\r\nDTEND:20261025T003000Z\r\n" in text


def test_the_zone_of_who_wrote_the_hour_does_not_matter():
    elsewhere = START.astimezone(timezone(timedelta(hours=-5)))
    assert vevent(entry(start=elsewhere)) == vevent(entry())


@pytest.mark.parametrize(
    ("status", "title"),
    [
        ("CONFIRMED", "Seminario territoriale"),
        ("TENTATIVE", "[RINVIATO] Seminario territoriale"),
        ("CANCELLED", "[ANNULLATO] Seminario territoriale"),
    ],
)
def test_the_title_tells_the_state_to_clients_that_ignore_it(status, title):
    written = lines(vevent(entry(status=status)))
    assert f"STATUS:{status}" in written
    assert f"SUMMARY:{title}" in written


def test_a_cancelled_event_frees_the_hour_and_rings_no_alarm():
    text = vevent(entry(status="CANCELLED", alarm_minutes=60))
    assert "TRANSP:TRANSPARENT" in text
    assert "VALARM" not in text


def test_the_same_entry_gives_the_same_text_and_a_change_moves_its_stamps():
    before = vevent(entry())
    assert vevent(entry()) == before
    moved = set(lines(vevent(entry(sequence=1, modified=CREATED + timedelta(hours=1)))))
    assert moved - set(lines(before)) == {
        "SEQUENCE:1",
        "DTSTAMP:20260901T090000Z",
        "LAST-MODIFIED:20260901T090000Z",
    }


def test_line_ends_in_addresses_and_names_open_no_line():
    text = vevent(
        entry(
            uid="uno\r\nSTATUS:CANCELLED",
            url="https://portale.example/\r\nATTENDEE:mailto:x@y.example",
            location="Bari\nSTATUS:CANCELLED",
            categories=("Seminario\r\nSTATUS:CANCELLED",),
            organizer=("Anna\r\nSTATUS:CANCELLED", "anna@x.example\r\nSTATUS:CANCELLED"),
        )
    )
    names = [line.split(":")[0].split(";")[0] for line in lines(text)]
    assert names.count("STATUS") == 1
    assert "ATTENDEE" not in names


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": None},
        {"start": START.replace(tzinfo=None)},
        {"modified": CREATED.replace(tzinfo=None)},
        {"end": START},
        {"status": "POSTPONED"},
        {"day": date(2026, 10, 7), "last_day": date(2026, 10, 6)},
    ],
)
def test_what_no_calendar_could_hold_is_refused(wrong):
    with pytest.raises(ValueError, match=r"\.$"):
        entry(**wrong)
