# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the help desk answers when another app asks about a topic, or about a code."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection
from django.urls import reverse

from migliorapa.core.registry import Related

from .models import Faq, PublicQuestion

AT_MOST, QUESTIONS = 3, 2
SHOWN = ("slug", "code", "question", "topics")
# On every page of the catalogue: put together by the ORM it would cost them a third more.
SHARING = """
(SELECT true, question, slug, topics FROM helpdesk_faq
  WHERE status = %(faq)s AND topics && %(topics)s::varchar[]
  ORDER BY useful DESC, position LIMIT 30)
UNION ALL
(SELECT false, title, slug, topics FROM helpdesk_publicquestion
  WHERE status = %(question)s AND topics && %(topics)s::varchar[]
  ORDER BY accepted_id IS NULL, published DESC NULLS LAST LIMIT 30)
"""


def _link(faq: Faq) -> Related:
    return Related("FAQ", faq.question, faq.get_absolute_url(), topics=tuple(faq.topics))


def related(topics: frozenset[str]) -> Iterator[Related]:
    """The answers that share most topics, the most useful first, then what colleagues asked in
    public, those with a chosen answer first. One statement."""
    values = {
        "faq": Faq.Status.PUBLISHED,
        "question": PublicQuestion.Status.PUBLISHED,
        "topics": list(topics),
    }
    with connection.cursor() as cursor:
        cursor.execute(SHARING, values)
        rows = cursor.fetchall()
    rows.sort(key=lambda row: -len(topics.intersection(row[3])))
    yield from _first(AT_MOST, "FAQ", "helpdesk:faq", (row for row in rows if row[0]))
    yield from _first(QUESTIONS, "domanda", "helpdesk:question", (r for r in rows if not r[0]))


def _first(at_most: int, kind: str, page: str, rows: Iterable[tuple]) -> Iterator[Related]:
    for _, title, slug, own in islice(rows, at_most):
        yield Related(kind, title, reverse(page, args=[slug]), topics=tuple(own))


def entries(codes: Iterable[str]) -> Iterator[tuple[str, Related]]:
    """No query when no code looks like one of a FAQ."""
    wanted = [code for code in codes if code.startswith(("F", "Q"))]
    if wanted:
        for faq in Faq.objects.published().only(*SHOWN).filter(code__in=wanted):
            yield faq.code, _link(faq)
