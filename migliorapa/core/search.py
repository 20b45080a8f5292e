# SPDX-License-Identifier: AGPL-3.0-or-later
"""Search over everything the apps feed: Italian stems, accents ignored, small typos forgiven."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from .models import SearchDocument

LIMIT = 50
SIMILAR_TITLE = 0.45
WORD = re.compile(r"[^\W_]+", re.UNICODE)
VECTOR = """
    setweight(to_tsvector('italian_unaccent', coalesce(code, '') || ' ' || title), 'A') ||
    setweight(to_tsvector('italian_unaccent', summary), 'B') ||
    setweight(to_tsvector('italian_unaccent', body), 'D')
"""


@dataclass(frozen=True)
class Document:
    """A findable page; `key` is unique over the site, `kind` a singular Italian noun.

    `weight` multiplies the score: under 1 for pages that explain a word rather than do a job.
    """

    key: str
    kind: str
    url: str
    title: str
    summary: str = ""
    body: str = ""
    code: str = ""
    weight: float = 1


@dataclass(frozen=True)
class Hit:
    kind: str
    code: str
    url: str
    title: str
    summary: str
    score: float


def _refresh_vectors(keys: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE core_searchdocument SET vector = {VECTOR} WHERE key = ANY(%s)", [keys]
        )


@transaction.atomic
def publish(documents: Iterable[Document]) -> int:
    rows = [SearchDocument(**vars(document)) for document in documents]
    fields = ["kind", "code", "url", "title", "summary", "body", "weight"]
    SearchDocument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=fields
    )
    _refresh_vectors([row.key for row in rows])
    return len(rows)


def withdraw(keys: Iterable[str]) -> None:
    SearchDocument.objects.filter(key__in=list(keys)).delete()


@transaction.atomic
def rebuild(sources: Iterable[tuple[str, Iterable[Document]]]) -> int:
    """Writes every source anew and drops what no source claims any longer."""
    kept = []
    for _, documents in sources:
        found = list(documents)
        publish(found)
        kept += [document.key for document in found]
    SearchDocument.objects.exclude(key__in=kept).delete()
    return len(kept)


def find(text: str, *, limit: int = LIMIT) -> list[Hit]:
    """Ranked pages for free text, in one statement; empty for text without a word.

    Titles that look alike are tried only when no page has any of the words: a typing error.
    """
    words = [word for word in WORD.findall(text[:300]) if len(word) < 60][:20]
    if not words:
        return []
    statement = """
        WITH asked AS (
          SELECT to_tsquery('italian_unaccent', %(any)s) AS query,
                 lower(immutable_unaccent(%(text)s)) AS text
        ), by_words AS (
          SELECT kind, code, url, title, summary,
                 ts_rank('{0.05, 0.2, 0.5, 1.0}', vector, query) * weight AS score
          FROM core_searchdocument, asked WHERE vector @@ query
        ), by_likeness AS (
          SELECT kind, code, url, title, summary,
                 strict_word_similarity(text, lower(immutable_unaccent(title))) AS score
          FROM core_searchdocument, asked WHERE NOT EXISTS (SELECT FROM by_words)
        )
        SELECT * FROM by_words
        UNION ALL SELECT * FROM by_likeness WHERE score > %(similar)s
        ORDER BY score DESC, title
        LIMIT %(limit)s
    """
    values = {
        "any": " | ".join(f"'{word}'" for word in words),
        "text": " ".join(words),
        "similar": SIMILAR_TITLE,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [Hit(*row) for row in cursor.fetchall()]
