# SPDX-License-Identifier: AGPL-3.0-or-later
"""A document as a page to read and to print: the same Markdown, the same column widths."""

import re
from collections.abc import Iterator

from django.utils.safestring import mark_safe

from migliorapa.core import markdown

from .markup import keep_fields, split_title

RULE = re.compile(r"^ *\|(?: *:?-+:? *\|)+ *$", re.MULTILINE)
STEP = 5  # percent: widths are classes, since the pages admit no inline style
TABLE = '<table class="table">'


def title_and_html(text: str, *, title: str) -> tuple[str, str]:
    """The heading of the document, `title` where it has none, and the rest as HTML."""
    own, rest = split_title(text)
    html = markdown.render(keep_fields(rest))
    widths = [_columns(rule) for rule in RULE.findall(rest)]
    if len(widths) == html.count(TABLE):
        columns = iter(widths)
        html = re.sub(re.escape(TABLE), lambda match: match[0] + next(columns), html)
    return own or title, mark_safe(html)


def _columns(rule: str) -> str:
    """`|----|--------|` as columns of a third and two thirds, to the nearest step."""
    dashes = [cell.count("-") for cell in rule.strip().strip("|").split("|")]
    shares = [max(STEP, round(100 * count / sum(dashes) / STEP) * STEP) for count in dashes]
    return f"<colgroup>{''.join(_column(share) for share in shares)}</colgroup>"


def _column(share: int) -> str:
    return f'<col class="share-{share}">'


def contents(html: str) -> Iterator[tuple[str, str]]:
    """Identifier and words of each `h2`, for a table of contents."""
    for anchor, words in re.findall(r'<h2 id="([^"]+)">(.*?)</h2>', html, re.DOTALL):
        yield anchor, mark_safe(re.sub(r"<[^>]+>", "", words))
