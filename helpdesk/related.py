# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the help desk answers when another app asks about a topic, or about a code."""

from collections.abc import Iterable, Iterator

from django.db import connection
from django.urls import reverse

from migliorapa.core.registry import Related

from .models import Faq

AT_MOST = 3
SHOWN = ("slug", "code", "question", "topics")
# On every page of the catalogue: put together by the ORM it would cost them a third more.
SHARING = (
    "SELECT question, slug, topics FROM helpdesk_faq WHERE status = %s "
    "AND topics && %s::varchar[] ORDER BY useful DESC, position LIMIT 30"
)


def _link(faq: Faq) -> Related:
    return Related("FAQ", faq.question, faq.get_absolute_url(), topics=tuple(faq.topics))


def related(topics: frozenset[str]) -> Iterator[Related]:
    """The answers that share most topics, the most useful first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(SHARING, [Faq.Status.PUBLISHED, list(topics)])
        rows = cursor.fetchall()
    ranked = sorted(rows, key=lambda row: -len(topics.intersection(row[2])))
    for question, slug, own in ranked[:AT_MOST]:
        yield Related("FAQ", question, reverse("helpdesk:faq", args=[slug]), topics=tuple(own))


def entries(codes: Iterable[str]) -> Iterator[tuple[str, Related]]:
    """No query when no code looks like one of a FAQ."""
    wanted = [code for code in codes if code.startswith(("F", "Q"))]
    if wanted:
        for faq in Faq.objects.published().only(*SHOWN).filter(code__in=wanted):
            yield faq.code, _link(faq)
