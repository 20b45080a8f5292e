# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages in and out of the index.

Writers of different pages never wait for each other: words are added without a lock, and how
common a stem is gets counted when somebody asks. Only `refresh` keeps others out, for a moment.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, transaction

from . import acronyms, spelling, upkeep
from .documents import Document
from .models import SearchDocument
from .scoring import frequencies
from .stems import root, stem
from .tokens import words

BATCH = 500
MANY = 50  # pages published at once that make it worth counting anew
FREQUENT = 24  # pages of a stem from which its count is kept, and not taken at each search
LINK_TARGET = re.compile(r"\]\([^)\s]*\)")
FIELDS = ["kind", "code", "url", "title", "summary", "body", "weight", "topics"]
TIDYING = "hashtext('core_search_refresh')"
WRITE_POSTINGS = f"""
    SELECT pg_advisory_xact_lock_shared({TIDYING});
    WITH fresh AS (
      SELECT * FROM unnest(%s::bigint[], %s::text[], %s::float8[])
        AS f(document_id, stem, frequency)
    ), gone AS (
      DELETE FROM core_searchposting old WHERE document_id = ANY(%s) AND NOT EXISTS (
        SELECT FROM fresh WHERE fresh.document_id = old.document_id AND fresh.stem = old.stem)
    )
    INSERT INTO core_searchposting AS old (document_id, stem, frequency)
    SELECT document_id, stem, frequency FROM fresh
    ON CONFLICT (document_id, stem) DO UPDATE SET frequency = excluded.frequency
    WHERE old.frequency <> excluded.frequency
"""
WRITE_WORDS = """
    INSERT INTO core_searchword (word, stem, root, spellings)
    SELECT word, stem, root, string_to_array(spellings, ' ')
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS f(word, stem, root, spellings)
    WHERE NOT EXISTS (SELECT FROM core_searchword known WHERE known.word = f.word)
"""
TIDY_WORDS = """
    DELETE FROM core_searchword w WHERE
      NOT EXISTS (SELECT FROM core_searchposting p WHERE p.stem = w.stem)
      OR EXISTS (SELECT FROM core_searchword twin WHERE twin.word = w.word AND twin.id < w.id)
"""
COUNT_FREQUENT = """
    INSERT INTO core_searchfrequent (stem, documents)
    SELECT stem, count(*) FROM core_searchposting GROUP BY stem HAVING count(*) >= %s
    UNION ALL SELECT '', count(*) FROM core_searchdocument
"""


def _stored(text: str) -> str:
    """As PostgreSQL and UTF-8 can keep it."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _row(document: Document) -> SearchDocument:
    values = {name: getattr(document, name) for name in ("key", *FIELDS)}
    texts = {name: _stored(value) for name, value in values.items() if isinstance(value, str)}
    return SearchDocument(**{**values, **texts, "topics": list(document.topics)})


def _words_of(row: SearchDocument) -> tuple[list[str], ...]:
    """Words of title, summary and body, and the marks of acronyms."""
    body = LINK_TARGET.sub("]", row.body)
    marks = acronyms.of_page(row.title, [row.summary, body])
    return words(f"{row.code} {row.title}"), words(row.summary), words(body), marks


def _write_terms(rows: Iterable[SearchDocument], known: set[str]) -> None:
    postings, fresh, ids = [], {}, []
    for row in rows:
        ids.append(row.pk)
        fields = _words_of(row)
        fresh |= {word: stem(word) for found in fields for word in found}
        times = frequencies(*([stem(word) for word in found] for found in fields))
        postings += [(row.pk, each, weighed) for each, weighed in times.items()]
    new = [
        (word, each, root(each), " ".join(spelling.keys(word)))
        for word, each in fresh.items()
        if word not in known
    ]
    known |= fresh.keys()
    with connection.cursor() as cursor:
        cursor.execute(WRITE_POSTINGS, [*_columns(postings, 3), ids])
        cursor.execute(WRITE_WORDS, _columns(new, 4))


def _columns(rows: list[tuple], width: int) -> list[list]:
    return [[row[place] for row in rows] for place in range(width)]


def _write(documents: Iterable[Document], known: set[str]) -> list[str]:
    # The last of two with the same key wins; keys in order, so that two writers cannot cross.
    rows = {document.key: _row(document) for document in documents}
    rows = [rows[key] for key in sorted(rows)]
    SearchDocument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=FIELDS
    )
    if rows:
        _write_terms(rows, known)
    return [row.key for row in rows]


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        yield batch


@transaction.atomic
def publish(documents: Iterable[Document]) -> int:
    known: set[str] = set()
    written = sum(len(_write(batch, known)) for batch in _batches(documents))
    if written >= MANY:
        refresh()
    return written


@transaction.atomic
def withdraw(keys: Iterable[str]) -> None:
    rows = SearchDocument.objects.filter(key__in=list(keys)).order_by("key")
    _remove(list(rows.select_for_update().values_list("pk", flat=True)))


def _remove(ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_searchposting WHERE document_id = ANY(%s)", [ids])
        cursor.execute("DELETE FROM core_searchdocument WHERE id = ANY(%s)", [ids])


@transaction.atomic
def rebuild(sources: Iterable[tuple[str, Iterable[Document]]]) -> int:
    """Writes every source anew and drops what no source claims any longer."""
    kept, known = set(), set()
    for batch in _batches(_all(sources)):
        kept.update(_write(batch, known))
    there = SearchDocument.objects.values_list("key", "pk")
    _remove([pk for key, pk in there if key not in kept])
    upkeep.note_form()
    refresh()
    return len(kept)


def _all(sources: Iterable[tuple[str, Iterable[Document]]]) -> Iterator[Document]:
    for _, documents in sources:
        yield from documents


def is_stale() -> bool:
    """True before the first load, and after an update that changed the index."""
    return not SearchDocument.objects.exists() or not upkeep.is_of_this_form()


@transaction.atomic
def refresh() -> bool:
    """Forgets words nobody uses any longer and counts the common stems anew.

    False when somebody is writing: they may count on a word that looks unused from here.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_xact_lock({TIDYING})")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(TIDY_WORDS)
        cursor.execute("DELETE FROM core_searchfrequent")
        cursor.execute(COUNT_FREQUENT, [FREQUENT])
        cursor.execute("ANALYZE core_searchposting, core_searchword, core_searchdocument")
    upkeep.load_groups()
    return True
