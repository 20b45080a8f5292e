# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers to read again: one's own first, then those of nobody in particular, then the others."""

from dataclasses import dataclass

from django.db.models import F, Q

from migliorapa.accounts.models import User

from ..models import Faq

AT_DESK = (User.Role.OPERATOR, User.Role.PROJECT_STAFF)


def keepers():
    """Who may look after an answer."""
    at_desk = Q(role__in=AT_DESK) | Q(is_staff=True) | Q(is_superuser=True)
    return User.objects.filter(at_desk, is_active=True).order_by("name", "pk")


@dataclass(frozen=True)
class Group:
    label: str
    faqs: list[Faq]


def of(user, rows) -> list[Group]:
    """`rows`: answers to read again. Without the empty groups; the nearest date first."""
    waiting = list(rows.order_by(F("review_due").asc(nulls_last=True), "position", "pk"))
    here = set(keepers().values_list("pk", flat=True))
    mine = [faq for faq in waiting if faq.owner_id == user.pk]
    everybody = [faq for faq in waiting if faq.owner_id not in here]
    others = [faq for faq in waiting if faq not in mine and faq not in everybody]
    groups = (
        Group("Le vostre", mine),
        Group("Di tutti gli operatori", everybody),
        Group("Dei colleghi", others),
    )
    return [group for group in groups if group.faqs]
