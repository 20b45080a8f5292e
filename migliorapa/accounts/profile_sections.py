# SPDX-License-Identifier: AGPL-3.0-or-later
"""What other apps show in a person's profile.

Each registers in `apps.py: ready()`: `offer("helpdesk", function)`, where the function takes a
user and returns a Section.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """`empty` is said where there are no lines; `more` is a link for all the rest."""

    title: str
    lines: Iterable[Line]
    empty: str
    more: Line | None = None


_sections: dict[str, Callable[..., Section]] = {}


def offer(app: str, answer: Callable[..., Section]) -> None:
    _sections[app] = answer


def sections_of(user) -> list[Section]:
    return [answer(user) for _, answer in sorted(_sections.items())]
