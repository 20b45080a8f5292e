# SPDX-License-Identifier: AGPL-3.0-or-later
"""The frame around the events."""

from datetime import timedelta

import icalendar
import pytest

from migliorapa.core.ical import calendar, vevent

from .entries import entry

ZONE = (
    b"BEGIN:VTIMEZONE\r\n"
    b"TZID:Europe/Rome\r\n"
    b"BEGIN:DAYLIGHT\r\n"
    b"DTSTART:19960331T020000\r\n"
    b"TZOFFSETFROM:+0100\r\n"
    b"TZOFFSETTO:+0200\r\n"
    b"TZNAME:CEST\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    b"END:DAYLIGHT\r\n"
    b"BEGIN:STANDARD\r\n"
    b"DTSTART:19961027T030000\r\n"
    b"TZOFFSETFROM:+0200\r\n"
    b"TZOFFSETTO:+0100\r\n"
    b"TZNAME:CET\r\n"
    b"RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    b"END:STANDARD\r\n"
    b"END:VTIMEZONE\r\n"
)
PLAIN_EVENT = (
    b"BEGIN:VEVENT\r\n"
    b"UID:3f0c@miglioraPA.example\r\n"
    b"SEQUENCE:0\r\n"
    b"DTSTAMP:20260901T080000Z\r\n"
    b"CREATED:20260901T080000Z\r\n"
    b"LAST-MODIFIED:20260901T080000Z\r\n"
    b"DTSTART;TZID=Europe/Rome:20261007T093000\r\n"
    b"STATUS:CONFIRMED\r\n"
    b"SUMMARY:Seminario territoriale\r\n"
    b"END:VEVENT\r\n"
)


def test_a_small_calendar_byte_by_byte():
    written = calendar(
        [vevent(entry())],
        name="Appuntamenti, tutti",
        method="PUBLISH",
        refresh=timedelta(hours=6),
    )
    assert written.encode() == (
        b"BEGIN:VCALENDAR\r\n"
        b"VERSION:2.0\r\n"
        b"PRODID:-//MiglioraPA//Eventi//IT\r\n"
        b"CALSCALE:GREGORIAN\r\n"
        b"METHOD:PUBLISH\r\n"
        b"NAME:Appuntamenti\\, tutti\r\n"
        b"X-WR-CALNAME:Appuntamenti\\, tutti\r\n"
        b"REFRESH-INTERVAL;VALUE=DURATION:PT360M\r\n"
        b"X-PUBLISHED-TTL:PT360M\r\n"
        b"X-WR-TIMEZONE:Europe/Rome\r\n" + ZONE + PLAIN_EVENT + b"END:VCALENDAR\r\n"
    )


def test_what_is_not_asked_for_is_not_written():
    assert calendar([]).encode() == (
        b"BEGIN:VCALENDAR\r\n"
        b"VERSION:2.0\r\n"
        b"PRODID:-//MiglioraPA//Eventi//IT\r\n"
        b"CALSCALE:GREGORIAN\r\n"
        b"X-WR-TIMEZONE:Europe/Rome\r\n" + ZONE + b"END:VCALENDAR\r\n"
    )


def test_an_empty_calendar_can_be_read():
    assert icalendar.Calendar.from_ical(calendar([])).events == []


def test_events_stand_in_the_order_they_came_in():
    texts = (vevent(entry(uid=f"{number}@x")) for number in (3, 1, 2))
    read = icalendar.Calendar.from_ical(calendar(texts))
    assert [str(event["UID"]) for event in read.events] == ["3@x", "1@x", "2@x"]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_methods_of_mails_are_told(method):
    text = calendar([vevent(entry())], method=method)
    assert icalendar.Calendar.from_ical(text)["METHOD"] == method


def test_an_unknown_method_is_refused():
    with pytest.raises(ValueError, match="Metodo"):
        calendar([], method="REPLY")
