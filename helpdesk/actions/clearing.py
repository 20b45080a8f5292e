# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words of a request that are nobody's: who writes the FAQ says why, who approves it reads that.

Only for a `Doubt`, in the sentence where it stands. What the record of a request knows always
blocks. A FAQ keeps `{mark, words, sentence, reason, by, on}`, for operators alone.
"""

from collections.abc import Collection, Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import Faq, FaqOrigin
from .faq_check import doubts_in, marks_of

LONGEST = 300


def cleared(
    texts: dict,
    origins: Iterable[FaqOrigin],
    *,
    known: Iterable[dict],
    reasons: Mapping[str, str],
    actor,
) -> list[dict]:
    """What is said of these texts: `known` before, and now with `reasons` by mark.

    Without a reason it is not said.
    """
    said = {row["mark"]: row for row in known}
    given = {mark: reason.strip()[:LONGEST] for mark, reason in reasons.items() if reason.strip()}
    if not (said or given):
        return []
    found = doubts_in(texts, origins)
    new = {
        mark: {
            "mark": mark,
            "words": found[mark].words,
            "sentence": found[mark].sentence,
            "reason": reason,
            "by": actor.pk,
            "on": timezone.localdate().isoformat(),
        }
        for mark, reason in given.items()
        if mark in found
    }
    return [row for mark, row in (said | new).items() if mark in found]


def in_these(faq: Faq, texts: dict, origins: Iterable[FaqOrigin]) -> list[dict]:
    """Of what was said for a FAQ, what these texts still need."""
    return cleared(texts, origins, known=faq.cleared, reasons={}, actor=None)


def check_seen(rows: Iterable[dict], seen: Collection[str]) -> None:
    if marks_of(rows) - set(seen):
        raise ValidationError(
            "Prima di approvare leggete le parole che chi ha scritto dice di nessuno, e segnate "
            "che le avete lette."
        )
