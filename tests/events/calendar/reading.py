# SPDX-License-Identifier: AGPL-3.0-or-later
"""Events to show, and pages as their readers take them in."""

import re
from html import unescape

from events.models import Event
from tests.factories.events import EventFactory, SessionFactory, in_days

LIST = "/eventi/"
ARCHIVE = "/eventi/archivio/"


def main(response) -> str:
    """The words of the page itself, tags and repeated blanks left out."""
    found = re.search(r"<main.*</main>", response.text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def titles(response) -> list[str]:
    return [unescape(title) for title in re.findall(r"<h3><a [^>]*>([^<]*)</a>", response.text)]


def appointment(title, *, days=30, session=None, **details) -> Event:
    """An event of one session, which has its title; `session` gives more about that one."""
    event = EventFactory(title=title, **details)
    about = {"title": title, "day": in_days(days)} | (session or {})
    SessionFactory(event=event, **about)
    event.refresh_from_db()
    return event
