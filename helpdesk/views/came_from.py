# SPDX-License-Identifier: AGPL-3.0-or-later
"""The FAQ whose page somebody comes from, as the browser tells it to its own site."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

from django.urls import reverse

from ..models import Faq
from ..need import MOST_READ, Need

SLUG = re.compile(r"([-\w]{1,100})/", re.ASCII)


def _slug(request) -> str:
    try:
        referer = urlsplit(request.headers.get("Referer", "")[:1000])
    except ValueError:
        return ""
    folder = reverse("helpdesk:faq_list")
    if referer.netloc != request.get_host() or not referer.path.startswith(folder):
        return ""
    found = SLUG.fullmatch(referer.path[len(folder) :])
    return found[1] if found else ""


def with_faq_read(request, need: Need) -> Need:
    """What was read before, and the page just left. One statement when it was that of a FAQ."""
    slug = _slug(request)
    if not slug:
        return need
    code = Faq.objects.published().filter(slug=slug).values_list("code", flat=True).first()
    if not code or code in need.read:
        return need
    return replace(need, read=(*need.read, code)[-MOST_READ:])
