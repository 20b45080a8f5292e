# SPDX-License-Identifier: AGPL-3.0-or-later
"""Data for search engines inside a page: JSON-LD that cannot close its own script."""

import json

from django.utils.safestring import SafeString, mark_safe

SCHEMA = "https://schema.org"
# A closing tag or a comment inside a title must stay a text.
ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def script(data: dict) -> SafeString:
    """What goes between the tags of a script of type application/ld+json."""
    text = json.dumps({"@context": SCHEMA, **data}, ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))
