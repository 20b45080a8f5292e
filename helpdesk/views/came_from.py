# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of ours that somebody comes from, as the browser tells it to its own site."""

import re
from dataclasses import replace

from django.http import QueryDict
from django.urls import reverse

from migliorapa.core.origin import page_before

from ..models import Faq
from ..need import MOST_READ, Need

SLUG = re.compile(r"([-\w]{1,100})/", re.ASCII)


def need_before(request) -> Need:
    """What was asked in the box, when its page of answers led here."""
    path, query = page_before(request)
    return Need.of(QueryDict(query if path == reverse("helpdesk:ask") else ""))


def _slug(request) -> str:
    path, _ = page_before(request)
    folder = reverse("helpdesk:faq_list")
    found = SLUG.fullmatch(path[len(folder) :]) if path.startswith(folder) else None
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
