# SPDX-License-Identifier: AGPL-3.0-or-later
from ..models import Ticket


def follow(user) -> None:
    """Requests write to the address that a person uses now; the one they left may be of others."""
    own = Ticket.objects.filter(requester=user, is_anonymised=False)
    own.exclude(requester_email=user.email).update(requester_email=user.email)
