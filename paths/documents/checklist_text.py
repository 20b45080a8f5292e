# SPDX-License-Identifier: AGPL-3.0-or-later
"""A checklist as Markdown: one table a group, with a box and room for a note."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from .markup import literal

HEAD = f"| Fatto | Controllo | Nota |\n|:{'-' * 6}:|{'-' * 60}|{'-' * 22}|"


def grouped(items: Iterable[Mapping[str, str]]) -> list[tuple[str, list[Mapping[str, str]]]]:
    """Consecutive items of the same group, in the order they are given."""
    return [(name, list(group)) for name, group in groupby(items, lambda i: i.get("group", ""))]


def checklist(title: str, purpose: str, items: Iterable[Mapping[str, str]]) -> str:
    blocks = [f"# {literal(title)}", literal(purpose)]
    for name, group in grouped(items):
        blocks += [f"## {literal(name)}"] if name else []
        blocks.append("\n".join([HEAD, *map(_row, group)]))
    return "\n\n".join(blocks)


def _row(item: Mapping[str, str]) -> str:
    why = f" *{literal(item['why'])}*" if item.get("why") else ""
    return f"| ☐ | {literal(item['text'])}{why} | |"
