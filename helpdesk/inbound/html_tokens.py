# SPDX-License-Identifier: AGPL-3.0-or-later
"""Tags and text of hostile HTML, in one pass.

Python's html.parser takes minutes on some hundred kilobytes of tags that never close; here each
character is looked at a bounded number of times. What never closes hides the rest, as in browsers.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

SILENT = {"script", "style", "title", "template"}  # their text is not for people
TAG = re.compile(r"<(/?)([a-z][a-z0-9]{0,20})", re.IGNORECASE)


class Tag(NamedTuple):
    name: str
    closes: bool


def tokens(html: str) -> Iterator[Tag | str]:
    at = 0
    while (opens := html.find("<", at)) >= 0:
        if at < opens:
            yield _text(html[at:opens])
        found = TAG.match(html, opens)
        if found:
            tag = Tag(found[2].lower(), closes=bool(found[1]))
            yield tag
            at = _end_of_tag(html, opens, tag)
        elif html.startswith(("<!", "<?"), opens):
            at = _end_of_comment(html, opens)
        else:
            yield "<"
            at = opens + 1
    yield _text(html[at:])


def _end_of_tag(html: str, opens: int, tag: Tag) -> int:
    end = _after(html, ">", opens)
    if html.count('"', opens, end) % 2:  # this ">" stands inside a quoted value
        end = _after(html, ">", _after(html, '"', end))
    if tag.name in SILENT and not tag.closes:
        closing = re.compile(f"</{tag.name}", re.IGNORECASE).search(html, end)
        return closing.start() if closing else len(html)
    return end


def _end_of_comment(html: str, opens: int) -> int:
    return _after(html, "-->" if html.startswith("<!--", opens) else ">", opens + 2)


def _after(html: str, mark: str, at: int) -> int:
    found = html.find(mark, at)
    return found + len(mark) if found >= 0 else len(html)


def _text(chunk: str) -> str:
    try:
        return unescape(chunk)
    except ValueError:  # a number of thousands of figures
        return chunk
