# SPDX-License-Identifier: AGPL-3.0-or-later
"""What other apps may ask about people, without knowing how memberships are kept."""

from migliorapa.core.statements import Given, Statement

from .models import Administration, Membership

_newest_approved = Statement(
    lambda: (
        Membership.objects.approved()
        .filter(user=Given("user"))
        .select_related("administration")
        .order_by("-decided", "-pk")[:1]
    )
)


def administration_of(user) -> Administration | None:
    """The administration `user` works for: the approved membership decided last. One query."""
    if not user.is_authenticated:
        return None
    newest = _newest_approved.one(user=user.pk)
    return newest.administration if newest else None


def waiting_for(user):
    """Requests a coordinator has to decide; staff decide in the site's administration."""
    coordinated = Membership.objects.coordinators().filter(user=user)
    waiting = Membership.objects.waiting().exclude(user=user)
    mine = waiting.filter(administration__in=coordinated.values("administration"))
    return mine.select_related("user", "administration").order_by("asked")


def colleagues_of(user):
    """Approved people of the administrations that `user` coordinates."""
    coordinated = Membership.objects.coordinators().filter(user=user)
    approved = Membership.objects.approved().exclude(user=user)
    mine = approved.filter(administration__in=coordinated.values("administration"))
    return mine.select_related("user", "administration").order_by("administration", "user__name")
