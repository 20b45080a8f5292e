# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of a request: for who has an account, and signed ones for visitors."""

from django.conf import settings
from django.urls import reverse

from migliorapa.core import links

from .models import FaqOrigin, PublicQuestion, Ticket


def absolute(name: str, *arguments) -> str:
    return settings.SITE_URL + reverse(f"helpdesk:{name}", args=arguments)


def _signed(purpose: str, ticket: Ticket) -> str:
    return links.sign(f"helpdesk.{purpose}", ticket.pk, ticket.nonce)


def path_of(ticket: Ticket) -> str:
    """Where the requester reads it; a visitor has no account, so the link is signed."""
    if ticket.requester_id:
        return ticket.get_absolute_url()
    return reverse("helpdesk:ticket_by_link", args=[_signed("ticket", ticket)])


def page_of(ticket: Ticket) -> str:
    return settings.SITE_URL + path_of(ticket)


def rating_of(ticket: Ticket) -> str:
    """Where who asked says how the answer was."""
    if ticket.requester_id:
        return absolute("satisfaction", ticket.public_id)
    return absolute("satisfaction_by_link", _signed("ticket", ticket))


def confirmation_of(ticket: Ticket) -> str:
    return absolute("confirm", _signed("confirm", ticket))


def desk_page_of(ticket: Ticket) -> str:
    return absolute("desk_ticket", ticket.public_id)


def ticket_from(purpose: str, token: str) -> Ticket | None:
    """Whose link this is; None for one that is broken, forged or made void."""
    try:
        pk, nonce = links.read(f"helpdesk.{purpose}", token)
    except links.Broken:
        return None
    return Ticket.objects.select_related("queue__office").filter(pk=pk, nonce=nonce).first()


def objection_to(origin: FaqOrigin) -> str:
    """Where who asked says that they do not want it published."""
    token = links.sign("helpdesk.objection", origin.pk, origin.ticket.nonce)
    return absolute("objection", token)


def origin_from(token: str) -> FaqOrigin | None:
    try:
        pk, nonce = links.read("helpdesk.objection", token)
    except links.Broken:
        return None
    rows = FaqOrigin.objects.select_related("faq", "ticket")
    return rows.filter(pk=pk, ticket__nonce=nonce).first()


def question_of(question: PublicQuestion) -> str:
    """Where who asked takes their request off the public questions, account or not."""
    token = links.sign("helpdesk.question", question.pk, question.ticket.nonce)
    return absolute("question_by_link", token)


def question_from(token: str) -> PublicQuestion | None:
    try:
        pk, nonce = links.read("helpdesk.question", token)
    except links.Broken:
        return None
    rows = PublicQuestion.objects.select_related("ticket")
    return rows.filter(pk=pk, ticket__nonce=nonce).first()
