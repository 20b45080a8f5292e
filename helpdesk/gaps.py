# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people need and nobody has written yet."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Sum
from django.utils import timezone

from migliorapa.core.models import Topic
from migliorapa.core.search.models import SearchQuery

from .models import Faq, Ticket
from .review import asked_after_reading

WINDOW = timedelta(days=180)
AT_MOST = 20
FEWEST = 2


@dataclass(frozen=True)
class Cluster:
    """Requests on one topic that no FAQ came from; `example` is one of their subjects."""

    label: str
    count: int
    example: Ticket


def searches():
    """Searches that found nothing or whose results nobody opened, most frequent first."""
    since = timezone.localdate() - WINDOW
    rows = SearchQuery.objects.filter(day__gte=since).values("text")
    counted = rows.annotate(times=Sum("count"), clicks=Sum("clicked"), best=Sum("results"))
    return counted.filter(clicks=0).order_by(F("times").desc(), "text")[:AT_MOST]


def clusters() -> list[Cluster]:
    since = timezone.now() - WINDOW
    rows = Ticket.objects.confirmed().filter(created__gte=since, faq_origins__isnull=True)
    recent = list(rows.only("subject", "topics", "public_id").order_by("-created")[:2000])
    counts = Counter(topic for ticket in recent for topic in ticket.topics)
    labels = dict(Topic.objects.values_list("slug", "label"))
    return [
        Cluster(
            labels.get(topic, topic),
            count,
            next(ticket for ticket in recent if topic in ticket.topics),
        )
        for topic, count in counts.most_common(AT_MOST)
        if count >= FEWEST
    ]


def read_in_vain() -> list[tuple[Faq, int]]:
    """FAQ read before a request was opened all the same."""
    asked = asked_after_reading()
    faqs = Faq.objects.in_bulk(asked)
    found = [(faqs[pk], len(moments)) for pk, moments in asked.items() if pk in faqs]
    return sorted(found, key=lambda item: -item[1])[:AT_MOST]


def found() -> dict:
    return {"searches": searches(), "clusters": clusters(), "read_in_vain": read_in_vain()}
