# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the index knows of the words asked: relatives, synonyms, how common each is."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from . import groups, spelling
from .index import FREQUENT
from .stems import root

LIKE_IT = 30
COUNTED = 500  # pages counted at each search; beyond, what `refresh` counted last
SIMILAR_WORDS = 20  # for each key
KNOWN = f"""
    WITH near AS (
      SELECT words, roots FROM core_searchsynonym WHERE active AND keys && %(keys)s::varchar[]
    ), wanted AS (
      SELECT unnest(%(roots)s::text[]) AS root UNION SELECT unnest(roots) FROM near
    ), stems AS (
      SELECT DISTINCT stem, false AS begun FROM core_searchword
      WHERE root IN (SELECT root FROM wanted)
      UNION ALL (
        SELECT stem, true FROM core_searchword
        WHERE %(begun)s <> '' AND word LIKE %(begun)s || '%%'
        GROUP BY stem ORDER BY min(length(word)), stem LIMIT {LIKE_IT})
    )
    SELECT stem, begun, CASE WHEN counted.n < {FREQUENT} THEN counted.n ELSE greatest(
      counted.n, (SELECT documents FROM core_searchfrequent f WHERE f.stem = stems.stem)) END
    FROM stems, LATERAL (SELECT count(*) AS n FROM (
      SELECT FROM core_searchposting p WHERE p.stem = stems.stem LIMIT {FREQUENT}) c) counted
    UNION ALL SELECT words, NULL, NULL FROM near
    UNION ALL SELECT NULL, NULL, CASE WHEN n < {COUNTED} THEN n ELSE greatest(
      n, (SELECT documents FROM core_searchfrequent WHERE stem = '')) END
    FROM (SELECT count(*) AS n FROM (
      SELECT FROM core_searchdocument LIMIT {COUNTED}) all_documents) counted
"""
ALIKE = f"""
    SELECT DISTINCT alike.word FROM unnest(%(keys)s::varchar[]) AS asked(key),
    LATERAL (
      SELECT word, stem FROM core_searchword WHERE spellings @> ARRAY[asked.key]
      LIMIT {SIMILAR_WORDS}
    ) alike
    WHERE (SELECT true FROM core_searchposting p WHERE p.stem = alike.stem LIMIT 1)
    ORDER BY alike.word
"""


@dataclass
class Vocabulary:
    """`documents`: of each known stem; `relatives`: stems of each root; `begun`: stems of the
    words that begin like the last one typed; `near`: groups of synonyms met."""

    total: int = 0
    documents: dict[str, int] = field(default_factory=dict)
    relatives: dict[str, list[str]] = field(default_factory=dict)
    begun: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)

    def family(self, stem: str) -> list[str]:
        return self.relatives.get(root(stem), [])


def of(stems: list[str], begun: str = "", marks: Iterable[str] = ()) -> Vocabulary:
    """One statement. `begun` is the folded word still being typed, `marks` those of acronyms."""
    values = {
        "keys": list(groups.windows(stems)),
        "roots": [*(root(stem) for stem in stems), *marks],
        "begun": begun,
    }
    known = Vocabulary()
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, values)
        for row in cursor.fetchall():
            _take(known, *row)
    return known


def _take(known: Vocabulary, text: str | None, begun: bool | None, documents: int | None) -> None:
    if text is None:
        known.total = documents
    elif documents is None:
        known.near.append(text)
    elif documents:
        if begun:
            known.begun.append(text)
        if text not in known.documents:
            known.relatives.setdefault(root(text), []).append(text)
        known.documents[text] = documents


def corrections(unknown: Iterable[str]) -> dict[str, str]:
    """The word of the index spelt most alike, where there is one; at most one statement."""
    asked = [word for word in unknown if spelling.tolerance(word)]
    if not asked:
        return {}
    forms = {*asked, *map(spelling.without_article, asked)}
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"keys": [key for word in forms for key in spelling.keys(word)]})
        known = [word for (word,) in cursor.fetchall()]
    best = {word: _nearest(word, known) for word in asked}
    return {word: near for word, near in best.items() if near}


def _nearest(word: str, known: list[str]) -> str:
    """With the apostrophe that was forgotten, if that explains the word altogether."""
    bare = spelling.without_article(word)
    if bare in known:
        return bare
    return spelling.nearest(word, known) or spelling.nearest(bare, known)
