# SPDX-License-Identifier: AGPL-3.0-or-later
"""All that the page of one request shows to an operator."""

from datetime import timedelta

from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.core import registry, search

from .. import workflow
from ..actions.desk import STILL_LOOKING
from ..models import CannedAnswer, Queue, Ticket
from .listing import promised, urgency
from .near import age, near_until

LAST_MESSAGES, LAST_CHANGES = 50, 100
EARLIER, ALIKE, CANNED, FOUND = 5, 5, 8, 8
LONGEST_ASKED = 1_500


def operators():
    desk = [User.Role.OPERATOR, User.Role.PROJECT_STAFF]
    return list(User.objects.filter(role__in=desk, is_active=True).order_by("name", "pk"))


def queues():
    return list(Queue.objects.select_related("office"))


def context(ticket: Ticket, user, *, whole: bool) -> dict:
    thread, left_out = _thread(ticket, whole)
    changes = list(ticket.changes.order_by("-created", "-pk")[:LAST_CHANGES])
    now = timezone.now()
    question = thread[0].body if thread else ""
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
        "earlier": _earlier(ticket),
        "linked": list(ticket.linked.all()[:EARLIER]),
        "merged": list(ticket.merged.all()[:EARLIER]),
        "alike": search.suggest(f"{ticket.subject} {question[:LONGEST_ASKED]}", limit=ALIKE),
        "looking": looking(ticket, user),
        "seen": f"{_last(thread)}-{changes[0].pk if changes else 0}",
    }


def _last(rows) -> int:
    return max((row.pk for row in rows), default=0)


def _verbs(ticket, now) -> set[str]:
    if ticket.is_anonymised:
        return set()
    ended = ticket.closed or ticket.solved
    since = now - ended if ended else timedelta(0)
    return {str(verb) for verb in workflow.allowed(ticket.state, "operator", since=since)}


def _thread(ticket, whole: bool):
    """The messages, and how many older ones are not shown. Two statements."""
    rows = ticket.messages.order_by("-created", "-pk").prefetch_related("attachments")
    if whole:
        return list(rows)[::-1], 0
    found = list(rows[:LAST_MESSAGES])
    left = ticket.messages.count() - LAST_MESSAGES if len(found) == LAST_MESSAGES else 0
    return found[::-1], left


def _earlier(ticket) -> list[Ticket]:
    """Of the same administration; of the same person when there is none."""
    rows = Ticket.objects.exclude(pk=ticket.pk).defer("search", "profile")
    if ticket.administration_id:
        rows = rows.filter(administration=ticket.administration_id)
    elif ticket.requester_id:
        rows = rows.filter(requester=ticket.requester_id)
    else:
        return []
    return list(rows.order_by("-created")[:EARLIER])


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
