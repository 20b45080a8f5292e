# SPDX-License-Identifier: AGPL-3.0-or-later
"""Markdown of the catalogue made ready for a document."""

import re
from collections.abc import Callable

from migliorapa.core.markdown import CODE_LINK

FIELD = re.compile(r"(`+).*?\1|(?<!\\)\[([^\[\]\n]*)\](?![(])", re.DOTALL)
TITLE = re.compile(r"^# +(.+?) *#* *$", re.MULTILINE)
LINK = re.compile(r"(?<!\\)\[([^\[\]]*)\]\(#\)")
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^])")
BLOCK_START = re.compile(r"^(\d*)([-+=.)])")


def keep_fields(text: str) -> str:
    """`[campo]` to be filled in stays as it is, also where Markdown would see the end of a link."""

    def escaped(match: re.Match) -> str:
        return match[0] if match[1] else rf"\[{match[2]}\]"

    return FIELD.sub(escaped, text)


def resolve_links(text: str, address: Callable[[str, str], str | None]) -> str:
    """`[...](step:S04)` with its address; a link that leads nowhere keeps its words alone."""
    text = CODE_LINK.sub(lambda match: f"]({address(match[1], match[2]) or '#'})", text)
    return LINK.sub(r"\1", text)


def split_title(text: str) -> tuple[str, str]:
    """The words of the first `# ` heading, or none, and the text without it."""
    match = TITLE.search(text)
    if not match:
        return "", text
    return match[1], f"{text[: match.start()]}{text[match.end() :]}".strip()


def literal(text: str) -> str:
    """Words that mean nothing to Markdown, on one line."""
    text = SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return BLOCK_START.sub(r"\1\\\2", text)
