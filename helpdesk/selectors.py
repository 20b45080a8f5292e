# SPDX-License-Identifier: AGPL-3.0-or-later
"""What pages ask about requests, answers and who may see them."""

from collections.abc import Iterable

from django.db.models import Exists

from migliorapa.accounts.models import Membership, User
from migliorapa.core import search
from migliorapa.core.search.models import SearchDocument
from migliorapa.core.statements import Given, Statement

from .models import Attachment, Faq, Message, Queue, Ticket

ALIKE = 3  # results whose topics a need is taken to have
SHOWN = (
    *("public_id", "subject", "state", "visibility", "created", "solved", "closed"),
    *("first_answer_due", "solution_due", "requester", "requester_name", "administration"),
    *("merged_into", "nonce", "link_version"),
)
SURE = 0.3  # of what is asked, that a page must cover for its topics to count


_queues = Statement(
    lambda: Queue.objects.filter(is_active=True).select_related("office").defer("description")
)
_found = Statement(
    lambda: (
        Ticket.objects.select_related("queue")
        .only(*SHOWN, "queue__label")
        .filter(public_id=Given("public_id"))
    )
)


def queues() -> list[Queue]:
    return _queues()


def page_at(url: str) -> SearchDocument | None:
    """What the search knows of an address: only pages that everybody can read."""
    found = SearchDocument.objects.filter(url=url)
    return found.only("kind", "code", "url", "title", "topics").first()


def topics_like(text: str) -> list[str]:
    """Topics of the pages most alike, the best first; none when the search is not sure."""
    hits = [hit for hit in search.find(text, limit=ALIKE) if hit.share >= SURE]
    if not hits:
        return []
    pages = SearchDocument.objects.filter(url__in=[hit.url for hit in hits])
    known = dict(pages.values_list("url", "topics"))
    return list(dict.fromkeys(topic for hit in hits for topic in known.get(hit.url, [])))


def faq_keys(codes: Iterable[str]) -> list[int]:
    codes = list(codes)
    if not codes:
        return []
    return list(Faq.objects.published().filter(code__in=codes).values_list("pk", flat=True))


def colleagues(user, administration) -> list[User]:
    """Approved people of the same administration; none for who has left it."""
    if administration is None:
        return []
    approved = Membership.objects.approved().filter(administration=administration)
    people = User.objects.filter(pk__in=approved.values("user"), is_active=True)
    people = people.filter(Exists(approved.filter(user=user)))
    return list(people.exclude(pk=user.pk).order_by("name", "pk"))


def own_tickets(user):
    return Ticket.objects.filter(requester=user).exclude(state=Ticket.State.SPAM)


def tickets_of_colleagues(user, administration):
    if administration is None:
        return Ticket.objects.none()
    here = Ticket.objects.confirmed().filter(administration=administration)
    return here.visible_as_member(user).exclude(requester=user)


def ticket_for(user, public_id: str) -> Ticket | None:
    """One's own is found without asking who else may see it."""
    found = _found.one(public_id=public_id)
    if found is None or found.requester_id == user.pk:
        return found
    return found if Ticket.objects.visible_to(user).filter(pk=found.pk).exists() else None


def attachment(public_id: str, *, with_notes: bool) -> Attachment | None:
    rows = Attachment.objects.select_related("message__ticket").filter(public_id=public_id)
    if not with_notes:
        rows = rows.exclude(message__kind=Message.Kind.NOTE)
    return rows.first()
