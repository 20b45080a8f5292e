# SPDX-License-Identifier: AGPL-3.0-or-later
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

SELECTED = mark_safe(" selected")


@lru_cache(maxsize=512)
def options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The inside of a select: the same choices come back at every page."""
    rows = ((value, SELECTED if value == chosen else "", label) for value, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
