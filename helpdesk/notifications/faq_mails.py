# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mails about FAQ: to who they come from, and to who looks after them."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from migliorapa.accounts.models import User
from migliorapa.core import outbox

from .. import links
from ..models import Faq, FaqObjection, FaqOrigin


def _to_origin(key, subject, template, origin: FaqOrigin, **context) -> None:
    """To nobody when who asked or answered is no longer here."""
    if not origin.email:
        return
    number = f" {origin.ticket.number}" if origin.ticket else ""
    context |= {"origin": origin, "faq": origin.faq, "link": links.source_of(origin)}
    outbox.put(
        key=f"helpdesk:{key}",
        to=origin.email,
        subject=f"[MiglioraPA{number}] {subject}",
        text=render_to_string(f"email/helpdesk/{template}.txt", context),
    )


def published(origin: FaqOrigin, *, times: int) -> None:
    """`times`: how often it was objected to before, and so told already."""
    helps = "la vostra risposta" if origin.answer else "la vostra domanda"
    _to_origin(
        f"published:{origin.pk}:{times}" if times else f"published:{origin.pk}",
        "la FAQ si legge di nuovo" if times else f"{helps} aiuta altri enti",
        "published",
        origin,
        again=bool(times),
        faq_link=settings.SITE_URL + origin.faq.get_absolute_url(),
        objection_link=links.objection_to(origin),
    )


def objection_decided(objection: FaqObjection) -> None:
    _to_origin(
        f"objection-decided:{objection.pk}",
        "la vostra obiezione",
        "objection_decided",
        objection.origin,
        objection=objection,
    )


def _keepers(faq: Faq) -> list[User]:
    """Who looks after an answer: its owner while they are an operator, else every operator."""
    owner = faq.owner
    if owner and owner.is_operator:
        return [owner]
    return list(User.objects.filter(role=User.Role.OPERATOR, is_active=True))


def _tell(people, key, subject, template, faq: Faq, **context) -> None:
    text = render_to_string(
        f"email/helpdesk/{template}.txt",
        {"faq": faq, "link": links.absolute("faq_draft", faq.code), **context},
    )
    for person in people:
        outbox.put(
            key=f"helpdesk:{key}:{person.pk}",
            to=person.email,
            subject=f"[MiglioraPA] {subject}",
            text=text,
        )


def objected(objection: FaqObjection) -> None:
    faq = objection.origin.faq
    key, subject = f"objected:{objection.pk}", f"obiezione a {faq.code}"
    _tell(_keepers(faq), key, subject, "objected", faq, objection=objection)


def sent_back(faq: Faq, reason: str, writer: User | None) -> None:
    """To who wrote it, if still here."""
    people = [writer] if writer and writer.is_active else _keepers(faq)
    key = f"sent-back:{faq.pk}:{timezone.now():%Y%m%d%H%M%S}"
    _tell(people, key, f"{faq.code} da correggere", "sent_back", faq, reason=reason)


def to_review(faq: Faq, reasons, voices, *, new) -> None:
    """`new`: the kinds of reason not told since the answer was last verified."""
    since = faq.reviewed_at or faq.created
    key = f"review:{faq.pk}:{since:%Y%m%d%H%M%S}:{'+'.join(new)[:100]}"
    subject, said = f"{faq.code} da rivedere", {"reasons": reasons, "voices": voices}
    _tell(_keepers(faq), key, subject, "to_review", faq, **said)
