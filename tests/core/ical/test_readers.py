# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same moments, titles and states for every client, on both nights of the clock change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from migliorapa.core.ical import calendar, vevent

from .entries import entry
from .readers import READERS, Seen

# Beginnings in UTC and minutes; beside them what clocks in Rome show.
MOMENTS = (
    ("2010-12-31T23:00", 90),  # 2011-01-01 0:00
    ("2011-07-15T07:30", 90),  # 9:30, summer
    ("2012-10-28T00:59", 30),  # 2:59 the first time, until 2:29 the second
    ("2013-03-31T00:30", 90),  # 1:30, until 4:00
    ("2013-07-04T12:30", 90),  # 14:30
    ("2026-10-24T22:00", 90),  # 0:00 of the night of October
    ("2026-10-24T22:30", 360),  # 0:30, until 5:30: over both hours that are called two
    ("2026-10-24T23:59", 1),  # 1:59, until 2:00 the first time
    ("2026-10-25T00:00", 60),  # 2:00 the first time, until 2:00 the second
    ("2026-10-25T00:30", 15),  # 2:30 the first time
    ("2026-10-25T01:00", 45),  # 2:00 the second time
    ("2026-10-25T01:30", 30),  # 2:30 the second time, until 3:00
    ("2026-10-25T02:00", 60),  # 3:00, winter
    ("2026-12-31T22:30", 90),  # 23:30, over the end of the year
    ("2026-12-31T23:00", 60),  # 2027-01-01 0:00
    ("2027-03-27T23:00", 60),  # 0:00 of the night of March
    ("2027-03-28T00:59", 1),  # 1:59, until 3:00
    ("2027-03-28T01:00", 60),  # 3:00, summer
    ("2027-06-30T22:00", 1440),  # 0:00, until 0:00
    ("2027-10-27T08:00", 60),  # 10:00, summer still: that October has five Sundays
    ("2038-01-19T03:14", 60),  # the last minute of 32-bit seconds
    ("2040-01-15T09:00", 60),  # 10:00
    ("2040-07-15T08:00", 60),  # 10:00
    ("2040-10-28T00:30", 90),  # 2:30 the first time, until 3:00
)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def timed(text: str, minutes: int):
    start = moment(text)
    return entry(uid=text, start=start, end=start + timedelta(minutes=minutes))


EXPECTED = {
    Seen(each.uid, each.start, each.end, each.summary, "CONFIRMED")
    for each in (timed(*row) for row in MOMENTS)
}


@pytest.fixture
def feed():
    return calendar((vevent(timed(*row)) for row in MOMENTS), name="Eventi", method="PUBLISH")


@pytest.mark.parametrize("read", READERS)
def test_every_client_reads_the_same_moments(read, feed, tmp_path):
    assert read(feed, tmp_path) == EXPECTED


@pytest.mark.parametrize("read", READERS)
def test_the_zone_is_right_also_for_who_does_not_know_rome(read, feed, tmp_path):
    """Under a name in no list, clients have nothing but our VTIMEZONE."""
    assert feed.count("Europe/Rome") > len(MOMENTS)
    assert read(feed.replace("Europe/Rome", "Paese/Collesereno"), tmp_path) == EXPECTED


@pytest.mark.parametrize("read", READERS)
def test_days_without_a_time_keep_their_days(read, tmp_path):
    one = entry(uid="uno", day=date(2012, 12, 31))
    more = entry(uid="più", day=date(2026, 10, 24), last_day=date(2026, 10, 26))
    assert read(calendar([vevent(one), vevent(more)]), tmp_path) == {
        Seen("uno", date(2012, 12, 31), date(2013, 1, 1), one.summary, "CONFIRMED"),
        Seen("più", date(2026, 10, 24), date(2026, 10, 27), more.summary, "CONFIRMED"),
    }


@pytest.mark.parametrize("read", READERS)
def test_titles_arrive_whole_and_open_no_second_event(read, tmp_path):
    hostile = "Qualità; però, \\n «così»\r\nEND:VEVENT\r\nBEGIN:VEVENT\x00\x07 🏛️ مرحبا " + "a" * 200
    [seen] = read(calendar([vevent(entry(summary=hostile, end=None))]), tmp_path)
    assert seen.title == ("Qualità; però, \\n «così» END:VEVENT BEGIN:VEVENT 🏛️ مرحبا " + "a" * 200)


@pytest.mark.parametrize("read", READERS)
def test_an_update_moves_the_event_and_a_cancellation_stays(read, tmp_path):
    first, later = moment("2026-11-03T09:00"), moment("2026-11-10T09:00")
    hour, changed = timedelta(hours=1), moment("2026-10-01T10:00")
    versions = (
        entry(start=first, end=first + hour),
        entry(start=later, end=later + hour, sequence=1, modified=changed),
        entry(
            start=later,
            end=later + hour,
            sequence=2,
            modified=changed + hour,
            status="CANCELLED",
        ),
    )
    seen = [read(calendar([vevent(version)]), tmp_path) for version in versions]
    uid, title = versions[0].uid, versions[0].summary
    assert seen == [
        {Seen(uid, first, first + hour, title, "CONFIRMED")},
        {Seen(uid, later, later + hour, title, "CONFIRMED")},
        {Seen(uid, later, later + hour, f"[ANNULLATO] {title}", "CANCELLED")},
    ]
