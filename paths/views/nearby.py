# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the other apps have on the topics of an entry."""

from collections.abc import Iterable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from migliorapa.core import registry


def nearby(topics: Iterable[str]) -> SafeString:
    """Boxes for the side of the page; empty when nobody has anything."""
    found = tuple(registry.related(topics, leaving_out="paths"))
    return _html(found) if found else SafeString()


@lru_cache(maxsize=256)
def _html(found: tuple[registry.Related, ...]) -> SafeString:
    return render_to_string("paths/_related.html", {"related": found})
