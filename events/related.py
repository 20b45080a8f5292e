# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the calendar answers when another app asks about a topic."""

from collections.abc import Iterator

from migliorapa.core import moments
from migliorapa.core.registry import Related

from . import selectors

AT_MOST = 2


def related(topics: frozenset[str]) -> Iterator[Related]:
    for event in selectors.next_events(AT_MOST, topics):
        when = (
            moments.in_words(event.starts)
            if event.starts
            else moments.without_time_in_words(event.first_day)
        )
        yield Related("appuntamento", event.title, event.get_absolute_url(), when)
