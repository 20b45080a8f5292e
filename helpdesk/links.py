# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of a request: for who has an account, and signed ones for visitors."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from migliorapa.core import links

from .models import FaqOrigin, PublicQuestion, Ticket

LEADING = {"ticket", "confirm"}  # who has confirmed is led on to the request


def absolute(name: str, *arguments) -> str:
    return settings.SITE_URL + reverse(f"helpdesk:{name}", args=arguments)


def _secret(purpose: str, ticket: Ticket) -> str:
    """The links that lead to a request can be made void: others of its mails stay good."""
    if purpose in LEADING and ticket.link_version:
        return f"{ticket.nonce}-{ticket.link_version}"
    return ticket.nonce


def _signed(purpose: str, ticket: Ticket) -> str:
    return links.sign(f"helpdesk.{purpose}", ticket.pk, _secret(purpose, ticket))


def path_of(ticket: Ticket) -> str:
    """Where the requester reads it; a visitor has no account, so the link is signed."""
    if ticket.requester_id:
        return ticket.get_absolute_url()
    return reverse("helpdesk:ticket_by_link", args=[_signed("ticket", ticket)])


def page_of(ticket: Ticket) -> str:
    return settings.SITE_URL + path_of(ticket)


def call_of(ticket: Ticket) -> str:
    """Where who asked enters the call, or cancels it."""
    if ticket.requester_id:
        return absolute("call", ticket.public_id)
    return absolute("call_by_link", _signed("ticket", ticket))


def desk_call_of(ticket: Ticket) -> str:
    """The same for operators."""
    return f"{desk_page_of(ticket)}#chiamata"


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
    """Whose link this is; None for one that is broken, forged, made void or too old."""
    try:
        pk, secret = links.read(f"helpdesk.{purpose}", token)
    except links.Broken:
        return None
    found = Ticket.objects.select_related("queue__office").filter(pk=pk).first()
    if found is None or not constant_time_compare(secret, _secret(purpose, found)):
        return None
    return found if purpose not in LEADING or _is_recent(found, purpose, token) else None


def _is_recent(ticket: Ticket, purpose: str, token: str) -> bool:
    """Good for a while after it was given, and after the request last moved."""
    lasts = timedelta(days=settings.TICKET_LINK_DAYS)
    if ticket.updated > timezone.now() - lasts:
        return True
    try:
        links.read(f"helpdesk.{purpose}", token, max_age=lasts)
    except links.Expired:
        return False
    return True


def renewable(token: str) -> Ticket | None:
    """Whose link this was once, void and old ones too: enough to write to the address on record,
    not to read anything."""
    try:
        pk, _ = links.read("helpdesk.ticket", token)
    except links.Broken:
        return None
    rows = Ticket.objects.confirmed().filter(requester=None, is_anonymised=False)
    return rows.filter(pk=pk).first()


def objection_to(origin: FaqOrigin) -> str:
    """Where who asked says that they do not want it published."""
    return settings.SITE_URL + objection_path(origin.pk, origin.nonce)


def objection_path(origin: int, nonce: str) -> str:
    return reverse("helpdesk:objection", args=[links.sign("helpdesk.objection", origin, nonce)])


def source_of(origin: FaqOrigin) -> str:
    """Where who asked or answered reads what the FAQ comes from."""
    if origin.ticket:
        return page_of(origin.ticket)
    return settings.SITE_URL + origin.question.get_absolute_url()


def origin_from(token: str) -> FaqOrigin | None:
    try:
        pk, nonce = links.read("helpdesk.objection", token)
    except links.Broken:
        return None
    rows = FaqOrigin.objects.select_related("faq", "ticket", "question__author", "answer__author")
    origin = rows.prefetch_related("objections").filter(pk=pk).first()
    return origin if origin and nonce and origin.nonce == nonce else None


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
