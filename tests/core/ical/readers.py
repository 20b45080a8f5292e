# SPDX-License-Identifier: AGPL-3.0-or-later
"""Three clients that share no code with ours: what each understands of a calendar."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import icalendar
import pytest

HERE = Path(__file__).parent
KHAL = Path(sys.executable).with_name("khal")
SEPARATOR = " | "
KHAL_FIELDS = ("uid", "start-long", "end-long", "title", "status")
KHAL_CONFIG = """
[calendars]
[[eventi]]
path = {home}/vdir
type = calendar
[sqlite]
path = {home}/khal.db
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


class Seen(NamedTuple):
    """Moments in UTC, or days; the end of whole days is the first day after."""

    uid: str
    start: datetime | date
    end: datetime | date
    title: str
    status: str


def by_icalendar(text: str, home: Path) -> set[Seen]:
    return {
        Seen(
            str(event["UID"]),
            *(_in_utc(moment) for moment in (event.start, event.end)),
            str(event["SUMMARY"]),
            str(event["STATUS"]),
        )
        for event in icalendar.Calendar.from_ical(text).walk("VEVENT")
    }


def by_khal(text: str, home: Path) -> set[Seen]:
    """Imported as a subscription is; an earlier import to the same place is there still."""
    (home / "vdir").mkdir(exist_ok=True)
    (home / "config").write_text(KHAL_CONFIG.format(home=home))
    (home / "feed.ics").write_bytes(text.encode())
    _khal(home, "import", "--batch", "-a", "eventi", str(home / "feed.ics"))
    fields = SEPARATOR.join(f"{{{name}}}" for name in KHAL_FIELDS)
    listed = _khal(home, "list", "--once", "-df", "", "-f", fields, "2010-12-01", "2041-02-01")
    return {_seen_by_khal(line) for line in listed.splitlines() if line}


def by_ical_js(text: str, home: Path) -> set[Seen]:
    if not (HERE / "node_modules").is_dir() or not shutil.which("node"):
        pytest.skip(
            "ical.js is not installed: npm install --no-package-lock --prefix tests/core/ical"
        )
    told = subprocess.run(
        ["node", "read.mjs"], input=text.encode(), cwd=HERE, capture_output=True, check=True
    ).stdout
    return {
        Seen(**event | {end: _from_iso(event[end]) for end in ("start", "end")})
        for event in json.loads(told)
    }


READERS = (by_icalendar, by_khal, by_ical_js)


def _khal(home: Path, *arguments: str) -> str:
    # Its cache, its data and its idea of the local time are those of this test alone.
    own = {"HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_DATA_HOME": str(home), "TZ": "UTC"}
    return subprocess.run(
        [KHAL, "-c", home / "config", *arguments],
        env=os.environ | own | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
        text=True,
    ).stdout


def _seen_by_khal(line: str) -> Seen:
    uid, start, end, title, status = (part.strip() for part in line.split(SEPARATOR))
    if len(start) == len("2026-10-25"):  # whole days, the last one included
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        return Seen(uid, first, last + timedelta(days=1), title, status)
    moments = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in (start, end))
    return Seen(uid, *moments, title, status)


def _from_iso(text: str) -> datetime | date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _in_utc(moment: datetime | date) -> datetime | date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
