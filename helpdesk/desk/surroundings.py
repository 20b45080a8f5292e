# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands around a request: who can have it, where it can go, what it is tied to."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.core import moments

from ..actions.desk import STILL_LOOKING
from ..models import Faq, Ticket
from ..slots import OPENS

AT_MOST = 5
DESK = [User.Role.OPERATOR.value, User.Role.PROJECT_STAFF.value]
STATES = dict(Ticket.State.choices)
FAQ_STATES = dict(Faq.Status.choices)
SQL = """
(SELECT 'operators', u.id, u.id::text, u.name, '' FROM accounts_user u
  WHERE u.role = ANY(%(desk)s) AND u.is_active ORDER BY u.name, u.id)
UNION ALL
(SELECT 'queues', id, slug, label, '' FROM helpdesk_queue ORDER BY position, label)
UNION ALL
(SELECT 'topics', 0, slug, label, '' FROM core_topic
  WHERE slug = ANY(%(topics)s) ORDER BY label)
UNION ALL
(SELECT 'judged', importance, satisfaction::text, comment, '' FROM helpdesk_satisfaction
  WHERE ticket_id = %(ticket)s)
UNION ALL
(SELECT 'looking', v.id, '', u.name, '' FROM helpdesk_ticketviewing v
  JOIN accounts_user u ON u.id = v.operator_id
  WHERE v.ticket_id = %(ticket)s AND v.seen >= %(since)s AND v.operator_id <> %(user)s)
UNION ALL
(SELECT 'members', id, '', '', '' FROM accounts_membership
  WHERE user_id = %(requester)s AND administration_id = %(administration)s
  AND status = 'approved')
UNION ALL
(SELECT 'calls', c.id, extract(epoch FROM s.starts)::bigint::text, u.name,
  extract(epoch FROM s.ends)::bigint::text FROM helpdesk_call c
  JOIN helpdesk_callslot s ON s.id = c.slot_id JOIN accounts_user u ON u.id = s.operator_id
  WHERE c.ticket_id = %(ticket)s AND NOT c.is_cancelled AND c.outcome_written IS NULL
  ORDER BY s.starts LIMIT %(at_most)s)
UNION ALL
(SELECT 'faqs', 0, f.code, f.question, f.status FROM helpdesk_faqorigin o
  JOIN helpdesk_faq f ON f.id = o.faq_id WHERE o.ticket_id = %(ticket)s ORDER BY f.code)
UNION ALL
(SELECT 'linked', t.id, t.public_id, t.subject, t.state FROM helpdesk_ticket t
  JOIN helpdesk_ticket_linked l ON l.to_ticket_id = t.id
  WHERE l.from_ticket_id = %(ticket)s ORDER BY t.created DESC LIMIT %(at_most)s)
UNION ALL
(SELECT 'merged', id, public_id, subject, state FROM helpdesk_ticket
  WHERE merged_into_id = %(ticket)s ORDER BY created DESC LIMIT %(at_most)s)
UNION ALL
(SELECT 'earlier', id, public_id, subject, state FROM helpdesk_ticket
  WHERE {column} = %(asker)s AND id <> %(ticket)s ORDER BY created DESC LIMIT %(at_most)s)
"""


@dataclass(frozen=True)
class Other:
    """Another request, for a link to it."""

    number: str
    public_id: str
    subject: str
    state: str


@dataclass(frozen=True)
class Born:
    """A FAQ that comes from this request."""

    code: str
    question: str
    state: str


@dataclass(frozen=True)
class Judgement:
    """What who asked said of the answer; marks from 1 to 10."""

    importance: int
    satisfaction: str
    comment: str


@dataclass(frozen=True)
class Appointment:
    """A call that is ahead, going on, or without its outcome."""

    pk: int
    operator: str
    starts: datetime
    ends: datetime
    now: datetime

    @property
    def when(self) -> str:
        return moments.in_words(self.starts, self.ends)

    @property
    def is_open(self) -> bool:
        return self.starts - OPENS <= self.now <= self.ends

    @property
    def has_begun(self) -> bool:
        return self.starts <= self.now

    @property
    def is_over(self) -> bool:
        return self.ends <= self.now


@dataclass(frozen=True)
class Surroundings:
    """`operators` and `queues` as choices; `topics` by their labels; `judged` is empty or has one;
    `members` is empty when who asks only claims to write for the administration;
    `earlier` are those of the same administration, or of the same person when there is none."""

    operators: list[tuple[str, str]] = field(default_factory=list)
    queues: list[tuple[str, str]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)
    looking: list[str] = field(default_factory=list)
    calls: list[Appointment] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    faqs: list[Born] = field(default_factory=list)
    linked: list[Other] = field(default_factory=list)
    merged: list[Other] = field(default_factory=list)
    earlier: list[Other] = field(default_factory=list)

    @classmethod
    def of(cls, ticket: Ticket, user) -> "Surroundings":
        """One statement."""
        found = cls()
        for kind, pk, key, label, state in _rows(ticket, user):
            if kind in {"looking", "topics"}:
                getattr(found, kind).append(label)
            elif kind == "members":
                found.members.append(pk)
            elif kind == "calls":
                found.calls.append(_appointment(pk, label, key, state))
            elif kind == "faqs":
                found.faqs.append(Born(key, label, FAQ_STATES[state].lower()))
            elif kind == "judged":
                found.judged.append(Judgement(pk, key, label))
            elif kind in {"operators", "queues"}:
                getattr(found, kind).append((key, label))
            else:
                other = Other(f"R{pk}", key, label, STATES[state].lower())
                getattr(found, kind).append(other)
        return found


def _appointment(pk: int, operator: str, starts: str, ends: str) -> Appointment:
    begins, finishes = (datetime.fromtimestamp(int(moment), UTC) for moment in (starts, ends))
    return Appointment(pk, operator, begins, finishes, timezone.now())


def _rows(ticket: Ticket, user) -> list[tuple]:
    column = "administration_id" if ticket.administration_id else "requester_id"
    values = {
        "desk": DESK,
        "ticket": ticket.pk,
        "topics": ticket.topics,
        "since": timezone.now() - STILL_LOOKING,
        "user": user.pk,
        "asker": ticket.administration_id or ticket.requester_id,
        "requester": ticket.requester_id,
        "administration": ticket.administration_id,
        "at_most": AT_MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(column=column), values)
        return cursor.fetchall()
