# SPDX-License-Identifier: AGPL-3.0-or-later
"""The answers everybody can read, by topic: a few of each, then all of one."""

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import Http404

from migliorapa.core.models import Topic

from ..models import Faq

FEW, PER_PAGE = 8, 40
OTHER, NO_TOPIC = "Altro", "altro"


@dataclass(frozen=True)
class Group:
    """`rows` have `slug` and `question`; `more` tells that they are not all."""

    slug: str
    label: str
    rows: list
    more: bool


def _labels() -> dict[str, str]:
    return dict(Topic.objects.values_list("slug", "label"))


def by_topic() -> list[Group]:
    """Each answer under its first topic, so that none is listed twice. Two statements."""
    labels = _labels()
    first = {"partition_by": F("topics__0")}
    rows = Faq.objects.published().annotate(
        topic=F("topics__0"),
        place=Window(RowNumber(), order_by=("position", "pk"), **first),
        together=Window(Count("*"), **first),
    )
    few = rows.filter(place__lte=FEW).order_by("topic", "place")
    found = few.values_list("topic", "slug", "question", "together", named=True)
    groups = [(topic, list(rows)) for topic, rows in groupby(found, attrgetter("topic"))]
    named = [
        Group(topic or NO_TOPIC, labels.get(topic, OTHER), rows, rows[0].together > FEW)
        for topic, rows in groups
    ]
    return sorted(named, key=lambda group: (group.label == OTHER, group.label))


def of_topic(slug: str, page: str) -> tuple[str, Page]:
    """The label and one page of the answers on a topic; 404 for what is neither."""
    labels = _labels() | {NO_TOPIC: OTHER}
    if slug not in labels:
        raise Http404
    rows = Faq.objects.published().order_by("position", "pk").values("slug", "question")
    about = rows.filter(topics=[]) if slug == NO_TOPIC else rows.filter(topics__contains=[slug])
    try:
        return labels[slug], Paginator(about, PER_PAGE).page(page[:9] or "1")
    except (PageNotAnInteger, EmptyPage):
        raise Http404
