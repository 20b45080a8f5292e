# SPDX-License-Identifier: AGPL-3.0-or-later
"""What goes into the search and what comes out."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Document:
    """A findable page; `key` is unique over the site, `kind` a singular Italian noun.

    `weight` multiplies the score: under 1 for pages that explain a word rather than do a job.
    """

    key: str
    kind: str
    url: str
    title: str
    summary: str = ""
    body: str = ""
    code: str = ""
    weight: float = 1
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """`share` tells how much of what was asked the page covers, from 0 to 1; `firm` whether that
    is more than one word of several, common or met through a synonym."""

    kind: str
    code: str
    url: str
    title: str
    summary: str
    score: float
    share: float = 0
    firm: bool = False


@dataclass(frozen=True)
class Answer:
    """`corrected` is the text as it was understood, empty when nothing was corrected."""

    hits: list[Hit] = field(default_factory=list)
    corrected: str = ""
