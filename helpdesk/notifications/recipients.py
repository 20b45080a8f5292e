# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is told what happens to a request."""

from django.db.models import Q

from migliorapa.accounts.models import User
from migliorapa.core.statements import Statement

from ..models import Message, Ticket


def desk_of(ticket: Ticket) -> list[User]:
    """Who is told of what the requester writes: who has it in charge, else every operator."""
    if ticket.assignee_id and ticket.assignee.is_operator:
        return [ticket.assignee]
    return operators()


_at_the_desk = Statement(
    lambda: User.objects.filter(
        role__in=[User.Role.OPERATOR, User.Role.PROJECT_STAFF], is_active=True
    )
)


def operators() -> list[User]:
    """Those who can be told; where there are none left, who runs the project."""
    known = _at_the_desk()
    return [each for each in known if each.role == User.Role.OPERATOR] or known


def followers(ticket: Ticket) -> list[User]:
    """Colleagues who wrote in it, or whose own request was merged into it: as long as who asked
    lets them see it."""
    if ticket.administration_id is None:
        return []
    wrote = Message.objects.filter(ticket=ticket, kind=Message.Kind.REPLY).values("author")
    merged = Ticket.objects.filter(merged_into=ticket).values("requester")
    people = User.objects.filter(Q(pk__in=wrote) | Q(pk__in=merged), is_active=True)
    people = people.filter(role=User.Role.CONTACT_PERSON).exclude(pk=ticket.requester_id)
    same = Ticket.objects.filter(pk=ticket.pk)
    return [each for each in people.order_by("pk") if same.visible_as_member(each).exists()]
