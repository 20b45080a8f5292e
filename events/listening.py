# SPDX-License-Identifier: AGPL-3.0-or-later
"""Needs and problems as people told them, grouped by topic and by region."""

from dataclasses import dataclass, field

from migliorapa.accounts.regions import REGIONS
from migliorapa.core.models import Topic

from .models import Event, Need

MOST_SHOWN = 300
NO_TOPIC, NO_REGION = "Senza argomento", "Regione non indicata"


@dataclass
class Group:
    """The needs of a topic; one with two topics is in two groups."""

    title: str
    slug: str
    regions: dict[str, list[Need]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(needs) for needs in self.regions.values())


@dataclass(frozen=True)
class Asked:
    """Unknown values filter nothing."""

    event: Event | None = None
    source: str = ""
    topic: str = ""
    region: str = ""

    @classmethod
    def read(cls, query) -> "Asked":
        event = query.get("appuntamento", "")
        source, region = query.get("raccolto", ""), query.get("regione", "")
        return cls(
            event=Event.objects.filter(slug=event[:120]).first() if event else None,
            source=source if source in Need.Source.values else "",
            topic=query.get("argomento", "")[:60],
            region=region if region in REGIONS else "",
        )

    def needs(self):
        rows = Need.objects.select_related("event").order_by("-created", "-pk")
        if self.event:
            rows = rows.filter(event=self.event)
        if self.source:
            rows = rows.filter(source=self.source)
        if self.topic:
            rows = rows.filter(topics__contains=[self.topic])
        return rows.filter(region_code=self.region) if self.region else rows


def groups(asked: Asked) -> list[Group]:
    """Topics by label, regions in their order; the most recent `MOST_SHOWN` needs."""
    labels = dict(Topic.objects.values_list("slug", "label"))
    found: dict[str, Group] = {}
    for need in asked.needs()[:MOST_SHOWN]:
        slugs = [slug for slug in need.topics if asked.topic in ("", slug)]
        for slug in slugs or [""]:
            title = labels.get(slug, slug) if slug else NO_TOPIC
            group = found.setdefault(slug, Group(title, slug))
            group.regions.setdefault(need.region_code, []).append(need)
    for group in found.values():
        ordered = [*REGIONS, ""]
        group.regions = {
            REGIONS.get(code, NO_REGION): group.regions[code]
            for code in ordered
            if code in group.regions
        }
    return sorted(found.values(), key=lambda group: (not group.slug, group.title))
