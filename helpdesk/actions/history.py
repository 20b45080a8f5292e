# SPDX-License-Identifier: AGPL-3.0-or-later
"""The history of a request: who changed what, from what to what."""

from ..models import TicketChange


def log(ticket, actor, field: str, before="", after="", *, by_portal=False, name="") -> None:
    """Without an actor or a name it is who asked, unless the portal did it by itself."""
    who = "" if by_portal else str(actor or name or ticket.requester_name)
    TicketChange.objects.create(
        ticket=ticket,
        actor=actor,
        actor_name=who,
        field=field,
        before=str(before)[:300],
        after=str(after)[:300],
    )
