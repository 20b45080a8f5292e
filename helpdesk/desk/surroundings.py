# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stands around a request: who can have it, where it can go, what it is tied to."""

from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from migliorapa.accounts.models import User

from ..actions.desk import STILL_LOOKING
from ..models import Ticket

AT_MOST = 5
DESK = [User.Role.OPERATOR.value, User.Role.PROJECT_STAFF.value]
STATES = dict(Ticket.State.choices)
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
class Judgement:
    """What who asked said of the answer; marks from 1 to 10."""

    importance: int
    satisfaction: str
    comment: str


@dataclass(frozen=True)
class Surroundings:
    """`operators` and `queues` as choices; `topics` by their labels; `judged` is empty or has one;
    `earlier` are those of the same administration, or of the same person when there is none."""

    operators: list[tuple[str, str]] = field(default_factory=list)
    queues: list[tuple[str, str]] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)
    looking: list[str] = field(default_factory=list)
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
            elif kind == "judged":
                found.judged.append(Judgement(pk, key, label))
            elif kind in {"operators", "queues"}:
                getattr(found, kind).append((key, label))
            else:
                other = Other(f"R{pk}", key, label, STATES[state].lower())
                getattr(found, kind).append(other)
        return found


def _rows(ticket: Ticket, user) -> list[tuple]:
    column = "administration_id" if ticket.administration_id else "requester_id"
    values = {
        "desk": DESK,
        "ticket": ticket.pk,
        "topics": ticket.topics,
        "since": timezone.now() - STILL_LOOKING,
        "user": user.pk,
        "asker": ticket.administration_id or ticket.requester_id,
        "at_most": AT_MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(column=column), values)
        return cursor.fetchall()
