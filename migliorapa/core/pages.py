# SPDX-License-Identifier: AGPL-3.0-or-later
"""Texts of the site itself, with who runs it written in at the moment of showing."""

from django.conf import settings

from . import markdown
from .models import Page


def to_html(text: str) -> str:
    values = {
        "owner_name": settings.OWNER_NAME,
        "owner_email": settings.OWNER_EMAIL,
        "dpo_email": settings.DPO_EMAIL,
    }
    for name, value in values.items():
        text = text.replace("{{ " + name + " }}", value)
    return markdown.render(text)


def save_page(page: Page) -> None:
    page.full_clean()
    page.save()
