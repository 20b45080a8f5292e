# SPDX-License-Identifier: AGPL-3.0-or-later
"""What readers ask of the calendar; it travels in the address, for pages and feeds alike."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from migliorapa.accounts.regions import REGIONS

from .models import Event

ONLINE = "online"
SLUG = re.compile(r"[a-z0-9_-]{1,60}", re.ASCII)
YEAR = re.compile(r"20\d\d", re.ASCII)


@dataclass(frozen=True)
class Filters:
    """Empty means all. `region` is an ISTAT code or `online`. What is unknown counts as empty."""

    kind: str = ""
    region: str = ""
    topic: str = ""
    year: str = ""
    free: bool = False
    proceedings: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        kind, region = query.get("tipo", ""), query.get("regione", "")
        topic, year = query.get("argomento", ""), query.get("anno", "")
        return cls(
            kind=kind if kind in Event.Kind.values else "",
            region=region if region == ONLINE or region in REGIONS else "",
            topic=topic if SLUG.fullmatch(topic) else "",
            year=year if YEAR.fullmatch(year) else "",
            free=query.get("posti") == "1",
            proceedings=query.get("atti") == "1",
        )

    @property
    def query(self) -> str:
        """The address part that asks for the same, without question mark."""
        values = {
            "tipo": self.kind,
            "regione": self.region,
            "argomento": self.topic,
            "anno": self.year,
            "posti": "1" if self.free else "",
            "atti": "1" if self.proceedings else "",
        }
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def lasting(self) -> "Filters":
        """Without what a subscription cannot keep: free places, and what belongs to the archive."""
        return replace(self, year="", free=False, proceedings=False)

    def words(self, topics: Mapping[str, str]) -> list[str]:
        """`topics` are labels by slug."""
        kind = Event.Kind(self.kind).label if self.kind else ""
        region = REGIONS.get(self.region, self.region)
        return [part for part in (kind, region, topics.get(self.topic, self.topic)) if part]

    def of(self, events: Iterable[Event]) -> list[Event]:
        """All but `free`, which needs places counted: see `programme.with_free_places`."""
        tests = []
        if self.kind:
            tests.append(lambda event: event.kind == self.kind)
        if self.region == ONLINE:
            tests.append(lambda event: event.is_online)
        elif self.region:
            tests.append(lambda event: event.region_code == self.region)
        if self.topic:
            tests.append(lambda event: self.topic in event.topics)
        if self.year:
            tests.append(lambda event: event.first_day and str(event.first_day.year) == self.year)
        if self.proceedings:
            tests.append(lambda event: event.proceedings_are_out)
        return [event for event in events if all(test(event) for test in tests)]
