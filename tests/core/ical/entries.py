# SPDX-License-Identifier: AGPL-3.0-or-later
"""Entries to begin a test from."""

from datetime import UTC, datetime

from migliorapa.core.ical import Entry

CREATED = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
START = datetime(2026, 10, 7, 7, 30, tzinfo=UTC)


def entry(**changes) -> Entry:
    plain = {
        "uid": "3f0c@miglioraPA.example",
        "summary": "Seminario territoriale",
        "created": CREATED,
        "modified": CREATED,
    }
    if "day" not in changes:
        plain["start"] = START
    return Entry(**plain | changes)
