# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our own HTML as plain text: for what is read by machines, and to compare two texts in words."""

import html
import re

ITEM = re.compile(r"<li[^>]*>\s*(?:<p[^>]*>)?")
CELL = re.compile(r"</t[hd]>\s*(?=<t[hd][\s>])")
BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|pre|blockquote|figcaption)>|<br\s*/?>")
TAG = re.compile(r"<[^>]*>")


def plain(text: str) -> str:
    """A line for each paragraph, heading, item and row; cells of a row are parted by a bar."""
    text = ITEM.sub("\n- ", text)
    text = CELL.sub(" | ", text)
    text = TAG.sub("", BLOCK_END.sub("\n", text))
    lines = (" ".join(line.split()) for line in html.unescape(text).splitlines())
    return "\n".join(line for line in lines if line and line != "-")
