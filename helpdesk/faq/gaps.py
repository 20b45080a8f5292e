# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people need and nobody has written yet."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F, Max, Q, Sum
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from migliorapa.core.search.models import SearchQuery

from ..models import Faq, IgnoredGap, Message, Ticket
from .similarity import groups

WINDOW = timedelta(days=180)
AT_MOST, MOST_COMPARED, MOST_IGNORED = 20, 1000, 30
FEWEST = 2
OPENING = 600  # letters of a message that tell what it asks
SHOWN = ("pk", "public_id", "subject", "state", "created", "read_faqs")
Kind = IgnoredGap.Kind


@dataclass(frozen=True)
class Group:
    """Requests that ask the same, the newest first; `faq` is what was read before asking."""

    tickets: list[Ticket]
    faq: Faq | None = None

    @property
    def example(self) -> Ticket:
        """The one to write from: one that has its answer already, if there is."""
        return next((ticket for ticket in self.tickets if ticket.is_finished), self.tickets[0])

    @property
    def keys(self) -> str:
        return " ".join(str(ticket.pk) for ticket in self.tickets)

    @property
    def write(self) -> str:
        """Where an answer to all of them is written."""
        others = [ticket.number for ticket in self.tickets if ticket != self.example]
        address = reverse("helpdesk:make_faq", args=[self.example.public_id])
        return f"{address}?{urlencode({'richieste': ' '.join(others)})}" if others else address


def _ignored(kind: Kind) -> dict[str, object]:
    """Moments by key."""
    return dict(IgnoredGap.objects.filter(kind=kind).values_list("key", "created"))


def searches():
    """Searches that found nothing, or found what nobody opened more than once; most frequent
    first."""
    since = timezone.localdate() - WINDOW
    rows = SearchQuery.objects.filter(day__gte=since).exclude(text__in=_ignored(Kind.SEARCH))
    counted = rows.values("text").annotate(
        times=Sum("count"), clicks=Sum("clicked"), best=Max("results")
    )
    in_vain = counted.filter(Q(best=0) | Q(times__gte=FEWEST), clicks=0)
    return in_vain.order_by(F("times").desc(), "text")[:AT_MOST]


def _recent():
    since = timezone.now() - WINDOW
    rows = Ticket.objects.heard().filter(created__gte=since, is_anonymised=False)
    return rows.filter(faq_origins__isnull=True).only(*SHOWN).order_by("-created", "-pk")


def clusters() -> list[Group]:
    """Requests that no FAQ came from and that ask the same, by their words."""
    left_out = [int(key) for key in _ignored(Kind.REQUEST)]
    tickets = list(_recent().exclude(pk__in=left_out)[:MOST_COMPARED])
    asked = Message.objects.filter(kind=Message.Kind.QUESTION, ticket__in=tickets).order_by()
    texts = dict(asked.values_list("ticket", Left("body", OPENING)))
    alike = groups((ticket.subject, texts.get(ticket.pk, "")) for ticket in tickets)
    found = [Group([tickets[place] for place in places]) for places in alike]
    several = [group for group in found if len(group.tickets) >= FEWEST]
    return sorted(several, key=lambda group: -len(group.tickets))[:AT_MOST]


def read_in_vain() -> list[Group]:
    """Requests opened by who had just read a FAQ, since it was last verified or put aside."""
    ignored = _ignored(Kind.FAQ)
    asked: dict[int, list[Ticket]] = {}
    for ticket in _recent().exclude(read_faqs=[]):
        for pk in set(ticket.read_faqs):
            asked.setdefault(pk, []).append(ticket)
    found = []
    for pk, faq in Faq.objects.in_bulk(asked).items():
        settled = [moment for moment in (faq.reviewed_at, ignored.get(str(pk))) if moment]
        after = [t for t in asked[pk] if not settled or t.created > max(settled)]
        if after:
            found.append(Group(after, faq))
    return sorted(found, key=lambda group: -len(group.tickets))[:AT_MOST]


def ignored() -> list[tuple[IgnoredGap, str]]:
    """The last put aside, in words."""
    rows = list(IgnoredGap.objects.order_by("-created")[:MOST_IGNORED])
    codes = Faq.objects.in_bulk([int(row.key) for row in rows if row.kind == Kind.FAQ])

    def told(row: IgnoredGap) -> str:
        if row.kind == Kind.SEARCH:
            return f"la ricerca «{row.key}»"
        if row.kind == Kind.REQUEST:
            return f"la richiesta R{row.key}"
        faq = codes.get(int(row.key))
        return f"le richieste dopo {faq.code}" if faq else "una FAQ che non c'è più"

    return [(row, told(row)) for row in rows]


def found() -> dict:
    return {
        "searches": searches(),
        "clusters": clusters(),
        "read_in_vain": read_in_vain(),
        "ignored": ignored(),
    }
