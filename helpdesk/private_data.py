# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is known of a request, for the redaction of what is made from it."""

from collections.abc import Iterable

from .models import Ticket
from .redaction import Leak, Record, leaks

TOWN_OF = ("comune di ", "città di ", "municipio di ")


def _town(body: str) -> str:
    for opening in TOWN_OF:
        if body.casefold().startswith(opening):
            return body[len(opening) :]
    return ""


def record_of(tickets: Iterable[Ticket]) -> Record:
    """Names, e-mails and bodies of requesters and of everybody who wrote."""
    names, emails, bodies, tokens = set(), set(), set(), set()
    for ticket in tickets:
        names |= {ticket.requester_name, *(m.author_name for m in ticket.messages.all())}
        emails.add(ticket.requester_email)
        bodies |= {ticket.administration_name}
        tokens |= {ticket.public_id, ticket.number}
        if ticket.administration_id:
            bodies.add(ticket.administration.name)
    bodies.discard("")
    return Record(
        names=tuple(sorted(filter(None, names))),
        emails=tuple(sorted(filter(None, emails))),
        bodies=tuple(sorted(bodies)),
        municipalities=tuple(sorted(filter(None, map(_town, bodies)))),
        tokens=tuple(sorted(tokens)),
    )


def leaks_of_person(texts: Iterable[str], person, administration) -> list[Leak]:
    """What tells who writes; without a person only data of a sure shape."""
    body = administration.name if administration else ""
    record = Record(
        names=(person.name,) if person and person.name else (),
        emails=(person.email,) if person else (),
        bodies=(body,) if body else (),
        municipalities=(_town(body),) if _town(body) else (),
    )
    return [leak for text in texts for leak in leaks(text, record)]


def leaks_in(texts: Iterable[str], tickets: Iterable[Ticket]) -> list[Leak]:
    """What forbids the publication of these texts, whatever request they come from."""
    record = record_of(tickets)
    return [leak for text in texts for leak in leaks(text, record)]
