# SPDX-License-Identifier: AGPL-3.0-or-later
"""What readers say of an answer, for who looks after it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from ..models import Faq, FaqVote
from .review import since_verified

REASONS = dict(FaqVote.Reason.choices)
UNSAID = "Motivo non detto"
ON_THE_PAGE, IN_THE_MAIL = 20, 5


@dataclass(frozen=True)
class Comment:
    """`is_new`: since the answer was last verified."""

    text: str
    reason: str
    is_useful: bool
    created: datetime
    is_new: bool


@dataclass(frozen=True)
class Voices:
    """`reasons`: in words, with how many not useful votes give them, the most frequent first."""

    useful: int
    not_useful: int
    reasons: list[tuple[str, int]]
    comments: list[Comment]

    def __bool__(self) -> bool:
        return bool(self.useful or self.not_useful)


def of(faq: Faq, *, only_new: bool = False, at_most: int = ON_THE_PAGE) -> Voices:
    """Two statements. `only_new`: since the last verification."""
    votes = faq.votes.filter(since_verified()) if only_new else faq.votes.all()
    rows = votes.order_by().values_list("is_useful", "reason").annotate(count=Count("pk"))
    counts = list(rows)
    against = [
        (REASONS.get(reason, UNSAID), count) for is_useful, reason, count in counts if not is_useful
    ]
    return Voices(
        useful=sum(count for is_useful, _, count in counts if is_useful),
        not_useful=sum(count for _, count in against),
        reasons=sorted(against, key=lambda row: (-row[1], row[0])),
        comments=[_comment(vote, faq) for vote in votes.exclude(comment="")[:at_most]],
    )


def _comment(vote: FaqVote, faq: Faq) -> Comment:
    return Comment(
        vote.comment,
        "" if vote.is_useful else REASONS.get(vote.reason, ""),
        vote.is_useful,
        vote.created,
        faq.reviewed_at is None or vote.created > faq.reviewed_at,
    )
