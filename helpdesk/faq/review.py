# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a published answer should be read again, in words.

Only what happened after somebody last verified it counts: a doubt that was settled does not come
back by itself.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q
from django.utils import timezone

from migliorapa.core import moments, registry

from ..models import Faq, FaqVote, Ticket

FEWEST_VOTES = 5
USEFUL_FLOOR = 60  # per cent
ASKED_ALL_THE_SAME = 3
WINDOW = timedelta(days=365)
LINKED = re.compile(r"\((?:step|tool|deep_dive|path):([A-Z]\d{1,9})\)")


@dataclass(frozen=True)
class Reason:
    """`kind` says whether it was told already: `due`, `votes`, `asked`, `changed:T20`, `gone:T20`.
    The figures in `text` may grow while it is the same reason."""

    kind: str
    text: str


def linked(faq: Faq) -> list[str]:
    """Codes it sends readers to, beside the text and in it."""
    codes = [*faq.steps, *faq.tools, *faq.deep_dives, *LINKED.findall(faq.body)]
    return list(dict.fromkeys(codes))


def since_verified() -> Q:
    """Of votes: given after the last verification of their FAQ."""
    return Q(faq__reviewed_at=None) | Q(created__gt=F("faq__reviewed_at"))


def asked_after_reading() -> dict[int, list]:
    """By FAQ, when requests of the last year were opened by who had just read it."""
    recent = Ticket.objects.confirmed().filter(created__gte=timezone.now() - WINDOW)
    moments_of: dict[int, list] = {}
    for created, read in recent.exclude(read_faqs=[]).values_list("created", "read_faqs"):
        for pk in set(read):
            moments_of.setdefault(pk, []).append(created)
    return moments_of


class Evidence:
    """What is known against these answers, all of them together: six statements and those of the
    history of the texts."""

    def __init__(self, faqs: Iterable[Faq]):
        codes = sorted({code for faq in faqs for code in linked(faq)})
        self.pages = registry.entries(codes)
        self.changes = registry.last_changes(self.pages)
        self.asked = asked_after_reading()
        self.votes = _votes()

    def reasons(self, faq: Faq, today: date) -> list[Reason]:
        return [
            *self._date(faq, today),
            *self._pages(faq),
            *self._judgements(faq),
            *self._requests(faq),
        ]

    def _date(self, faq, today):
        if faq.review_due and faq.review_due <= today:
            day = moments.day_in_words(faq.review_due)
            yield Reason("due", f"la revisione era prevista entro {day}")

    def _pages(self, faq):
        for code in linked(faq):
            page, changed = self.pages.get(code), self.changes.get(code)
            if page is None:
                yield Reason(f"gone:{code}", f"rimanda a {code}, che non è più pubblico")
            elif changed and _is_after(changed, faq):
                day = moments.day_in_words(changed.astimezone(moments.ROME))
                said = f"è cambiato ciò a cui rimanda: {page.kind} «{page.title}», {day}"
                yield Reason(f"changed:{code}", said)

    def _judgements(self, faq):
        useful, votes = self.votes.get(faq.pk, (0, 0))
        if votes >= FEWEST_VOTES and useful * 100 < USEFUL_FLOOR * votes:
            since = " dall'ultima verifica" if faq.reviewed_at else ""
            readers = "un lettore" if useful == 1 else f"{useful} lettori"
            yield Reason("votes", f"è utile per {readers} su {votes}{since}")

    def _requests(self, faq):
        after = [moment for moment in self.asked.get(faq.pk, []) if _is_after(moment, faq)]
        if len(after) >= ASKED_ALL_THE_SAME:
            said = f"{len(after)} richieste sono state aperte dopo averla letta"
            yield Reason("asked", said)


def _is_after(moment: datetime, faq: Faq) -> bool:
    return faq.reviewed_at is None or moment > faq.reviewed_at


def _votes() -> dict[int, tuple[int, int]]:
    """By FAQ, how many of the votes since its last verification say useful, and how many all."""
    rows = FaqVote.objects.filter(since_verified()).order_by().values("faq")
    counted = rows.annotate(useful=Count("pk", filter=Q(is_useful=True)), votes=Count("pk"))
    return {row["faq"]: (row["useful"], row["votes"]) for row in counted}
