# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts of the site itself, with who runs it written in at the moment of showing."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from . import drawings, markdown, search
from .models import Page


def filled_in(text: str) -> str:
    values = {
        "owner_name": settings.OWNER_NAME,
        "owner_email": settings.OWNER_EMAIL,
        "dpo_email": settings.DPO_EMAIL,
        "event_retention_days": str(settings.EVENT_RETENTION_DAYS),
        "ticket_retention_days": str(settings.TICKET_RETENTION_DAYS),
    }
    for name, value in values.items():
        text = text.replace("{{ " + name + " }}", value)
    return text


def to_html(text: str) -> str:
    return drawings.expand(markdown.render(filled_in(text)))


def document_of(page: Page) -> search.Document:
    return search.Document(
        key=f"core.page:{page.slug}",
        kind="pagina del portale",
        url=page.get_absolute_url(),
        title=page.title,
        summary=page.summary,
        body=filled_in(page.body),
        weight=0.8,
    )


def documents() -> Iterator[search.Document]:
    return map(document_of, Page.objects.all())


@transaction.atomic
def save_page(page: Page) -> None:
    page.full_clean()
    page.save()
    search.publish([document_of(page)])
