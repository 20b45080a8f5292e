# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages for concepts, best first, in one statement."""

from collections.abc import Iterable

from django.db import connection

from .concepts import UNKNOWN, Concept
from .documents import Hit
from .scoring import K1, rarity
from .vocabulary import Vocabulary

POSTINGS = 25  # read for one query, times the root of the number of pages
FEWEST = 20
CANDIDATES, CANDIDATES_OF_KINDS = 120, 1_000
RARE = 0.6  # of the rarity of a word that no page has
SAME_TOPIC, SAME_CODE = 1.15, 3
RANK = f"""
    WITH found AS (
      SELECT asked.concept, p.document_id, sum(asked.weight * p.frequency) AS frequency,
        bool_or(asked.telling) AS telling
      FROM unnest(%(concepts)s::int[], %(stems)s::text[], %(weights)s::float8[],
          %(telling)s::bool[], %(limits)s::int[])
        AS asked(concept, stem, weight, telling, at_most),
      LATERAL (SELECT document_id, frequency FROM core_searchposting
        WHERE stem = asked.stem ORDER BY frequency DESC LIMIT asked.at_most) p
      GROUP BY asked.concept, p.document_id
    ), best AS (
      SELECT document_id,
        sum((%(rarities)s::float8[])[concept] * frequency / (frequency + {K1})) AS score,
        count(*) >= %(several)s OR bool_or(telling) AS firm
      FROM found GROUP BY document_id ORDER BY score DESC, document_id LIMIT %(candidates)s
    ), ranked AS (
      SELECT kind, code, url, title, summary, score AS covered, firm, score * weight
        * CASE WHEN topics && %(topics)s::varchar[] THEN {SAME_TOPIC} ELSE 1 END
        * CASE WHEN lower(code) = ANY(%(words)s) THEN {SAME_CODE} ELSE 1 END AS score
      FROM best JOIN core_searchdocument d ON d.id = best.document_id
      WHERE %(kinds)s::varchar[] IS NULL OR kind = ANY(%(kinds)s::varchar[])
    )
    SELECT kind, code, url, title, summary, score / %(mass)s, covered / %(mass)s, firm
    FROM ranked ORDER BY score DESC, title, url LIMIT %(limit)s
"""


def _limits(wanted: list[tuple[float, int]], budget: int) -> list[int]:
    """How far down to read the list of each stem, given its worth and its length.

    What short lists leave of their part goes to the others.
    """
    limits, left, worth_left = [FEWEST] * len(wanted), budget, sum(worth for worth, _ in wanted)
    for place in sorted(range(len(wanted)), key=lambda i: wanted[i][1] / (wanted[i][0] or 1e-9)):
        worth, length = wanted[place]
        limits[place] = max(FEWEST, min(length, int(left * worth / (worth_left or 1))))
        left, worth_left = max(0, left - limits[place]), worth_left - worth
    return limits


def rank(
    concepts: list[Concept],
    known: Vocabulary,
    *,
    limit: int,
    kinds: Iterable[str] | None = None,
    topics: Iterable[str] = (),
) -> list[Hit]:
    rare = RARE * rarity(UNKNOWN, known.total)
    rows = [
        (
            *(place, stem, weight, concept.rarity >= rare and stem in concept.literal),
            (weight * concept.rarity, known.documents.get(stem, 0)),
        )
        for place, concept in enumerate(concepts, 1)
        for stem, weight in concept.weights.items()
    ]
    mass = sum(concept.rarity for concept in concepts)
    if not rows or not mass:
        return []
    places, stems, weights, telling, wanted = map(list, zip(*rows, strict=True))
    values = {
        "concepts": places,
        "stems": stems,
        "weights": weights,
        "telling": telling,
        "limits": _limits(wanted, int(POSTINGS * known.total**0.5)),
        "rarities": [concept.rarity * concept.trust for concept in concepts],
        "words": [concept.word for concept in concepts],
        "kinds": None if kinds is None else list(kinds),
        "topics": list(topics),
        "mass": mass,
        "several": min(2, len(concepts)),
        "limit": limit,
        "candidates": max(limit, CANDIDATES if kinds is None else CANDIDATES_OF_KINDS),
    }
    with connection.cursor() as cursor:
        cursor.execute(RANK, values)
        return [Hit(*row) for row in cursor.fetchall()]
