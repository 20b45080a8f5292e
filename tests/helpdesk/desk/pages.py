# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests of the operators' pages share."""

import html
import re

from django.utils.html import strip_tags

DESK = "/aiuto/operatori/"


def told(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return html.unescape(" ".join(text.split()))


def page_of(ticket) -> str:
    return f"{DESK}{ticket.public_id}/"


def carried(response) -> dict:
    """The hidden fields that say what the page has shown."""
    text = response.content.decode()
    return {
        name: re.search(rf'name="{name}" value="([^"]+)"', text)[1] for name in ("revision", "seen")
    }


def listed(response) -> list[str]:
    return [row.ticket.subject for row in response.context["listing"].rows]


def tags(response) -> list[str]:
    """State and urgency of each row, as read."""
    return [strip_tags(row.tags) for row in response.context["listing"].rows]
