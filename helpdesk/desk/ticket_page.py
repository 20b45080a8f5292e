# SPDX-License-Identifier: AGPL-3.0-or-later
"""All that the page of one request shows to an operator."""

from datetime import timedelta

from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.core import registry, search
from migliorapa.core.statements import Given, Statement

from .. import workflow
from ..actions.desk import STILL_LOOKING
from ..models import CannedAnswer, Queue, Ticket, TicketChange
from .listing import promised, urgency
from .messages import LAST, said
from .near import age, near_until
from .options import options
from .surroundings import Surroundings

LAST_CHANGES = 100
ALIKE, CANNED, FOUND = 5, 8, 8
LONGEST_ASKED = 1_500
_changes = Statement(
    lambda: TicketChange.objects.filter(ticket=Given("ticket")).order_by("-created", "-pk")[
        :LAST_CHANGES
    ]
)
PRIORITIES = tuple((str(value), label) for value, label in Ticket.Priority.choices)


def operators():
    desk = [User.Role.OPERATOR, User.Role.PROJECT_STAFF]
    return list(User.objects.filter(role__in=desk, is_active=True).order_by("name", "pk"))


def queues():
    return list(Queue.objects.select_related("office"))


def context(ticket: Ticket, user, *, whole: bool, alike: bool) -> dict:
    """`alike`: whether to look for what the portal says of the same need."""
    thread, left_out = _thread(ticket, whole)
    changes = _changes(ticket=ticket.pk)
    now = timezone.now()
    around = Surroundings.of(ticket, user)
    return {
        "ticket": ticket,
        "thread": thread,
        "left_out": left_out,
        "changes": changes,
        "age": age(ticket.created, now),
        "promise": promised(ticket, now),
        "urgency": urgency(ticket, now, near_until(now)),
        "state": workflow.State(ticket.state).operator_label,
        "verbs": _verbs(ticket, now),
        "step": registry.entries([ticket.step]).get(ticket.step) if ticket.step else None,
        "profile": registry.profile_in_words(ticket.profile),
        "around": around,
        "operators": options((("", "Nessuno"), *around.operators), str(ticket.assignee_id or "")),
        "priorities": options(PRIORITIES, str(ticket.priority)),
        "queues": options(tuple(around.queues), ticket.queue.slug),
        "asked_alike": alike,
        "alike": _alike(ticket) if alike else [],
        "seen": f"{_last(thread)}-{changes[0].pk if changes else 0}",
    }


def _alike(ticket) -> list[search.Hit]:
    first = ticket.messages.order_by("created", "pk").values_list("body", flat=True).first()
    return search.suggest(f"{ticket.subject} {(first or '')[:LONGEST_ASKED]}", limit=ALIKE)


def _last(rows) -> int:
    return max((row.pk for row in rows), default=0)


def _verbs(ticket, now) -> set[str]:
    if ticket.is_anonymised:
        return set()
    ended = ticket.closed or ticket.solved
    since = now - ended if ended else timedelta(0)
    return {str(verb) for verb in workflow.allowed(ticket.state, "operator", since=since)}


def _thread(ticket, whole: bool):
    """The messages, and how many older ones are not shown. Two statements at most."""
    found = said(ticket, whole=whole)
    full = len(found) == LAST and not whole
    return found, ticket.messages.count() - LAST if full else 0


def looking(ticket, user) -> list[str]:
    """Names of the other operators that have the page open."""
    recent = ticket.viewings.filter(seen__gte=timezone.now() - STILL_LOOKING)
    return list(recent.exclude(operator=user).values_list("operator__name", flat=True))


def canned(ticket: Ticket, words: str) -> list[CannedAnswer]:
    """Those that have the words: of the same topics first, then the most used."""
    rows = list(CannedAnswer.objects.found_by(words).order_by("-used", "title"))
    topics = set(ticket.topics)
    return sorted(rows, key=lambda row: not topics & set(row.topics))[:CANNED]


def others_with(ticket: Ticket, words: str, user) -> list[Ticket]:
    rows = Ticket.objects.visible_to(user).found_by(words).exclude(pk=ticket.pk)
    return list(rows.defer("search", "profile").order_by("-updated", "-pk")[:FOUND])
