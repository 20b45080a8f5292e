# SPDX-License-Identifier: AGPL-3.0-or-later
"""One VEVENT. Its text depends on the entry alone, so it can be kept and compared."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from ..moments import ROME, happens_twice
from .entry import STATUSES, Entry
from .text import escape, fold, one_line, paragraphs, quoted, unbroken
from .zone import TZID

LAST_YEAR_OF_TABLES = 2037  # khal, for one, knows no summer time after it


def vevent(entry: Entry) -> str:
    """Content lines from BEGIN to END, each ended by CRLF.

    DTSTAMP is the moment of the last change: with the moment of writing no two feeds would be
    the same, and clients would never be told that nothing changed.
    """
    modified = _utc(entry.modified)
    return "".join(
        (
            "BEGIN:VEVENT\r\n",
            fold(f"UID:{one_line(entry.uid)}"),
            f"SEQUENCE:{entry.sequence}\r\n",
            f"DTSTAMP:{modified}\r\n",
            f"CREATED:{_utc(entry.created)}\r\n",
            f"LAST-MODIFIED:{modified}\r\n",
            _days(entry) if entry.start is None else _hours(entry),
            f"STATUS:{entry.status}\r\n",
            fold("SUMMARY:" + escape(STATUSES[entry.status] + one_line(entry.summary))),
            *_texts(entry),
            *_people(entry),
            _alarm(entry),
            "END:VEVENT\r\n",
        )
    )


def _hours(entry: Entry) -> str:
    moments = {"DTSTART": entry.start.astimezone(ROME)}
    if entry.end is not None:
        moments["DTEND"] = entry.end.astimezone(ROME)
    if any(map(_only_in_utc, moments.values())):
        lines = [f"{name}:{_utc(moment)}\r\n" for name, moment in moments.items()]
    else:
        lines = [f"{name};TZID={TZID}:{_basic(at)}\r\n" for name, at in moments.items()]
    free = "TRANSP:TRANSPARENT\r\n" if entry.status == "CANCELLED" else ""
    return "".join((*lines, free))


def _only_in_utc(local: datetime) -> bool:
    """Where TZID cannot tell which hour is meant, and where tables of 32-bit seconds end."""
    return local.year > LAST_YEAR_OF_TABLES or happens_twice(local)


def _days(entry: Entry) -> str:
    """Whole days, which keep nobody busy: what takes place within them has no time yet."""
    following = (entry.last_day or entry.day) + timedelta(days=1)
    return (
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}\r\n"
        f"DTEND;VALUE=DATE:{following:%Y%m%d}\r\n"
        "TRANSP:TRANSPARENT\r\n"
    )


def _texts(entry: Entry) -> Iterator[str]:
    if entry.description:
        yield fold("DESCRIPTION:" + escape(paragraphs(entry.description)))
    if entry.location:
        yield fold("LOCATION:" + escape(one_line(entry.location)))
    if entry.url:
        yield fold("URL:" + unbroken(entry.url))
    if entry.categories:
        yield fold("CATEGORIES:" + ",".join(escape(one_line(each)) for each in entry.categories))


def _people(entry: Entry) -> Iterator[str]:
    """Who is invited has registered with us already: nobody has to answer by mail."""
    if entry.organizer:
        name, email = entry.organizer
        yield fold(f"ORGANIZER;CN={quoted(name)}:mailto:{unbroken(email)}")
    if entry.attendee:
        name, email = entry.attendee
        part = "ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE"
        yield fold(f"ATTENDEE;CN={quoted(name)};{part}:mailto:{unbroken(email)}")


def _alarm(entry: Entry) -> str:
    """Only for what takes place, and at a known time."""
    if entry.alarm_minutes is None or entry.start is None or entry.status != "CONFIRMED":
        return ""
    title = fold("DESCRIPTION:" + escape(one_line(entry.summary)))
    trigger = f"TRIGGER:-PT{entry.alarm_minutes}M\r\n"
    return f"BEGIN:VALARM\r\nACTION:DISPLAY\r\n{title}{trigger}END:VALARM\r\n"


def _utc(moment: datetime) -> str:
    return _basic(moment.astimezone(UTC)) + "Z"


def _basic(moment: datetime) -> str:
    """At half the cost of strftime."""
    return moment.isoformat()[:19].replace("-", "").replace(":", "")
